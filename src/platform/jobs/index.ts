export { describeError } from './due-rows.js';
export { backOffSeconds, DueWork, type Performed } from './due-work.js';
export { JOB_RUNNER_OPTIONS, JobRunner, type JobRunnerOptions } from './job-runner.js';
export { PostgresQueueConnection, QueueConnection, RedisQueueConnection } from './queue-connection.js';
