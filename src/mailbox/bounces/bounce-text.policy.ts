import { type DeliveryStatus, plainAddress, shortWords, statusInWords } from './delivery-status.policy.js';

/** Longer lines than an address with what stands around it. */
const LONGEST_LINE = 400;

/** What mail servers that send no report of RFC 3464 write above a copy of the letter. */
const COPY_BEGINS =
  /^[ \t>]*(-{2,}[ \t]*(below this line is a copy of the message|this is a copy of|original message|returned message|the (original|returned|body of the) message|a copy of|message header|undelivered message|begin message)|={5,}|-{20,}$)/im;

/** The notice, and the copy of the letter that stands below it. */
export function noticeBefore(text: string): { readonly notice: string; readonly copy: string } {
  const plain = text.replaceAll(/\r\n?/g, '\n');
  const at = plain.search(COPY_BEGINS);
  return at < 0 ? { notice: plain, copy: plain } : { notice: plain.slice(0, at), copy: plain.slice(at) };
}

const STILL_TRIED =
  /\b(still (being )?(re)?tr(ied|ying)|will (be retried|retry|keep trying|continue to)|will be re-?tried|not yet (been )?delivered|has been delayed|delivery incomplete|warning message only|no action is required on your part|delivery.{0,20}\(delay\)|delayed (mail|\d+ hours)|: message \S+ delayed)/i;
const GIVEN_UP =
  /\b(permanent(ly)? (error|fail\w*|fatal)|fail\w* permanently|permanent error|given up|giving up|gave up|will not be retried|could not be (delivered|reached)|couldn.t be delivered|was not delivered|wasn.t delivered|undeliver(able|ed)|delivery (has )?failed|failure notice|delivery to the following recipient.{0,5} failed|did not reach|unable to deliver|returned mail)/i;
const FOR_GOOD =
  /\b(permanent(ly)?|(user|recipient|mailbox|address|account)[^.\n]{0,40} (unknown|(does not|doesn.t) exist|not found|rejected|disabled)|no (such user|mailbox here)|unknown (user|recipient|address))\b/i;

/**
 * What the words of a mail server say, where they are not in the fields of RFC 3464: Exim and Google name the recipients
 * in a header, qmail in brackets before a colon, Exchange in quotes, others on a line of their own. Null: they do not
 * say what became of a letter.
 */
export function readBounceText(bounce: {
  readonly subject: string;
  /** The header X-Failed-Recipients; empty when there is none. */
  readonly failed: string;
  readonly notice: string;
}): DeliveryStatus | null {
  const { subject, failed, notice } = bounce;
  const recipient = plainAddress(failed) ?? recipientIn(notice);
  const line = notice.split('\n').find((words) => statusInWords(words) !== null && !onlyAddress(words)) ?? '';
  const said = statusInWords(line);
  const delayed = STILL_TRIED.test(subject) || STILL_TRIED.test(notice);
  if (!delayed && failed === '' && said === null && !GIVEN_UP.test(`${subject}\n${notice}`)) return null;
  if (recipient === null && said === null) return null;
  const hard = said?.hard ?? FOR_GOOD.test(notice);
  return {
    outcome: delayed ? 'DELAYED' : 'FAILED',
    hard: hard && !delayed,
    status: said?.status ?? null,
    recipient,
    explanation: shortWords(line === '' ? (notice.split('\n').find((words) => GIVEN_UP.test(words)) ?? '') : line),
  };
}

/** The first address that stands before what is said of it. */
function recipientIn(notice: string): string | null {
  const line = notice.split('\n').find(onlyAddress);
  return line === undefined ? null : plainAddress(line);
}

/** `<a@b.example>:`, `'a@b.example' on 04.05.2020 10:00`, `  a@b.example` and the like. */
function onlyAddress(line: string): boolean {
  if (line.length > LONGEST_LINE) return false;
  return /^[\s>*•-]*["'<(]*[^\s<>"'(),:;[\]@]+@[^\s<>"'(),:;@]+[>"')]*[ \t]*(:|on \d.*)?[ \t]*$/.test(line);
}
