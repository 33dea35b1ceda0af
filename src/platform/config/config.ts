import { homedir } from 'node:os';
import { join, resolve } from 'node:path';
import { z } from 'zod';
import { ServiceError, type Fault } from '../errors/index.js';
import { type IncomingMailConfig, incomingMailVariables, readIncomingMail } from './incoming-mail.js';
import { isLoopbackHost } from './loopback-host.js';
import { type OutgoingMailConfig, outgoingMailVariables, readOutgoingMail } from './outgoing-mail.js';
import { readSignIn, type SignInConfig, signInVariables } from './sign-in.js';
import { urlVariable } from './url-variable.js';

/** The whole configuration, parsed once at start. */
export interface Config {
  readonly role: 'api' | 'worker' | 'both';
  readonly host: string;
  readonly port: number;
  readonly publicUrl: string;
  readonly logLevel: 'debug' | 'info' | 'warn' | 'error' | 'silent';
  readonly stateDirectory: string;
  readonly trustProxy: boolean;
  /** Null: the embedded PostgreSQL in the state directory. */
  readonly databaseUrl: string | null;
  /** Null: the queue lives in PostgreSQL. */
  readonly redisUrl: string | null;
  readonly smtpSinkPort: number;
  /** Captured mail can be read on a page by whoever reaches the service. */
  readonly showsCapturedMail: boolean;
  readonly outgoingMail: OutgoingMailConfig;
  readonly incomingMail: IncomingMailConfig;
  readonly signIn: SignInConfig;
  readonly lettersPerMinute: number | null;
  /** For how many days what webhooks were told, and how that went, is kept. */
  readonly idempotencyKeyDays: number;
  readonly webhookLogDays: number;
  readonly maxMessageBytes: number;
  readonly maxReturnBytes: number;
  /** Null: a key is made at first start and kept in the state directory. */
  readonly secretKey: string | null;
  readonly sealP12: { readonly file: string; readonly password: string } | null;
  /** Name in a seal that is made at first start. */
  readonly sealOwner: string;
  /** PEM files of the certificates that signatures of municipalities may lead to. */
  readonly trustAnchorFiles: readonly string[];
  /** Trusted lists (ETSI TS 119 612), and PEM files of the certificates that may have signed them. */
  readonly trustedListFiles: readonly string[];
  readonly trustedListSignerFiles: readonly string[];
  readonly verificationProcesses: number;
  /** Missing certificates and revocation data are fetched from the addresses in certificates. */
  readonly fetchesValidationData: boolean;
  /** DKIM, SPF, DMARC and ARC of incoming mail are looked up. */
  readonly checksSenders: boolean;
  /** Name servers for that; none: those of this machine. */
  readonly dnsServers: readonly string[];
  /** Whose tokens let municipalities' own systems in; null: none. */
  readonly maskinporten: {
    readonly issuer: string;
    readonly jwksUri: string;
    readonly audience: string | null;
    readonly scopePrefix: string;
  } | null;
  /** Null: nothing is scanned for viruses. */
  readonly clamdUrl: string | null;
}

const port = (fallback: number) =>
  z.coerce.number({ error: 'must be a number' }).int().min(0).max(65_535).default(fallback);

const bytes = (fallback: number) =>
  z.coerce
    .number()
    .int()
    .min(1024)
    .max(200 * 1024 * 1024)
    .default(fallback);

