/** The running service as a replay sees it: its doors, its clock, and whether it has done what is due. */
export interface ReplayTarget {
  readonly url: string;
  readonly smtp: { readonly host: string; readonly port: number };
  readonly keys: {
    readonly caseHandler: string;
    readonly approver: string;
    readonly integration: string;
  };
  /** Present when mail goes over servers of its own: the letters in a municipality's mailbox, as they were sent. */
  lettersTo?(address: string): Promise<readonly Buffer[]>;
  /** Present likewise: resolves when the mail that an office has handed over is in the service. */
  mailTaken?(): Promise<void>;
  now(): Date;
  /** Moves the clock forward; nothing is done yet. */
  moveTo(instant: Date): void;
  /** Works off everything that is due at the clock's time. */
  settle(): Promise<void>;
  /** When the service itself has something to do next; null: never. */
  nextDueAt(): Promise<Date | null>;
}
