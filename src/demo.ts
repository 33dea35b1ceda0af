import { createWriteStream } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import type { AppParts } from './app.module.js';
import { AuditChainReadModel } from './audit/index.js';
import { CampaignReadModel, ImportCampaign } from './campaigns/index.js';
import { createDataSource, migrateDatabase } from './data-source.js';
import { DeclarationReadModel, selfMadeCertificate } from './declarations/index.js';
import { createSealer, rsaKeyFromSeed } from './form/index.js';
import { CreateApiKey, DEFAULT_SIGN_IN, systemActor } from './identity/index.js';
import { StartIssuing } from './issuing/index.js';
import { WatchMailbox } from './mailbox/index.js';
import { ImportRegister } from './municipalities/index.js';
import { atLocalTime, isoWithOffset, isLocalDate, startOfDay } from './platform/calendar/index.js';
import { SimulatedClock } from './platform/clock/index.js';
import { type Config, packageFile } from './platform/config/index.js';
import { createDatabase, dropDatabase, dropUnusedDatabases, startEmbeddedPostgres } from './platform/database/index.js';
import { ServiceError } from './platform/errors/index.js';
import { DEFAULT_HTTP_OPTIONS } from './platform/http/index.js';
import { PostgresQueueConnection } from './platform/jobs/index.js';
import { Log } from './platform/logging/index.js';
import { SeededSecretSource } from './platform/secrets/index.js';
import { firstAdministratorWords } from './first-administrator.js';
import { demoOutcome, type DemoOutcome, demoText } from './demo-outcome.js';
import { portTaken } from './port-taken.js';
import {
  AKSON_2020_POSTPONED,
  AKSON_2020_TARGETS,
  AKSON_2020_TIMETABLE,
  assertSimulated,
  createScenarioCa,
  drawScenario,
  openOffices,
  Operators,
  parseKnownSigners,
  RealMail,
  ProgressBar,
  runReplay,
  type ReplaySummary,
  type ReplayTarget,
  ServiceClient,
} from './replay/index.js';
import { type RunningService, startService } from './service.js';
import { stopSignal } from './stop-signal.js';
import { workUntil } from './work-until.js';
import { PATIENT_VERIFIER_LIMITS } from './verification/index.js';

export interface DemoOptions {
  readonly until: string;
  readonly seed: string;
  readonly exit: boolean;
  readonly json: boolean;
  /** `captured`: letters go to the built-in sink. `real`: all mail goes over a Postfix and a Dovecot of the replay's own. */
  readonly mail: 'captured' | 'real';
  /** Where the sealed audit events are written to, one JSON object a line; null: nowhere. */
  readonly auditFile: string | null;
  readonly config: Config;
}

const SLUG = 'akson-2020';
const DATABASE_PREFIX = 'tilslutning_replay_';
/** When the shares are read, besides the end: the steering group's meeting, and the day after the extended deadline. */
const READ_AT = [AKSON_2020_TARGETS.first.at, AKSON_2020_TARGETS.last.at];

/**
 * Replays the Akson 2020 campaign on a database of its own that is dropped afterwards. Nothing of it can touch a real
 * campaign: its clock, keys and signers are made here and nowhere else.
 */
