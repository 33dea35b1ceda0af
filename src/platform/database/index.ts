export { AskedTogether } from './asked-together.js';
export { DatabaseMoment } from './database-moment.js';
export { HeldReadings } from './held-readings.js';
export { startEmbeddedPostgres, type EmbeddedPostgres, type EmbeddedPostgresOptions } from './embedded-postgres.js';
export { EmbeddedPostgresError } from './embedded-postgres-error.js';
export { createDatabase, dropDatabase, dropUnusedDatabases, withDatabase } from './databases.js';
export { PreparingClient } from './preparing-client.js';
export { selectAtOnce, Selection } from './selection.js';
