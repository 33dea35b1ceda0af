import { ServiceError, type ErrorCategory, type ServiceErrorOptions } from '../errors/index.js';

/** A ServiceError for what only HTTP has a word for (405, 415, 422): the status is given, not derived. */
export class HttpError<Code extends string = string> extends ServiceError<Code> {
  readonly status: number;

  constructor(status: number, code: Code, message: string, options: Partial<ServiceErrorOptions> = {}) {
    const category: ErrorCategory = options.category ?? 'invalid';
    super(code, message, { ...options, category });
    this.name = 'HttpError';
    this.status = status;
  }
}