const environmentSchema = z.object({
  TILSLUTNING_ROLE: z.enum(['api', 'worker', 'both']).default('both'),
  HOST: z.string().min(1).default('127.0.0.1'),
  PORT: port(3000),
  PUBLIC_URL: urlVariable(['http', 'https']).optional(),
  LOG_LEVEL: z.enum(['debug', 'info', 'warn', 'error', 'silent']).default('info'),
  STATE_DIR: z.string().min(1).optional(),
  TRUST_PROXY: z.enum(['true', 'false']).default('false'),
  DATABASE_URL: urlVariable(['postgres', 'postgresql']).optional(),
  REDIS_URL: urlVariable(['redis', 'rediss']).optional(),
  SMTP_SINK_PORT: port(2525),
  CAPTURED_MAIL_PAGE: z.enum(['true', 'false']).default('false'),
  ...outgoingMailVariables,
  ...incomingMailVariables,
  ...signInVariables,
  LETTERS_PER_MINUTE: z.coerce.number().int().min(1).max(1_000_000).optional(),
  // Deliveries are tried for three days.
  IDEMPOTENCY_KEY_DAYS: z.coerce.number().int().min(1).max(365).default(7),
  WEBHOOK_LOG_DAYS: z.coerce.number().int().min(7).max(3650).default(90),
  MAX_MESSAGE_BYTES: bytes(40 * 1024 * 1024),
  MAX_RETURN_BYTES: bytes(25 * 1024 * 1024),
  SECRET_KEY: z
    .string()
    .min(32, { error: 'must have at least 32 characters: try `openssl rand -base64 48`' })
    .optional(),
  SEAL_P12: z.string().min(1).optional(),
  SEAL_P12_PASSWORD: z.string().optional(),
  SEAL_OWNER: z.string().min(1).max(64).default('Helse- og omsorgsdepartementet'),
  TRUST_ANCHORS: z.string().optional(),
  TRUSTED_LISTS: z.string().optional(),
  TRUSTED_LIST_SIGNERS: z.string().optional(),
  FETCH_VALIDATION_DATA: z.enum(['true', 'false']).default('false'),
  CHECK_SENDERS: z.enum(['true', 'false']).default('true'),
  DNS_SERVERS: z.string().optional(),
  MASKINPORTEN_ISSUER: urlVariable(['https']).optional(),
  MASKINPORTEN_JWKS_URI: urlVariable(['https']).optional(),
  MASKINPORTEN_AUDIENCE: z.string().min(1).optional(),
  MASKINPORTEN_SCOPE_PREFIX: z
    .string()
    .regex(/^[a-z0-9]+:[a-z0-9./-]+$/, { error: 'looks like ks:tilslutning' })
    .default('ks:tilslutning'),
  CLAMD_URL: urlVariable(['tcp', 'unix']).optional(),
  VERIFICATION_PROCESSES: z.coerce.number().int().min(1).max(32).default(2),
});

/**
 * Reads the environment. An empty variable counts as absent. Throws ServiceError CONFIGURATION_INVALID that names
 * every fault at once.
 */
