import type { Classification } from './inbound-message.entity.js';

/** What the decision looks at; header names in lower case. */
export interface MessageFacts {
  /** Empty: a bounce or another message that must not be answered (RFC 5321, 4.5.5). */
  readonly envelopeFrom: string;
  readonly fromAddress: string | null;
  readonly headers: ReadonlyMap<string, string>;
  readonly contentType: string;
  /** A part of the type message/delivery-status. */
  readonly deliveryStatus: boolean;
  /** A part of the type text/calendar that answers an invitation. */
  readonly calendarReply: boolean;
  /** Documents that may be returns: PDFs and pictures. */
  readonly documents: number;
  /** Attachments of any other kind. */
  readonly otherAttachments: number;
  readonly ownMailbox: string;
}

export interface Classified {
  readonly classification: Classification;
  readonly explanation: string;
}

/** What kind of message it is. An automatic answer that carries a document is a return, marked so. */
export function classifyMessage(facts: MessageFacts): Classified {
  if (facts.deliveryStatus || facts.contentType === 'multipart/report') {
    return { classification: 'BOUNCE', explanation: 'It holds a delivery status notification (RFC 3464).' };
  }
  const automatic = automaticBecause(facts);
  if (isOwnLoop(facts)) return { classification: 'OWN_LOOP', explanation: 'It comes from our own mailbox.' };
  if (facts.documents > 0) {
    return { classification: 'RETURN', explanation: automatic ?? `It brings ${facts.documents} document(s).` };
  }
  if (facts.envelopeFrom === '') {
    return { classification: 'AUTOMATIC', explanation: 'The envelope names no sender.' };
  }
  if (automatic !== null) return { classification: 'AUTOMATIC', explanation: automatic };
  if (facts.otherAttachments > 0) {
    return {
      classification: 'RETURN',
      explanation: `It brings ${facts.otherAttachments} file(s), none of them a PDF or a picture.`,
    };
  }
  return { classification: 'QUESTION', explanation: 'A person wrote it, and it brings no document.' };
}

/** Why a message was not written by a person; null when nothing says so. `Auto-Submitted: no` means a person (RFC 3834, 5). */
export function automaticBecause(facts: Pick<MessageFacts, 'headers' | 'calendarReply'>): string | null {
  if (facts.calendarReply) return 'It answers the calendar invitation (RFC 5546).';
  const value = (name: string): string => facts.headers.get(name)?.trim().toLowerCase() ?? '';
  const submitted = value('auto-submitted').split(/[;\s]/)[0] ?? '';
  if (submitted === 'no') return null;
  if (submitted !== '') return `Auto-Submitted says ${submitted} (RFC 3834).`;
  if (['bulk', 'junk', 'list', 'auto_reply'].includes(value('precedence'))) return 'Precedence marks it as automatic.';
  for (const name of [
    'x-autoreply',
    'x-autorespond',
    'x-autoresponder',
    'x-auto-response-suppress',
    'list-id',
    'list-unsubscribe',
  ]) {
    if (facts.headers.has(name)) return `The header ${name} marks it as automatic.`;
  }
  return null;
}

function isOwnLoop(facts: MessageFacts): boolean {
  const bare = (address: string): string => address.toLowerCase().replace(/\+[^@]*@/, '@');
  return facts.fromAddress !== null && bare(facts.fromAddress) === bare(facts.ownMailbox);
}