export async function runDemo(options: DemoOptions): Promise<void> {
  const until = parseUntil(options.until);
  const say = (line: string): void => void (options.json ? process.stderr : process.stdout).write(`${line}\n`);
  const started = performance.now();
  // From here on, so that Ctrl-C in the middle leaves no database server behind either.
  let isStopped = false;
  const stopped = stopSignal().then(() => {
    isStopped = true;
  });
  const postgres = await startEmbeddedPostgres({ directory: join(options.config.stateDirectory, 'postgres') });
  await dropUnusedDatabases(postgres.url, DATABASE_PREFIX);
  const name = `${DATABASE_PREFIX}${process.pid}`;
  await dropDatabase(postgres.url, name);
  // What is made up again from the seed needs no protection against a power cut.
  const url = await createDatabase(postgres.url, name, { synchronous_commit: 'off' });
  let realMail: RealMail | null = null;
  let service: RunningService | null = null;
  let closeDatabase: () => Promise<void> = async () => undefined;
  try {
    await migrateDatabase(url);
    const dataSource = await createDataSource(url).initialize();
    // By far the most bytes of a replay, in a database that is dropped: they need no write-ahead log.
    await dataSource.query('ALTER TABLE captured_message SET UNLOGGED');
    closeDatabase = () => dataSource.destroy();
    const clock = new SimulatedClock(AKSON_2020_TIMETABLE.issuedAt);
    const secretSeed = `tilslutning-replay/${options.seed}`;
    const secrets = new SeededSecretSource(secretSeed);
    const bytes = (label: string, length: number): Uint8Array => secrets.bytes(label, length);
    const [sealKey, caKey] = await Promise.all([
      rsaKeyFromSeed((label, length) => bytes(`seal/${label}`, length)),
      rsaKeyFromSeed((label, length) => bytes(`scenario-ca/${label}`, length)),
    ]);
    const ca = await createScenarioCa({ key: caKey, bytes });
    const certificate = selfMadeCertificate(
      sealKey,
      'Helse- og omsorgsdepartementet (avspilling)',
      clock.now(),
      secrets,
    );
    realMail = options.mail === 'real' ? await startRealMail() : null;
    const listen = { host: '127.0.0.1', port: options.exit ? 0 : options.config.port };
    const parts: AppParts = {
      dataSource,
      queue: new PostgresQueueConnection(url, 20),
      clock,
      secrets,
      log: new Log(options.config.logLevel === 'info' ? 'error' : options.config.logLevel),
      sealer: createSealer(sealKey, [certificate]),
      trustAnchors: [ca.root],
      secretKey: secrets.bytes('secret-key', 32).toString('base64url'),
      // In every letter, so it must not depend on the port that happens to be free.
      publicUrl: 'http://127.0.0.1:3000',
      // Its clock stands still, and the codes of an authenticator are those of today.
      signIn: { ...DEFAULT_SIGN_IN, secondFactor: 'optional' },
      http: { ...DEFAULT_HTTP_OPTIONS, throttle: false },
      jobs: { work: true, reconcileEveryMs: null, emptyAtStart: true },
      smtpSinkPort: 0,
      ...(realMail === null ? {} : mailParts(realMail)),
      lettersPerMinute: null,
      maxMessageBytes: options.config.maxMessageBytes,
      maxReturnBytes: options.config.maxReturnBytes,
      verifierLimits: { ...PATIENT_VERIFIER_LIMITS, processes: options.config.verificationProcesses },
      // Nobody looks at most of them.
      scanComparison: 'WHEN_ASKED',
      showsCapturedMail: true,
    };
    service = await startService(parts, listen).catch((error: unknown) => {
      throw portTaken(error, { PORT: listen.port }) ?? error;
    });
    const pem = caKey.export({ type: 'pkcs8', format: 'pem' }).toString();
    const outcome = await replay(
      service,
      clock,
      { caKey: pem, secretSeed, bytes },
      realMail,
      options,
      until,
      () => isStopped,
    );
    if (options.auditFile !== null) await writeAudit(service, options.auditFile);
    if (options.json) process.stdout.write(`${JSON.stringify(outcome)}\n`);
    else say(demoText(outcome, (performance.now() - started) / 1000));
    if (options.exit) return;
    say(`\nServing on ${service.url} with the clock standing at ${isoWithOffset(until)}. Ctrl-C ends it.`);
    say((await firstAdministratorWords(service, service.url)) ?? '');
    await workUntil(stopped, service.jobs);
  } finally {
    await service?.close();
    await realMail?.remove();
    await closeDatabase();
    await dropDatabase(postgres.url, name);
    await postgres.stop();
  }
}