export function readConfig(environment: Readonly<Record<string, string | undefined>> = process.env): Config {
  const present = Object.fromEntries(
    Object.entries(environment).filter(([, value]) => value !== undefined && value !== ''),
  );
  const parsed = environmentSchema.safeParse(present);
  const faults: Fault[] = parsed.success
    ? []
    : parsed.error.issues.map((issue) => ({ where: issue.path.join('.'), message: issue.message }));
  if (present.SEAL_P12 !== undefined && present.SEAL_P12_PASSWORD === undefined) {
    faults.push({ where: 'SEAL_P12_PASSWORD', message: 'must be set when SEAL_P12 is' });
  }
  if (present.TRUSTED_LISTS !== undefined && present.TRUSTED_LIST_SIGNERS === undefined) {
    faults.push({
      where: 'TRUSTED_LIST_SIGNERS',
      message: 'must name the certificates of the signers of TRUSTED_LISTS: a list is only as good as its signature',
    });
  }
  if (parsed.success && parsed.data.CAPTURED_MAIL_PAGE === 'true' && !isLoopbackHost(parsed.data.HOST)) {
    faults.push({
      where: 'CAPTURED_MAIL_PAGE',
      message:
        'needs a HOST on loopback: the page asks nobody who they are, and the letters hold the links of the cases',
    });
  }
  if (parsed.success && parsed.data.MAIL_MODE === 'live' && parsed.data.PUBLIC_URL === undefined) {
    faults.push({ where: 'PUBLIC_URL', message: 'must be set when MAIL_MODE is live: it stands in every letter' });
  }
  const outgoingMail = parsed.success ? readOutgoingMail(parsed.data, faults) : null;
  const incomingMail = parsed.success ? readIncomingMail(parsed.data, faults) : null;
  const signIn = parsed.success ? readSignIn(parsed.data, faults) : null;
  if (!parsed.success || outgoingMail === null || incomingMail === null || signIn === null || faults.length > 0) {
    throw configurationInvalid(faults);
  }
  const values = parsed.data;
  return {
    role: values.TILSLUTNING_ROLE,
    host: values.HOST,
    port: values.PORT,
    publicUrl: (values.PUBLIC_URL ?? `http://${inUrl(values.HOST)}:${values.PORT}`).replace(/\/+$/, ''),
    logLevel: values.LOG_LEVEL,
    stateDirectory: resolve(values.STATE_DIR ?? join(homedir(), '.local', 'state', 'tilslutning')),
    trustProxy: values.TRUST_PROXY === 'true',
    databaseUrl: values.DATABASE_URL ?? null,
    redisUrl: values.REDIS_URL ?? null,
    smtpSinkPort: values.SMTP_SINK_PORT,
    showsCapturedMail: values.CAPTURED_MAIL_PAGE === 'true',
    outgoingMail,
    incomingMail,
    signIn,
    lettersPerMinute: values.LETTERS_PER_MINUTE ?? null,
    idempotencyKeyDays: values.IDEMPOTENCY_KEY_DAYS,
    webhookLogDays: values.WEBHOOK_LOG_DAYS,
    maxMessageBytes: values.MAX_MESSAGE_BYTES,
    maxReturnBytes: values.MAX_RETURN_BYTES,
    secretKey: values.SECRET_KEY ?? null,
    sealP12:
      values.SEAL_P12 === undefined
        ? null
        : { file: resolve(values.SEAL_P12), password: values.SEAL_P12_PASSWORD ?? '' },
    sealOwner: values.SEAL_OWNER,
    trustAnchorFiles: filesIn(values.TRUST_ANCHORS),
    trustedListFiles: filesIn(values.TRUSTED_LISTS),
    trustedListSignerFiles: filesIn(values.TRUSTED_LIST_SIGNERS),
    verificationProcesses: values.VERIFICATION_PROCESSES,
    fetchesValidationData: values.FETCH_VALIDATION_DATA === 'true',
    checksSenders: values.CHECK_SENDERS === 'true',
    dnsServers: listOf(values.DNS_SERVERS),
    maskinporten:
      values.MASKINPORTEN_ISSUER === undefined
        ? null
        : {
            issuer: values.MASKINPORTEN_ISSUER,
            jwksUri: values.MASKINPORTEN_JWKS_URI ?? new URL('jwk', values.MASKINPORTEN_ISSUER).href,
            audience: values.MASKINPORTEN_AUDIENCE ?? null,
            scopePrefix: values.MASKINPORTEN_SCOPE_PREFIX,
          },
    clamdUrl: values.CLAMD_URL ?? null,
  };
}

/** What is separated by commas. */
function listOf(list = ''): string[] {
  return list
    .split(',')
    .map((one) => one.trim())
    .filter((one) => one !== '');
}

function filesIn(list: string | undefined): string[] {
  return listOf(list).map((file) => resolve(file));
}

/** RFC 3986, 3.2.2: an IPv6 address stands in brackets. */
function inUrl(host: string): string {
  return host.includes(':') ? `[${host}]` : host;
}

function configurationInvalid(faults: readonly Fault[]): ServiceError {
  const list = faults.map((fault) => `  ${fault.where}: ${fault.message}`).join('\n');
  return new ServiceError(
    'CONFIGURATION_INVALID',
    `The service cannot start: ${faults.length} fault(s) in the environment (each variable is explained in .env.example):\n${list}`,
    { category: 'invalid', level: 'error', faults },
  );
}
