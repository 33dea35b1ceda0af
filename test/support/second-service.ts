import type { INestApplication, Type } from '@nestjs/common';
import type { AppParts } from '../../src/app.module.js';
import { createDataSource } from '../../src/data-source.js';
import { DEFAULT_HTTP_OPTIONS } from '../../src/platform/http/index.js';
import { PostgresQueueConnection, type QueueConnection } from '../../src/platform/jobs/index.js';
import { Log } from '../../src/platform/logging/index.js';
import { SeededSecretSource } from '../../src/platform/secrets/index.js';
import { startService } from '../../src/service.js';
import { PATIENT_VERIFIER_LIMITS } from '../../src/verification/index.js';
import type { TestApp } from './app.js';

export interface SecondService {
  readonly app: INestApplication;
  get<T>(type: Type<T> | (abstract new (...parameters: never[]) => T)): T;
  close(): Promise<void>;
}

/** Another process's worth of the service on the same database, queue and clock: a second worker. */
export async function startSecondService(
  first: TestApp,
  queue: (databaseUrl: string) => QueueConnection = (url) => new PostgresQueueConnection(url, 15),
  mailbox?: AppParts['mailbox'],
): Promise<SecondService> {
  const dataSource = await createDataSource(first.databaseUrl).initialize();
  const service = await startService(
    {
      dataSource,
      queue: queue(first.databaseUrl),
      clock: first.clock,
      secrets: new SeededSecretSource('test'),
      log: new Log('error'),
      sealer: first.sealer,
      trustAnchors: [],
      secretKey: 'a key for tests only, forty characters!!',
      publicUrl: 'http://127.0.0.1:3000',
      http: { ...DEFAULT_HTTP_OPTIONS, throttle: false },
      jobs: { work: true, reconcileEveryMs: null, emptyAtStart: false },
      smtpSinkPort: 0,
      lettersPerMinute: null,
      maxMessageBytes: 40 * 1024 * 1024,
      ...(mailbox === undefined ? {} : { mailbox }),
      maxReturnBytes: 25 * 1024 * 1024,
      verifierLimits: { ...PATIENT_VERIFIER_LIMITS, processes: 1 },
      scanComparison: 'AT_ONCE',
      showsCapturedMail: false,
    },
    { host: '127.0.0.1', port: 0 },
  );
  return {
    app: service.app,
    get: (type) => service.app.get(type, { strict: false }),
    close: async () => {
      await service.close();
      await dataSource.destroy();
    },
  };
}
