import { createHash } from 'node:crypto';
import MimeNode from 'nodemailer/lib/mime-node';
import type { SeededRandom } from '../seeded-random.js';
import type { ComposedMail } from './mail-frame.js';

export interface BounceFacts {
  /** SOFT: not yet, or not now. HARD: never. */
  readonly kind: 'SOFT' | 'HARD';
  /** The letter as it was sent. */
  readonly letter: Buffer;
  /** Without angle brackets. */
  readonly letterMessageId: string;
  /** Where the letter came from according to its envelope: the bounce goes there. */
  readonly envelopeSender: string;
  /** Whom it could not be delivered to. */
  readonly recipient: string;
  readonly sentAt: Date;
  readonly date: Date;
  /** Chooses among the ways in which servers fail. */
  readonly random: SeededRandom;
}

interface Failure {
  readonly action: 'failed' | 'delayed';
  /** RFC 3463. */
  readonly status: string;
  readonly diagnostic: (recipient: string) => string;
}

/** A name that nothing answers to (RFC 2606, 2). */
const RELAY = 'relay.scenario.example';
const DAY = 86_400_000;
const RETRIED_FOR_DAYS = 5;

const failures: Readonly<Record<BounceFacts['kind'], readonly Failure[]>> = {
  SOFT: [
    {
      action: 'delayed',
      status: '4.4.1',
      diagnostic: () => 'X-Relay; connect to the mail server of the domain: Connection timed out',
    },
    {
      action: 'failed',
      status: '4.2.2',
      diagnostic: (recipient) => `smtp; 452 4.2.2 <${recipient}>: The recipient's mailbox is full`,
    },
  ],
  HARD: [
    {
      action: 'failed',
      status: '5.1.1',
      diagnostic: (recipient) => `smtp; 550 5.1.1 <${recipient}>: Recipient address rejected: User unknown`,
    },
  ],
};

/**
 * What a mail server sends back for a letter that it could not deliver: a delivery status notification (RFC 3464) in a
 * multipart/report (RFC 6522) with the letter's header. Empty envelope sender. The same arguments give the same bytes.
 */
export async function bounceMail(facts: BounceFacts): Promise<ComposedMail> {
  const { date, envelopeSender, letterMessageId, recipient } = facts;
  const failure = facts.random.pick(failures[facts.kind]);
  const identity = digest('bounce', letterMessageId, recipient, date.toISOString());
  const messageId = `${identity.slice(0, 32)}@${RELAY}`;
  const subject =
    failure.action === 'delayed' ? 'Delayed Mail (still being retried)' : 'Undelivered Mail Returned to Sender';
  const root = new MimeNode('multipart/report; report-type=delivery-status', {
    boundaryPrefix: '=_',
    baseBoundary: digest('boundary', identity).slice(0, 24),
  });
  root.setHeader({
    From: `Mail Delivery System <MAILER-DAEMON@${RELAY}>`,
    To: envelopeSender,
    Subject: subject,
    Date: mailDate(date),
    'Message-ID': `<${messageId}>`,
    'In-Reply-To': `<${letterMessageId}>`,
    'Auto-Submitted': 'auto-replied',
  });
  root.createChild('text/plain; charset=us-ascii').setContent(explanation(facts, failure));
  root.createChild('message/delivery-status').setContent(deliveryStatus(facts, failure));
  const header = root.createChild('text/rfc822-headers');
  header.setHeader('Content-Transfer-Encoding', '7bit');
  header.setContent(headerOf(facts.letter).toString('latin1'));
  return { messageId, envelopeFrom: '', recipient: envelopeSender, subject, raw: await root.build() };
}

function explanation({ recipient }: BounceFacts, { action, status, diagnostic }: Failure): string {
  const outcome =
    action === 'delayed'
      ? [
          `Your message could not be delivered yet. It will be retried for ${RETRIED_FOR_DAYS} days.`,
          'You do not have to send it again.',
        ]
      : [
          'Your message could not be delivered to the recipient below.',
          'It has been returned to you; it will not be retried.',
        ];
  return [
    `This is the mail system at host ${RELAY}.`,
    '',
    ...outcome,
    '',
    `<${recipient}>: ${status} ${diagnostic(recipient)}`,
    '',
  ].join('\r\n');
}

/** The fields of the message, and those of the one recipient (RFC 3464, 2.2 and 2.3). */
function deliveryStatus(facts: BounceFacts, { action, status, diagnostic }: Failure): string {
  const retryUntil = new Date(facts.sentAt.getTime() + RETRIED_FOR_DAYS * DAY);
  return [
    `Reporting-MTA: dns; ${RELAY}`,
    `Arrival-Date: ${mailDate(facts.sentAt)}`,
    '',
    `Final-Recipient: rfc822; ${facts.recipient}`,
    `Action: ${action}`,
    `Status: ${status}`,
    `Diagnostic-Code: ${diagnostic(facts.recipient)}`,
    `Last-Attempt-Date: ${mailDate(facts.date)}`,
    ...(action === 'delayed' ? [`Will-Retry-Until: ${mailDate(retryUntil)}`] : []),
    '',
  ].join('\r\n');
}

function headerOf(letter: Buffer): Buffer {
  const end = letter.indexOf('\r\n\r\n');
  return Buffer.from(end < 0 ? letter : letter.subarray(0, end + 2));
}

/** RFC 5322, 3.3. */
function mailDate(instant: Date): string {
  return instant.toUTCString().replace('GMT', '+0000');
}

function digest(...parts: readonly string[]): string {
  return createHash('sha256').update(JSON.stringify(parts)).digest('hex');
}
