import PostalMime, { type Attachment } from 'postal-mime';
import { headerOf } from '../../platform/mail/index.js';
import { noticeBefore, readBounceText } from './bounce-text.policy.js';
import { type DeliveryStatus, originalEnvelopeId, readDeliveryStatus, worst } from './delivery-status.policy.js';

/** What a bounce holds, before anybody looks for the letter. */
export interface BounceContent {
  readonly status: DeliveryStatus | null;
  /** Message-IDs, without brackets, of what it returns or answers. */
  readonly messageIds: readonly string[];
  /** What we called the envelope. */
  readonly envelopeId: string | null;
}

const STATUS_PARTS: ReadonlySet<string> = new Set(['message/delivery-status', 'message/global-delivery-status']);
/** RFC 6522, 3 and RFC 6533, 4, with the names that some use instead. */
const RETURNED_PARTS: ReadonlySet<string> = new Set([
  'message/rfc822',
  'text/rfc822-headers',
  'message/rfc822-headers',
  'text/rfc822',
  'message/global',
  'message/global-headers',
]);
/** What a bounce says stands before the letter that it returns; the rest is not parsed. */
const MOST_BYTES = 2 * 1024 * 1024;
const MOST_TEXT = 50_000;
const MOST_IDS = 20;

/**
 * Reads a bounce: the report of RFC 3464 where there is one, else the words that mail servers use. Throws what the
 * parser throws past its limits.
 */
export async function bounceContent(raw: Buffer): Promise<BounceContent> {
  const email = await PostalMime.parse(raw.subarray(0, MOST_BYTES), {
    maxNestingDepth: 20,
    maxHeadersSize: 256 * 1024,
    attachmentEncoding: 'arraybuffer',
    // The letter that came back is not part of what the mail server says.
    forceRfc822Attachments: true,
  });
  const text = email.text?.slice(0, MOST_TEXT) ?? plainText(email.html?.slice(0, MOST_TEXT) ?? '');
  const { notice, copy } = noticeBefore(text);
  const reports = email.attachments.filter((part) => STATUS_PARTS.has(part.mimeType)).map(textOf);
  const returned = email.attachments.filter((part) => RETURNED_PARTS.has(part.mimeType)).map(contentOf);
  const header = (name: string): string => email.headers.find(({ key }) => key === name)?.value ?? '';
  const reported = worst(reports.map(readDeliveryStatus).filter((status) => status !== null));
  return {
    status: reported ?? readBounceText({ subject: email.subject ?? '', failed: header('x-failed-recipients'), notice }),
    messageIds: [
      ...returned.map((part) => headerOf(part, 'message-id') ?? ''),
      ...Array.from(copy.matchAll(/^Message-ID:[ \t]*(?:\n[ \t]+)?(<[^<>\s]+>)/gim), (match) => match[1] ?? ''),
      email.inReplyTo ?? '',
      email.references ?? '',
    ]
      .flatMap((ids) => ids.match(/<[^<>\s\0]+>/g) ?? [])
      .map((id) => id.slice(1, -1))
      .slice(0, MOST_IDS),
    envelopeId: reports.map(originalEnvelopeId).find((id) => id !== null) ?? null,
  };
}

function contentOf(part: Attachment): Buffer {
  return typeof part.content === 'string' ? Buffer.from(part.content) : Buffer.from(part.content as ArrayBuffer);
}

function textOf(part: Attachment): string {
  return contentOf(part).subarray(0, MOST_TEXT).toString('utf8');
}

function plainText(html: string): string {
  return html
    .replaceAll(/<(br|\/p|\/div|\/tr|\/h\d)\b[^<>]*>/gi, '\n')
    .replaceAll(/<[^<>]*>/g, ' ')
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&amp;', '&');
}
