import { X509Certificate } from 'node:crypto';
import { link, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { DataSource } from 'typeorm';
import type { AppParts } from './app.module.js';
import { createDataSource, migrateDatabase } from './data-source.js';
import { loadSeal } from './declarations/index.js';
import { firstAdministratorWords } from './first-administrator.js';
import { READER_LIMITS } from './mailbox/index.js';
import { SystemClock } from './platform/clock/index.js';
import type { Config } from './platform/config/index.js';
import { SystemNameLookup } from './platform/dns/index.js';
import { ServiceError } from './platform/errors/index.js';
import { DEFAULT_HTTP_OPTIONS } from './platform/http/index.js';
import { describeError, PostgresQueueConnection, RedisQueueConnection } from './platform/jobs/index.js';
import { Log } from './platform/logging/index.js';
import { RandomSecretSource } from './platform/secrets/index.js';
import { ClamdVirusScanner } from './platform/virus/index.js';
import { outgoingMode } from './live-mail.js';
import { type OpenDatabase, openDatabase } from './open-database.js';
import { mailboxPart } from './mailbox-part.js';
import { portTaken } from './port-taken.js';
import { type RunningService, startService } from './service.js';
import { signInPart } from './sign-in-part.js';
import { HttpValidationData, readCertificateFile, RenewedTrustedLists, VERIFIER_LIMITS } from './verification/index.js';

/** Starts the service for real use, as configured. */
export async function serve(config: Config): Promise<{ service: RunningService; close(): Promise<void> }> {
  const log = new Log(config.logLevel);
  const database = await openDatabase(config, (line) => log.info({}, line));
  let dataSource: DataSource | null = null;
  try {
    await migrateDatabase(database.url);
    dataSource = await createDataSource(database.url).initialize();
    return await serveOn(database, dataSource, config, log);
  } catch (error) {
    await dataSource?.destroy();
    await database.embedded?.stop();
    throw portTaken(error, { PORT: config.port, SMTP_SINK_PORT: config.smtpSinkPort }) ?? error;
  }
}

async function serveOn(
  database: OpenDatabase,
  dataSource: DataSource,
  config: Config,
  log: Log,
): Promise<{ service: RunningService; close(): Promise<void> }> {
  const clock = new SystemClock();
  const secrets = new RandomSecretSource();
  const trustedLists = await RenewedTrustedLists.open(config.trustedListFiles, config.trustedListSignerFiles, (error) =>
    log.error({ error: describeError(error) }, 'A trusted list cannot be used; the former one stays in force'),
  );
  const parts: AppParts = {
    dataSource,
    queue:
      config.redisUrl === null
        ? new PostgresQueueConnection(database.url, 20)
        : new RedisQueueConnection(config.redisUrl),
    clock,
    secrets,
    log,
    sealer: await loadSeal({
      stateDirectory: config.stateDirectory,
      p12: config.sealP12,
      owner: config.sealOwner,
      now: clock.now(),
      secrets,
    }),
    trustAnchors: (await Promise.all(config.trustAnchorFiles.map(readTrustAnchors))).flat(),
    trustedLists: () => trustedLists.current(),
    secretKey: config.secretKey ?? (await keptSecretKey(config.stateDirectory, secrets)),
    publicUrl: config.publicUrl,
    signIn: await signInPart(config),
    http: {
      ...DEFAULT_HTTP_OPTIONS,
      trustProxy: config.trustProxy ? 1 : false,
      idempotencyKeyDays: config.idempotencyKeyDays,
    },
    jobs: {
      work: config.role !== 'api',
      reconcileEveryMs: 1000,
      // With the embedded database this process is the only one, so what was under way died with its predecessor.
      emptyAtStart: database.embedded !== null && config.role === 'both',
    },
    smtpSinkPort: config.smtpSinkPort,
    outgoingMail: await outgoingMode(config.outgoingMail),
    lettersPerMinute: config.lettersPerMinute,
    webhookLogDays: config.webhookLogDays,
    maxMessageBytes: config.maxMessageBytes,
    mailbox: await mailboxPart(config, clock),
    maxReturnBytes: config.maxReturnBytes,
    verifierLimits: { ...VERIFIER_LIMITS, processes: config.verificationProcesses },
    readerLimits: READER_LIMITS,
    ...(config.checksSenders ? { nameLookup: new SystemNameLookup(config.dnsServers) } : {}),
    ...(config.clamdUrl === null ? {} : { virusScanner: new ClamdVirusScanner(config.clamdUrl) }),
    scanComparison: 'AT_ONCE',
    ...(config.fetchesValidationData ? { validationData: new HttpValidationData() } : {}),
    ...(config.maskinporten === null ? {} : { maskinporten: config.maskinporten }),
    showsCapturedMail: config.showsCapturedMail,
  };
  const service = await startService(parts, config);
  const sealing = setInterval(() => {
    service.auditChain.execute().catch((error: unknown) => {
      log.error({ error: String(error) }, 'The audit chain could not be sealed');
    });
  }, 5000);
  await offerFirstAdministrator(service, config);
  log.info(
    { url: service.url, smtpSink: service.smtp.port, mail: config.outgoingMail.mode, role: config.role },
    'Tilslutning is up',
  );
  return {
    service,
    close: async () => {
      clearInterval(sealing);
      await service.close();
      await service.auditChain.execute();
      await dataSource.destroy();
      await database.embedded?.stop();
    },
  };
}

/** At the very first start: on the terminal, and not in the log, which others read and keep. */
async function offerFirstAdministrator(service: RunningService, { signIn, role, publicUrl }: Config): Promise<void> {
  if (role === 'worker' || !signIn.localAccounts || signIn.oidc !== null) return;
  const words = await firstAdministratorWords(service, publicUrl);
  if (words === null) return;
  process.stdout.write(`\n${words}\n`);
  process.stdout.write('The link works once, for 24 hours; `tilslutning administrators link` makes another.\n\n');
}

/** Stricter than `verify --trust`: a service that misses one of its anchors would send sound returns to people. */
async function readTrustAnchors(file: string): Promise<Uint8Array[]> {
  const found = await readCertificateFile(file);
  return found.map((der, index) => {
    try {
      return new X509Certificate(der).raw;
    } catch (cause) {
      throw new ServiceError(
        'TRUST_ANCHORS_UNREADABLE',
        `Entry ${index + 1} of ${file} in TRUST_ANCHORS is no certificate that can be read. Export it anew, or take it out.`,
        { category: 'invalid', level: 'error', cause },
      );
    }
  });
}

/** The key of the portal links, made at first start: without it every link in every letter would change. */
async function keptSecretKey(stateDirectory: string, secrets: RandomSecretSource): Promise<string> {
  const file = join(stateDirectory, 'secret.key');
  const kept = await readIfPresent(file);
  if (kept !== null) return kept;
  await mkdir(stateDirectory, { recursive: true, mode: 0o700 });
  // Linked into place when it is whole: a crash leaves no empty key, and of two first starts one makes it.
  const staged = `${file}.${process.pid}`;
  await writeFile(staged, `${secrets.bytes('secret-key', 48).toString('base64url')}\n`, { mode: 0o600 });
  try {
    await link(staged, file);
  } catch (error) {
    if ((error as { code?: unknown }).code !== 'EEXIST') throw error;
  } finally {
    await rm(staged, { force: true });
  }
  return (await readFile(file, 'utf8')).trim();
}

async function readIfPresent(file: string): Promise<string | null> {
  try {
    return (await readFile(file, 'utf8')).trim();
  } catch (error) {
    if ((error as { code?: unknown }).code === 'ENOENT') return null;
    throw error;
  }
}
