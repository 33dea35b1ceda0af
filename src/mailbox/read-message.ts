import PostalMime, { type Attachment, type Email } from 'postal-mime';
import { fileKind, storableText } from '../returns/index.js';
import { fileNameOf } from './file-name.js';
import { textOfHtml } from './written-text.js';

/** A document that a message brought. */
export interface MessageDocument {
  readonly fileName: string;
  readonly bytes: Buffer;
}

/** What of a message the service works with. Every text in it can be stored. */
export interface ReadMessage {
  readonly subject: string;
  readonly fromAddress: string | null;
  /** Where answers to the sender go: Reply-To when it is of the domain of From, else From. */
  readonly answerTo: string | null;
  /** Addresses in To, Cc and Delivered-To. */
  readonly recipients: readonly string[];
  readonly headers: ReadonlyMap<string, string>;
  /** Of a multipart/report. */
  readonly reportType: string | null;
  /** Message-IDs without brackets, from In-Reply-To and References. */
  readonly thread: readonly string[];
  readonly text: string;
  readonly documents: readonly MessageDocument[];
  readonly otherAttachments: readonly MessageDocument[];
  readonly deliveryStatus: string | null;
  readonly calendarReply: boolean;
}

/** A message with more files than this is for a person. */
const MAX_FILES = 100;
const MAX_TEXT = 20_000;
const MAX_SUBJECT = 500;
const MAX_FORWARDED_DEPTH = 3;
/** Pictures smaller than this that stand in the text are logos; as attachments of their own, smaller ones are. */
const SMALLEST_INLINE_PICTURE = 50_000;
const SMALLEST_ATTACHED_PICTURE = 10_000;

/** The message is not one (RFC 5322) or goes past a limit: a person looks at it. */
export class MessageUnreadable extends Error {
  readonly code = 'MESSAGE_UNREADABLE';
}

/** Parses a message (RFC 5322, MIME). Throws MessageUnreadable, or what the parser throws past its own limits. */
export async function readMessage(raw: Buffer): Promise<ReadMessage> {
  const email = await parse(raw);
  const headers = new Map<string, string>();
  for (const { key, value } of email.headers) if (!headers.has(key)) headers.set(key, value);
  if (!['from', 'to', 'subject', 'date', 'message-id'].some((name) => headers.has(name))) {
    throw new MessageUnreadable('It has none of the headers that a message has.');
  }
  const parts = email.attachments;
  const fromAddress = addressOf(email.from?.address);
  const replyTo = addressOf(email.replyTo?.[0]?.address);
  const parsed = parts.filter((part) => part.mimeType !== 'message/delivery-status');
  const files = (await filesIn(parsed, MAX_FORWARDED_DEPTH)).map(named);
  if (files.length > MAX_FILES)
    throw new MessageUnreadable(`It brings ${files.length} files; at most ${MAX_FILES} are read.`);
  return {
    subject: shortened(email.subject ?? '', MAX_SUBJECT),
    fromAddress,
    answerTo: replyTo !== null && domainOf(replyTo) === domainOf(fromAddress) ? replyTo : fromAddress,
    recipients: [...(email.to ?? []), ...(email.cc ?? []), { address: email.deliveredTo }]
      .map(({ address }) => addressOf(address))
      .filter((address) => address !== null)
      .slice(0, 100),
    headers,
    reportType: reportTypeOf(headers.get('content-type') ?? ''),
    thread: threadOf(email),
    text: shortened(email.text ?? textOfHtml(email.html ?? ''), MAX_TEXT),
    documents: files.filter((file) => isDocument(file)),
    otherAttachments: files.filter((file) => !isDocument(file) && !isLogo(file) && !isCompanion(file)),
    deliveryStatus: textOf(parts.find((part) => part.mimeType === 'message/delivery-status')),
    calendarReply: parts.some((part) => part.mimeType === 'text/calendar' && /METHOD:REPLY/i.test(textOf(part) ?? '')),
  };
}

