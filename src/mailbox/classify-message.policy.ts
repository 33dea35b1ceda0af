import type { Classification } from './inbound-message.entity.js';

/** What the decision looks at; header names in lower case. */
export interface MessageFacts {
  /** Empty: a bounce or another message that must not be answered (RFC 5321, 4.5.5). */
  readonly envelopeFrom: string;
  /** It came to the address that only envelopes of our letters name as their sender. */
  readonly toBounceAddress: boolean;
  readonly fromAddress: string | null;
  readonly subject: string;
  readonly headers: ReadonlyMap<string, string>;
  /** `report-type` of a multipart/report (RFC 6522); null when it is none. */
  readonly reportType: string | null;
  /** A part of the type message/delivery-status. */
  readonly deliveryStatus: boolean;
  /** A part of the type text/calendar that answers an invitation. */
  readonly calendarReply: boolean;
  /** Documents that may be returns: PDFs and pictures. */
  readonly documents: number;
  /** Attachments of any other kind. */
  readonly otherAttachments: number;
  readonly ownMailbox: string;
  /** Its Message-ID is that of a letter of ours. */
  readonly ownLetter: boolean;
}

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
  if (facts.documents > 0) {
    return as('RETURN', automatic ?? `It brings ${facts.documents} document(s).`, automatic !== null);
  }
  if (isFromOwnMailbox(facts)) return as('OWN_LOOP', 'It comes from our own mailbox.', true);
  if (automatic !== null) return as('AUTOMATIC', automatic, true);
  if (facts.otherAttachments > 0) {
    return as('RETURN', `It brings ${facts.otherAttachments} file(s), none of them a PDF or a picture.`, false);
  }
  return as('QUESTION', 'A person wrote it, and it brings no document.', false);
}

/** A forwarded bounce has a sender: only one that comes from a mail system is a bounce of ours. */
function bounceBecause(facts: MessageFacts): string | null {
  const bySystem = facts.envelopeFrom === '' || isMailSystem(facts.fromAddress);
  if (facts.reportType === 'delivery-status' || (facts.deliveryStatus && bySystem)) {
    return 'It holds a delivery status notification (RFC 3464).';
  }
  if (facts.headers.has('x-failed-recipients') && bySystem)
    return 'The header x-failed-recipients names who it failed.';
  if (facts.toBounceAddress && isMailSystem(facts.fromAddress)) {
    return 'A mail system wrote to the address for bounces.';
  }
  return null;
}

const MARKS = ['x-autoreply', 'x-autorespond', 'x-autoresponder', 'list-id', 'list-unsubscribe'];
const BULK = new Set(['bulk', 'junk', 'list', 'auto_reply']);
/** As mail programs begin the subjects of absence notes; a person's answer to one begins with SV: or Re:. */
const ABSENCE =
  /^(automatisk svar|fraværsmelding|fråværsmelding|fråvær|fravær|automatic reply|auto(-|\s)?reply|out of office)\b\s*[:–-]/i;

/**
 * Why a message was not written by a person to us; null when nothing says so. `Auto-Submitted: no` means a person
 * (RFC 3834, 5). X-Auto-Response-Suppress is no such mark: persons' mail programs write it too.
 */
export function automaticBecause(
  facts: Pick<
    MessageFacts,
    'envelopeFrom' | 'headers' | 'calendarReply' | 'subject' | 'reportType' | 'fromAddress' | 'ownMailbox'
  >,
): string | null {
  if (facts.calendarReply) return 'It answers the calendar invitation (RFC 5546).';
  if (facts.reportType !== null) return `It is an automatic report (${facts.reportType}, RFC 6522).`;
  if (facts.envelopeFrom === '') return 'The envelope names no sender.';
  if (isFromOwnMailbox(facts)) return 'It comes from our own mailbox.';
  const value = (name: string): string => facts.headers.get(name)?.trim().toLowerCase() ?? '';
  const submitted = value('auto-submitted').split(/[;\s]/)[0] ?? '';
  if (submitted === 'no') return null;
  if (submitted !== '') return `Auto-Submitted says ${submitted.slice(0, 50)} (RFC 3834).`;
  if (BULK.has(value('precedence'))) return 'Precedence marks it as automatic.';
  const mark = MARKS.find((name) => facts.headers.has(name));
  if (mark !== undefined) return `The header ${mark} marks it as automatic.`;
  return ABSENCE.test(facts.subject.trim()) ? 'Its subject is that of an automatic answer.' : null;
}

function isMailSystem(address: string | null): boolean {
  return address !== null && /^(mailer-daemon|postmaster|maildaemon|mail-daemon)@/i.test(address);
}

function isFromOwnMailbox({ fromAddress, ownMailbox }: Pick<MessageFacts, 'fromAddress' | 'ownMailbox'>): boolean {
  const bare = (address: string): string => address.toLowerCase().replace(/\+[^@]*@/, '@');
  return fromAddress !== null && bare(fromAddress) === bare(ownMailbox);
}
