import type { HoldReason, LetterDelivery, LetterKind } from '../../../letters/index.js';

/** The words of the pages about letters; a missing one does not compile. */
export interface LettersTexts {
  readonly title: string;
  readonly kinds: Readonly<Record<LetterKind, string>>;
  readonly deliveries: Readonly<Record<LetterDelivery, string>>;
  readonly languages: { readonly nb: string; readonly nn: string };
  readonly filter: {
    readonly kind: string;
    readonly delivery: string;
    readonly stopped: string;
    readonly stoppedOnly: string;
    readonly search: string;
    readonly searchRules: string;
    readonly all: string;
    readonly show: string;
    readonly clear: string;
  };
  readonly list: {
    readonly caption: string;
    readonly none: string;
    readonly written: string;
    readonly letter: string;
    readonly recipient: string;
    readonly delivery: string;
    readonly sent: string;
    readonly newest: string;
    readonly older: string;
    readonly pages: string;
    readonly held: (letters: number) => string;
    readonly captured: string;
  };
  readonly letter: {
    readonly back: string;
    readonly recipient: string;
    readonly municipality: string;
    readonly language: string;
    readonly kind: string;
    readonly delivery: string;
    readonly written: string;
    readonly due: string;
    readonly sent: string;
    readonly attempts: string;
    readonly softBounces: string;
    readonly messageId: string;
    readonly deadlineVersion: string;
    readonly why: string;
    readonly stopped: string;
    readonly text: string;
    readonly textExplanation: string;
    readonly figuresNow: string;
    readonly enclosures: string;
    readonly noEnclosures: string;
    readonly history: string;
    readonly noHistory: string;
    readonly when: string;
    readonly event: string;
    readonly who: string;
    readonly details: string;
    readonly captured: string;
    readonly events: Readonly<Record<string, string>>;
  };
  readonly again: {
    readonly title: string;
    readonly effect: (address: string) => string;
    readonly lifts: (others: number) => string;
    readonly notSendable: string;
    readonly reason: string;
    readonly button: string;
    readonly done: (letters: number) => string;
  };
  readonly held: {
    readonly title: string;
    readonly explanation: string;
    readonly reasons: Readonly<Record<HoldReason, string>>;
    readonly because: string;
    readonly domain: string;
    readonly domainRules: string;
    readonly letters: string;
    readonly addresses: string;
    readonly total: (letters: string) => string;
    readonly none: string;
    readonly toWhom: string;
    readonly shownOf: (shown: number, all: number) => string;
    readonly settle: (letters: string) => string;
    readonly decision: string;
    readonly release: string;
    readonly cancel: string;
    readonly button: string;
    readonly released: (letters: number) => string;
    readonly cancelled: (letters: number) => string;
    readonly changed: string;
    readonly decisionMissing: string;
  };
  readonly reasonMissing: string;
  readonly domainInvalid: string;
}
