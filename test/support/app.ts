import 'reflect-metadata';
import { readFileSync } from 'node:fs';
import type { INestApplication, Type } from '@nestjs/common';
import type { DataSource } from 'typeorm';
import type { AppParts } from '../../src/app.module.js';
import { ImportCampaign } from '../../src/campaigns/index.js';
import { createDataSource } from '../../src/data-source.js';
import type { Sealer } from '../../src/form/index.js';
import { CreateApiKey, systemActor, type Role } from '../../src/identity/index.js';
import { StartIssuing } from '../../src/issuing/index.js';
import { ImportRegister } from '../../src/municipalities/index.js';
import { SimulatedClock } from '../../src/platform/clock/index.js';
import { packageFile } from '../../src/platform/config/index.js';
import { DEFAULT_HTTP_OPTIONS, type ThrottleLimits } from '../../src/platform/http/index.js';
import { PostgresQueueConnection, type QueueConnection } from '../../src/platform/jobs/index.js';
import { Log } from '../../src/platform/logging/index.js';
import type { OutgoingMode } from '../../src/platform/mail/index.js';
import { SeededSecretSource } from '../../src/platform/secrets/index.js';
import type { ScanComparison } from '../../src/returns/index.js';
import { type RunningService, startService } from '../../src/service.js';
import { PATIENT_VERIFIER_LIMITS } from '../../src/verification/index.js';
import { createTestDatabase } from './test-database.js';
import { testSealer } from './test-sealer.js';

const KEY_ROLES = {
  reader: 'reader',
  caseHandler: 'case-handler',
  approver: 'approver',
  admin: 'admin',
  integration: 'integration',
  gateway: 'mail-gateway',
  archive: 'archive',
} as const satisfies Record<string, Role>;

export interface TestAppOptions {
  /** Default: 24 April 2020, 09:00 in Oslo. */
  readonly now?: Date;
  /** Default: none besides the seal. */
  readonly trustAnchors?: readonly Uint8Array[];
  /** Default: BullMQ on the test database. */
  readonly queue?: (databaseUrl: string) => QueueConnection;
  /** Default: all mail is captured. */
  readonly outgoingMail?: OutgoingMode;
  /** Default: no limit. */
  readonly lettersPerMinute?: number;
  /** Default: no mailbox is read. */
  readonly mailbox?: AppParts['mailbox'];
  readonly maxReturnBytes?: number;
  /** Default: plain HTTP on loopback. */
  readonly publicUrl?: string;
  readonly maxMessageBytes?: number;
  /** Default: local accounts, with one-time codes required. */
  readonly signIn?: AppParts['signIn'];
  /** Default: no limits. */
  readonly throttle?: ThrottleLimits;
  /** Default: at once, as the service does. */
  readonly scanComparison?: ScanComparison;
  /** Default: over HTTPS to public addresses only. */
  readonly webhookTargets?: AppParts['webhookTargets'];
  /** Default: no tokens of Maskinporten. */
  readonly maskinporten?: AppParts['maskinporten'];
  /** Default: errors only, on standard error. */
  readonly log?: Log;
  /** Default false: the queues are worked off by `settle`, so that a test can look at what is due before. */
  readonly reconcileEveryMs?: number | null;
  /** Default true. False: due rows are queued, but nobody works on them. */
  readonly work?: boolean;
  /** Default: patient reading, no look-ups of names, no virus scan. */
  readonly mail?: Pick<AppParts, 'readerLimits' | 'nameLookup' | 'virusScanner'>;
}

/** The whole service on a database of its own, with a clock that the test moves. */
export interface TestApp {
  readonly service: RunningService;
  readonly app: INestApplication;
  readonly url: string;
  readonly smtp: { readonly host: string; readonly port: number };
  readonly databaseUrl: string;
  readonly clock: SimulatedClock;
  readonly dataSource: DataSource;
  readonly sealer: Sealer;
  readonly keys: Readonly<Record<keyof typeof KEY_ROLES, string>>;
  /** A provider, wherever in the application it is. */
  get<T>(type: Type<T> | (abstract new (...parameters: never[]) => T)): T;
  /** Works off everything that is due at the clock's time. */
  settle(): Promise<void>;
  /** Moves the clock and works off what has fallen due at that instant (not what fell due on the way). */
  moveTo(instant: Date | string): Promise<void>;
  /** HTTP with an API key. */
  fetch(path: string, options?: RequestInit & { readonly key?: keyof typeof KEY_ROLES }): Promise<Response>;
  /** Imports the register and the Akson 2020 campaign, issues it and sends its letters. */
  issueAkson(): Promise<void>;
  close(): Promise<void>;
}

