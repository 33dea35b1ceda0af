import type { AuditCheckView, ListedEvent } from '../../audit/index.js';
import { pageFormats, type PageLanguage } from '../../platform/pages/index.js';
import { actorWords, writtenEvent, type WrittenEvent } from './event-words.js';
import { auditTexts } from './texts/audit-texts-of-language.js';

/** What the last check of the chain found, in words. */
export interface WrittenCheck {
  readonly state: AuditCheckView['state'];
  /** What was found, or how far it has come. */
  readonly outcome: string;
  readonly checked: string | null;
  /** The hash of the last event that fits; null where there is none. */
  readonly head: string | null;
  /** What can still be relied on, in a broken chain. */
  readonly rest: string | null;
  /** The event that does not fit, where it is still there. */
  readonly event: WrittenEvent | null;
}

/** `event`: the one at the place of the fault, if any is there. */
export function writtenCheck(check: AuditCheckView, event: ListedEvent | null, language: PageLanguage): WrittenCheck {
  const text = auditTexts[language];
  const { instant, integer } = pageFormats(language);
  const by = actorWords(check.requestedBy, text);
  const written = {
    state: check.state,
    checked: check.finishedAt === null ? null : text.check.checked(instant(check.finishedAt), by),
    head: check.state === 'WAITING' || check.events === 0 ? null : check.head,
    rest: null,
    event: null,
  };
  if (check.state === 'WAITING') {
    return { ...written, outcome: text.check.waiting(integer(check.events), by, instant(check.requestedAt)) };
  }
  if (check.fault === null) {
    const { firstAt, lastAt } = check;
    const found = firstAt === null || lastAt === null;
    return {
      ...written,
      outcome: found ? text.check.fitsEmpty : text.check.fits(integer(check.events), instant(firstAt), instant(lastAt)),
    };
  }
  const { fault, position } = check.fault;
  const before = integer(position - 1);
  return {
    ...written,
    outcome:
      fault === 'CUT_OFF' ? text.check.faults.CUT_OFF(before) : text.check.faults[fault](integer(position), before),
    rest: text.check.stillFits(integer(fault === 'REWRITTEN' ? 0 : check.events)),
    event: event === null ? null : writtenEvent(event, language),
  };
}
