import PostalMime, { type Attachment, type Email } from 'postal-mime';
import { fileNameOf } from './file-name.js';

/** A document that a message brought. */
export interface MessageDocument {
  readonly fileName: string;
  readonly bytes: Buffer;
}

/** What of a message the service works with. */
export interface ReadMessage {
  readonly subject: string;
  readonly fromAddress: string | null;
  readonly headers: ReadonlyMap<string, string>;
  readonly contentType: string;
  /** Message-IDs without brackets, from In-Reply-To and References. */
  readonly thread: readonly string[];
  readonly text: string;
  readonly documents: readonly MessageDocument[];
  readonly otherAttachments: readonly MessageDocument[];
  readonly deliveryStatus: string | null;
  readonly calendarReply: boolean;
}

/** More parts than this in one message are not looked at. */
const MAX_ATTACHMENTS = 100;
const MAX_TEXT = 20_000;
/** Pictures smaller than this are logos and signatures of mail programs. */
const SMALLEST_PICTURE = 50_000;

/** Parses a message (RFC 5322, MIME). Throws when it cannot be parsed within the limits. */
export async function readMessage(raw: Buffer): Promise<ReadMessage> {
  const email = await PostalMime.parse(raw, {
    maxNestingDepth: 20,
    maxHeadersSize: 256 * 1024,
    attachmentEncoding: 'arraybuffer',
  });
  const parts = email.attachments.slice(0, MAX_ATTACHMENTS);
  const files = parts.filter((part) => !isMachinePart(part)).map((part, index) => asDocument(part, index + 1));
  const headers = new Map<string, string>();
  for (const { key, value } of email.headers) if (!headers.has(key)) headers.set(key, value);
  return {
    subject: (email.subject ?? '').slice(0, 500),
    fromAddress: email.from?.address?.toLowerCase() ?? null,
    headers,
    contentType: (headers.get('content-type') ?? 'text/plain').split(';')[0]?.trim().toLowerCase() ?? 'text/plain',
    thread: threadOf(email),
    text: (email.text ?? '').slice(0, MAX_TEXT),
    documents: files.filter((file) => isDocument(file)),
    otherAttachments: files.filter((file) => !isDocument(file) && !isSmallPicture(file)),
    deliveryStatus: textOf(parts.find((part) => part.mimeType === 'message/delivery-status')),
    calendarReply: parts.some((part) => part.mimeType === 'text/calendar' && /METHOD:REPLY/i.test(textOf(part) ?? '')),
  };
}

function threadOf(email: Email): string[] {
  const ids = `${email.inReplyTo ?? ''} ${email.references ?? ''}`.match(/<[^<>\s]+>/g) ?? [];
  return [...new Set(ids.map((id) => id.slice(1, -1)))].slice(0, 50);
}

function isMachinePart(part: Attachment): boolean {
  return (
    part.mimeType.startsWith('message/') || part.mimeType === 'text/calendar' || part.mimeType === 'text/rfc822-headers'
  );
}

function asDocument(part: Attachment, index: number): MessageDocument {
  return { fileName: fileNameOf(part.filename, index), bytes: contentOf(part) };
}

function contentOf(part: Attachment): Buffer {
  return typeof part.content === 'string' ? Buffer.from(part.content) : Buffer.from(part.content as ArrayBuffer);
}

/** By its bytes or, when it has none or others, by its name: an empty «declaration.pdf» is a return too. */
function isDocument(file: MessageDocument): boolean {
  const head = file.bytes.toString('latin1', 0, 1024);
  if (head.includes('%PDF-') || /\.pdf$/i.test(file.fileName)) return true;
  return isPicture(head) && file.bytes.length >= SMALLEST_PICTURE;
}

function isSmallPicture(file: MessageDocument): boolean {
  return isPicture(file.bytes.toString('latin1', 0, 16)) && file.bytes.length < SMALLEST_PICTURE;
}

function isPicture(head: string): boolean {
  return (
    head.startsWith('\u00ff\u00d8\u00ff') ||
    head.startsWith('\u0089PNG') ||
    head.startsWith('GIF8') ||
    head.startsWith('ftyphei', 4)
  );
}

function textOf(part: Attachment | undefined): string | null {
  return part === undefined ? null : contentOf(part).toString('utf8').slice(0, MAX_TEXT);
}