async function parse(raw: Buffer): Promise<Email> {
  return await PostalMime.parse(raw, {
    maxNestingDepth: 20,
    maxHeadersSize: 256 * 1024,
    attachmentEncoding: 'arraybuffer',
  });
}

/** Attachments, and those of messages that were forwarded as attachments. */
async function filesIn(parts: readonly Attachment[], depth: number): Promise<Attachment[]> {
  const files: Attachment[] = [];
  for (const part of parts) {
    const forwarded = part.mimeType === 'message/rfc822' || /\.eml$/i.test(part.filename ?? '');
    if (forwarded && depth > 0) {
      const inner = await parse(contentOf(part));
      files.push(...(await filesIn(inner.attachments, depth - 1)));
    } else if (!isMachinePart(part)) {
      files.push(part);
    }
  }
  return files;
}

interface NamedFile extends MessageDocument {
  readonly part: Attachment;
}

function named(part: Attachment, index: number): NamedFile {
  return { fileName: fileNameOf(part.filename, index + 1), bytes: contentOf(part), part };
}

function threadOf(email: Email): string[] {
  const ids = `${email.inReplyTo ?? ''} ${email.references ?? ''}`.match(/<[^<>\s\0]+>/g) ?? [];
  return [...new Set(ids.map((id) => id.slice(1, -1)))].slice(0, 50);
}

function reportTypeOf(contentType: string): string | null {
  if (!/^multipart\/report\b/i.test(contentType.trim())) return null;
  const type = /report-type\s*=\s*"?([a-z-]+)/i.exec(contentType)?.[1]?.toLowerCase();
  return type ?? 'unknown';
}

function addressOf(address: string | undefined): string | null {
  const plain = storableText(address ?? '')
    .toLowerCase()
    .trim();
  return plain === '' ? null : plain.slice(0, 320);
}

function domainOf(address: string | null): string {
  return address === null ? '' : address.slice(address.lastIndexOf('@') + 1);
}

/** Parts that machines write for machines. */
function isMachinePart(part: Attachment): boolean {
  return (
    part.mimeType.startsWith('message/') || part.mimeType === 'text/calendar' || part.mimeType === 'text/rfc822-headers'
  );
}

/** What mail programs add by themselves: signatures of the mail, address cards. */
function isCompanion({ fileName, part }: NamedFile): boolean {
  return (
    /^(application\/(x-)?pkcs7-signature|application\/pgp-(signature|keys)|text\/(x-)?vcard)$/i.test(part.mimeType) ||
    /\.(p7s|vcf|asc|ics)$/i.test(fileName)
  );
}

function contentOf(part: Attachment): Buffer {
  return typeof part.content === 'string' ? Buffer.from(part.content) : Buffer.from(part.content as ArrayBuffer);
}

/** By its bytes or, when it has none or others, by its name: an empty «declaration.pdf» is a return too. */
function isDocument(file: NamedFile): boolean {
  const kind = fileKind(file.bytes, file.bytes.length, Infinity);
  if (kind === 'PDF' || /\.pdf$/i.test(file.fileName) || file.part.mimeType === 'application/pdf') return true;
  return kind === 'PICTURE' && !isLogo(file);
}

function isLogo({ bytes, part }: NamedFile): boolean {
  if (fileKind(bytes, bytes.length, Infinity) !== 'PICTURE') return false;
  const inText = part.related === true || part.disposition === 'inline' || part.contentId !== undefined;
  return bytes.length < (inText ? SMALLEST_INLINE_PICTURE : SMALLEST_ATTACHED_PICTURE);
}

function textOf(part: Attachment | undefined): string | null {
  return part === undefined ? null : shortened(contentOf(part).toString('utf8'), MAX_TEXT);
}

function shortened(text: string, most: number): string {
  return storableText(text.slice(0, most));
}
