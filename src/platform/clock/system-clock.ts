import { Clock } from './clock.js';

/** Real time. The only place that reads the machine's clock for the service. */
export class SystemClock extends Clock {
  now(): Date {
    return new Date();
  }
}
