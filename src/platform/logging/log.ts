import type { LoggerService } from '@nestjs/common';
import { pino, type Logger } from 'pino';

export type LogLevel = 'debug' | 'info' | 'warn' | 'error' | 'silent';

/**
 * The service's log: one JSON object a line. Levels by how many a healthy system prints: `error` means that a
 * person must act, `warn` that one should look, `info` is the course of events, `debug` is for finding faults.
 * Secrets, message texts and personal numbers never go here.
 */
export class Log {
  readonly #logger: Logger;

  constructor(level: LogLevel, stream: { write(text: string): void } = process.stderr) {
    this.#logger = pino({ level, base: null, timestamp: pino.stdTimeFunctions.isoTime }, stream);
  }

  debug(facts: object, message: string): void {
    this.#logger.debug(facts, message);
  }

  info(facts: object, message: string): void {
    this.#logger.info(facts, message);
  }

  warn(facts: object, message: string): void {
    this.#logger.warn(facts, message);
  }

  error(facts: object, message: string): void {
    this.#logger.error(facts, message);
  }

  /** Nest's own messages: its start-up chatter is detail here. */
  forNest(): LoggerService {
    const context = (rest: unknown[]): object => {
      const last = rest.at(-1);
      return { context: typeof last === 'string' ? last : 'Nest' };
    };
    return {
      log: (message: unknown, ...rest: unknown[]) => this.debug(context(rest), String(message)),
      warn: (message: unknown, ...rest: unknown[]) => this.warn(context(rest), String(message)),
      error: (message: unknown, ...rest: unknown[]) => this.error(context(rest), String(message)),
      debug: (message: unknown, ...rest: unknown[]) => this.debug(context(rest), String(message)),
      verbose: (message: unknown, ...rest: unknown[]) => this.debug(context(rest), String(message)),
    };
  }
}
