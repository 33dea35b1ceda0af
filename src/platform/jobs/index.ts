export { type FailingWork, type WorkSituation } from './due-overview.js';
export { describeError, type WaitingAttempt } from './due-rows.js';
export { backOffSeconds, DueWork, type Performed } from './due-work.js';
export { JOB_RUNNER_OPTIONS, JobRunner, type JobRunnerOptions } from './job-runner.js';
export {
  PostgresQueueConnection,
  QueueConnection,
  type QueueCounts,
  RedisQueueConnection,
} from './queue-connection.js';