export async function startTestApp(options: TestAppOptions = {}): Promise<TestApp> {
  const database = await createTestDatabase();
  const dataSource = await createDataSource(database.url).initialize();
  const clock = new SimulatedClock(options.now ?? new Date('2020-04-24T09:00:00+02:00'));
  const secrets = new SeededSecretSource('test');
  const sealer = await testSealer();
  const service = await startService(
    {
      dataSource,
      queue: (options.queue ?? ((url) => new PostgresQueueConnection(url, 15)))(database.url),
      clock,
      secrets,
      log: options.log ?? new Log('error'),
      sealer,
      trustAnchors: options.trustAnchors ?? [],
      secretKey: 'a key for tests only, forty characters!!',
      publicUrl: options.publicUrl ?? 'http://127.0.0.1:3000',
      ...(options.signIn === undefined ? {} : { signIn: options.signIn }),
      http: { ...DEFAULT_HTTP_OPTIONS, throttle: options.throttle ?? false },
      jobs: { work: options.work ?? true, reconcileEveryMs: options.reconcileEveryMs ?? null, emptyAtStart: true },
      smtpSinkPort: 0,
      ...(options.outgoingMail === undefined ? {} : { outgoingMail: options.outgoingMail }),
      lettersPerMinute: options.lettersPerMinute ?? null,
      maxMessageBytes: options.maxMessageBytes ?? 40 * 1024 * 1024,
      ...(options.mailbox === undefined ? {} : { mailbox: options.mailbox }),
      maxReturnBytes: options.maxReturnBytes ?? 25 * 1024 * 1024,
      verifierLimits: { ...PATIENT_VERIFIER_LIMITS, processes: 1 },
      scanComparison: options.scanComparison ?? 'AT_ONCE',
      showsCapturedMail: true,
      ...(options.maskinporten === undefined ? {} : { maskinporten: options.maskinporten }),
      ...(options.webhookTargets === undefined ? {} : { webhookTargets: options.webhookTargets }),
      ...options.mail,
    },
    { host: '127.0.0.1', port: 0 },
  );
  const get: TestApp['get'] = (type) => service.app.get(type, { strict: false });
  const keys = await createKeys(get(CreateApiKey));
  const settle = (): Promise<void> => service.jobs.settle();
  return {
    service,
    app: service.app,
    url: service.url,
    smtp: service.smtp,
    databaseUrl: database.url,
    clock,
    dataSource,
    sealer,
    keys,
    get,
    settle,
    moveTo: async (instant) => {
      clock.moveTo(new Date(instant));
      await settle();
    },
    fetch: async (path, { key = 'reader', headers, ...init } = {}) =>
      await fetch(`${service.url}${path}`, {
        ...init,
        headers: { authorization: `Bearer ${keys[key]}`, ...(headers as Record<string, string>) },
      }),
    issueAkson: async () => {
      await get(ImportRegister).execute(readData('municipalities-2020.csv'), 'system:test');
      await get(ImportCampaign).execute({
        yaml: readData('campaigns', 'akson-2020.yaml'),
        fileName: 'akson-2020.yaml',
        actor: 'system:test',
        simulated: true,
      });
      await get(StartIssuing).execute('akson-2020', 'system:test');
      await settle();
    },
    close: async () => {
      await service.close();
      await dataSource.destroy();
      await database.drop();
    },
  };
}

async function createKeys(createApiKey: CreateApiKey): Promise<TestApp['keys']> {
  const entries: [string, string][] = [];
  for (const [name, role] of Object.entries(KEY_ROLES)) {
    const { key } = await createApiKey.execute({ name, roles: [role], expiresAt: null }, systemActor('test'));
    entries.push([name, key]);
  }
  return Object.fromEntries(entries) as unknown as TestApp['keys'];
}

function readData(...parts: readonly string[]): string {
  return readFileSync(packageFile('data', ...parts), 'utf8');
}