async function replay(
  service: RunningService,
  clock: SimulatedClock,
  made: { caKey: string; secretSeed: string; bytes: (label: string, length: number) => Uint8Array },
  realMail: RealMail | null,
  options: DemoOptions,
  until: Date,
  isStopped: () => boolean,
): Promise<DemoOutcome> {
  const { app, jobs } = service;
  const progress = new ProgressBar(process.stderr, clock.now(), until);
  const actor = 'system:replay';
  await app
    .get(ImportRegister, { strict: false })
    .execute(await readFile(packageFile('data', 'municipalities-2020.csv'), 'utf8'), actor);
  await app.get(ImportCampaign, { strict: false }).execute({
    yaml: await readFile(packageFile('data', 'campaigns', `${SLUG}.yaml`), 'utf8'),
    fileName: `${SLUG}.yaml`,
    actor,
    simulated: true,
  });
  assertSimulated(await app.get(CampaignReadModel, { strict: false }).list());
  const createKey = app.get(CreateApiKey, { strict: false });
  const key = async (name: string, role: 'case-handler' | 'approver' | 'integration'): Promise<string> =>
    (await createKey.execute({ name, roles: [role], expiresAt: null }, systemActor('replay'))).key;
  const target: ReplayTarget = {
    url: service.url,
    ...(realMail === null ? { smtp: service.smtp } : overRealMail(service, realMail)),
    keys: {
      caseHandler: await key('saksbehandler', 'case-handler'),
      approver: await key('godkjenner', 'approver'),
      integration: await key('postmottak', 'integration'),
    },
    now: () => clock.now(),
    moveTo: (instant) => clock.moveTo(instant),
    settle: () => jobs.settle(),
    nextDueAt: () => jobs.nextDueAt(),
  };
  await app.get(StartIssuing, { strict: false }).execute(SLUG, actor);
  await jobs.settle();
  await service.auditChain.execute();

  const client = new ServiceClient(target);
  const declarations = await client.declarations(SLUG);
  const populations = await app.get(DeclarationReadModel, { strict: false }).populations(SLUG);
  const scenario = drawScenario({
    seed: options.seed,
    municipalities: populations,
    knownSigners: parseKnownSigners(await readFile(packageFile('data', 'akson-known-signers.csv'), 'utf8')),
    forcedPostponed: AKSON_2020_POSTPONED,
    targets: AKSON_2020_TARGETS,
    timetable: AKSON_2020_TIMETABLE,
  });
  const { offices, close } = await openOffices({
    target,
    client,
    declarations,
    scenario,
    ...made,
    deadlineOn: AKSON_2020_TIMETABLE.deadlineOn,
    maxReturnBytes: options.config.maxReturnBytes,
  });
  const operators = new Operators(client, SLUG, offices);
  let summary: ReplaySummary;
  try {
    summary = await runReplay({
      target,
      scenario,
      offices,
      operators,
      until,
      onStep: async (now) => {
        if (isStopped()) throw interrupted(now);
        // Sealed step by step, because within one instant the chain's order is that of the facts.
        await service.auditChain.execute();
        progress.show(now);
      },
    });
  } finally {
    progress.end();
    await close();
  }
  return await demoOutcome({ service, slug: SLUG, scenario, summary, readAt: READ_AT, until });
}

/** For everybody in the register and the campaign file; an address that is corrected stays in its domain. */
async function startRealMail(): Promise<RealMail> {
  const files = [packageFile('data', 'municipalities-2020.csv'), packageFile('data', 'campaigns', `${SLUG}.yaml`)];
  const text = (await Promise.all(files.map((file) => readFile(file, 'utf8')))).join('\n');
  const mailbox = /^mailbox:\s*\n\s+address:\s*(\S+)/m.exec(text)?.[1];
  if (mailbox === undefined) throw new Error('The campaign names no mailbox.');
  return await RealMail.start(mailbox, text.match(/[\w.+-]+@[\w.-]+\.\w+/g) ?? []);
}

function mailParts(realMail: RealMail): Pick<AppParts, 'mailbox' | 'outgoingMail'> {
  const relay = { mode: 'live', ...realMail.smtp, tls: 'none', authorities: null, login: null, dkim: null } as const;
  return {
    outgoingMail: { mode: 'live', relay: { ...relay, connections: 6 }, allow: null },
    mailbox: { imap: realMail.imap, trustedHop: null, alarmAfterMs: Infinity, watches: false },
  };
}

function overRealMail(
  { app }: RunningService,
  realMail: RealMail,
): Pick<ReplayTarget, 'lettersTo' | 'mailTaken' | 'smtp'> {
  const watchMailbox = app.get(WatchMailbox, { strict: false });
  return {
    smtp: realMail.smtp,
    lettersTo: (address) => realMail.lettersTo(address),
    mailTaken: async () => {
      await realMail.oneMoreDelivered();
      await watchMailbox.lookOnce(realMail.imap);
    },
  };
}

async function writeAudit(service: RunningService, file: string): Promise<void> {
  const events = service.app.get(AuditChainReadModel, { strict: false }).sealedEvents();
  await pipeline(async function* () {
    for await (const event of events) yield `${JSON.stringify(event)}\n`;
  }, createWriteStream(file));
}

function interrupted(now: Date): ServiceError {
  const message = `The replay was stopped at ${isoWithOffset(now)}; nothing of it is left.`;
  return new ServiceError('DEMO_INTERRUPTED', message, { category: 'conflict' });
}

/** A day means its beginning in Oslo. Throws DEMO_UNTIL_INVALID for what is no time or before the issue. */
export function parseUntil(text: string): Date {
  const until = isLocalDate(text) ? startOfDay(text) : new Date(text);
  const first = atLocalTime('2020-04-24', '09:00');
  if (Number.isNaN(until.getTime()) || until < first) {
    throw new ServiceError(
      'DEMO_UNTIL_INVALID',
      `--until ${text} is not a time after the issue of the letters (${isoWithOffset(first)}): write a day such as 2020-07-08 or an instant such as 2020-07-01T12:00:00+02:00.`,
      { category: 'invalid' },
    );
  }
  return until;
}
