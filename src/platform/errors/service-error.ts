/** What kind of trouble it is, for the HTTP status and for the reader; never more than this list. */
export type ErrorCategory =
  | 'invalid' // the input is wrong: mend it and send it again
  | 'not-found'
  | 'conflict' // the state does not allow it now
  | 'precondition-failed' // somebody else changed it first (If-Match)
  | 'precondition-required' // If-Match or Idempotency-Key is missing
  | 'unauthenticated'
  | 'forbidden'
  | 'too-large'
  | 'too-many'
  | 'unavailable'
  | 'internal';

/** How loudly it is logged: `error` means that a person must act. */
export type ErrorLevel = 'debug' | 'info' | 'warn' | 'error';

/** One fault in the input: where it stands and what is wrong with it. */
export interface Fault {
  /** Path, column or field, as the sender knows it. */
  readonly where: string;
  readonly message: string;
}

/** What only this one error knows, by name, for those who say it in another language than the message's. */
export type ErrorFacts = Readonly<Record<string, string | number>>;

export interface ServiceErrorOptions {
  readonly category: ErrorCategory;
  readonly level?: ErrorLevel;
  readonly cause?: unknown;
  readonly faults?: readonly Fault[];
  readonly facts?: ErrorFacts;
}

/**
 * The base of every error that a feature throws on purpose. `code` is a literal that machines may rely on
 * (UPPER_SNAKE_CASE); `message` says what is wrong and how to mend it. Features never throw HTTP exceptions.
 */
export class ServiceError<Code extends string = string> extends Error {
  readonly code: Code;
  readonly category: ErrorCategory;
  readonly level: ErrorLevel;
  readonly faults: readonly Fault[];
  readonly facts: ErrorFacts;

  constructor(code: Code, message: string, options: ServiceErrorOptions) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause });
    this.name = 'ServiceError';
    this.code = code;
    this.category = options.category;
    this.level = options.level ?? (options.category === 'internal' ? 'error' : 'info');
    this.faults = options.faults ?? [];
    this.facts = options.facts ?? {};
  }
}
