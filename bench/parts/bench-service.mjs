import { generateKeyPair } from 'node:crypto';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { ImportRegister } from '../../dist/municipalities/index.js';
import { createDataSource, migrateDatabase } from '../../dist/data-source.js';
import { selfMadeCertificate } from '../../dist/declarations/index.js';
import { createSealer } from '../../dist/form/index.js';
import { atLocalTime } from '../../dist/platform/calendar/index.js';
import { SimulatedClock } from '../../dist/platform/clock/index.js';
import { packageFile } from '../../dist/platform/config/index.js';
import { createDatabase, startEmbeddedPostgres } from '../../dist/platform/database/index.js';
import { DEFAULT_HTTP_OPTIONS } from '../../dist/platform/http/index.js';
import { PostgresQueueConnection } from '../../dist/platform/jobs/index.js';
import { Log } from '../../dist/platform/logging/index.js';
import { RandomSecretSource } from '../../dist/platform/secrets/index.js';
import { startService } from '../../dist/service.js';
import { PATIENT_VERIFIER_LIMITS } from '../../dist/verification/index.js';

/**
 * The service as in real use (random secrets, an RSA-2048 seal, full durability), on a database cluster of its own that
 * is gone afterwards, holding the real register. `work` is given what it needs of it.
 */
export async function withBenchService({ runsJobs }, work) {
  const directory = await mkdtemp(join(tmpdir(), 'tilslutning-bench-'));
  const postgres = await startEmbeddedPostgres({ directory, durability: 'full' });
  let dataSource;
  let service;
  try {
    const databaseUrl = await createDatabase(postgres.url, 'bench');
    await migrateDatabase(databaseUrl);
    dataSource = await createDataSource(databaseUrl).initialize();
    const clock = new SimulatedClock(atLocalTime('2020-04-24', '09:00'));
    const secrets = new RandomSecretSource();
    const { privateKey: sealKey } = await promisify(generateKeyPair)('rsa', { modulusLength: 2048 });
    const certificate = selfMadeCertificate(sealKey, 'Helse- og omsorgsdepartementet (måling)', clock.now(), secrets);
    service = await startService(
      {
        dataSource,
        queue: new PostgresQueueConnection(databaseUrl, 20),
        clock,
        secrets,
        log: new Log('warn'),
        sealer: createSealer(sealKey, [certificate]),
        trustAnchors: [],
        secretKey: secrets.bytes('secret-key', 32).toString('base64url'),
        publicUrl: 'http://127.0.0.1:3000',
        http: { ...DEFAULT_HTTP_OPTIONS, throttle: false },
        jobs: { work: runsJobs, reconcileEveryMs: null, emptyAtStart: false },
        smtpSinkPort: 0,
        lettersPerMinute: null,
        maxMessageBytes: 40 * 1024 * 1024,
        maxReturnBytes: 25 * 1024 * 1024,
        verifierLimits: { ...PATIENT_VERIFIER_LIMITS, processes: 1 },
        scanComparison: 'WHEN_ASKED',
        showsCapturedMail: false,
      },
      { host: '127.0.0.1', port: 0 },
    );
    const get = (part) => service.app.get(part, { strict: false });
    await get(ImportRegister).execute(
      await readFile(packageFile('data', 'municipalities-2020.csv'), 'utf8'),
      'system:bench',
    );
    return await work({ service, dataSource, databaseUrl, clock, sealKey, get });
  } finally {
    await service?.close();
    await dataSource?.destroy();
    await postgres.stop();
    await rm(directory, { recursive: true, force: true });
  }
}
