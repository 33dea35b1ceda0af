import type { Classification } from './inbound-message.entity.js';
import type { MessageFacts } from './message-facts.js';
import { automaticBecause, bounceBecause, isFromOwnMailbox, unwantedBecause } from './message-marks.policy.js';

export interface Classified {
  readonly classification: Classification;
  readonly explanation: string;
  /** Not written by a person, or not to us: what it brings is looked at by a person, and nobody is answered. */
  readonly automatic: boolean;
  /** Whether an acknowledgement may be sent without a person. */
  readonly mayBeAnswered: boolean;
}

/** What kind of message it is. An automatic answer that carries a document is a return, marked so. */
export function classifyMessage(facts: MessageFacts): Classified {
  const as = (classification: Classification, explanation: string, automatic: boolean): Classified => ({
    classification,
    explanation,
    automatic,
    mayBeAnswered: !automatic && !facts.headers.has('x-auto-response-suppress'),
  });
  if (facts.ownLetter) return as('OWN_LOOP', 'It is a letter of our own that came back.', true);
  const bounce = bounceBecause(facts);
  if (bounce !== null) return as('BOUNCE', bounce, true);
  const automatic = automaticBecause(facts);
  const unwanted = unwantedBecause(facts);
  if (facts.documents > 0) {
    const machine = automatic ?? unwanted;
    return as('RETURN', machine ?? `It brings ${facts.documents} document(s).`, machine !== null);
  }
  if (isFromOwnMailbox(facts)) return as('OWN_LOOP', 'It comes from our own mailbox.', true);
  if (facts.calendarReply !== null) return as('CALENDAR_REPLY', calendarWords(facts.calendarReply), true);
  if (automatic !== null) return as('AUTOMATIC', automatic, true);
  if (unwanted !== null && !facts.pointsToCase) return as('UNWANTED', unwanted, true);
  // Whoever knows the case is heard, whatever a filter says; but a forged sender is not answered.
  const heard = (classification: Classification, explanation: string): Classified =>
    unwanted === null
      ? as(classification, explanation, false)
      : { ...as(classification, unwanted, false), mayBeAnswered: false };
  if (facts.otherAttachments > 0) {
    return heard('RETURN', `It brings ${facts.otherAttachments} file(s), none of them a PDF or a picture.`);
  }
  return heard('QUESTION', 'A person wrote it, and it brings no document.');
}

function calendarWords(answer: string): string {
  return `It answers the calendar invitation (RFC 5546)${answer === '' ? '' : `: ${answer}`}.`;
}
