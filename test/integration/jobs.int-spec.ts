import { PostgresQueueConnection } from '../../src/platform/jobs/index.js';
import { emptyQueueTables } from '../support/empty-queue-tables.js';
import { describeQueue } from '../support/queue-contract.js';

describeQueue('PostgreSQL', {
  open: (databaseUrl) => new PostgresQueueConnection(databaseUrl, 10),
  wipe: emptyQueueTables,
});
