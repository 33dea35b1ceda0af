export interface ConsoleOptions {
  /** Shows what the sink captured to whoever can open the page: for a demo on loopback, never for real use. */
  readonly showsCapturedMail: boolean;
  /** Live mode: what was captured is not all that there was. */
  readonly sendsMail: boolean;
}

export const CONSOLE_OPTIONS = Symbol('CONSOLE_OPTIONS');
