import type { Email } from 'postal-mime';
import { MessageUnreadable } from './message-unreadable.js';
import type { MessageFinding, ReadMessage } from './message.js';
import { type MimePart, type ParsedMime, parseMime } from './parse-mime.js';
import { READING_LIMITS, type ReadingLimits } from './reading-limits.js';
import { shareLinks } from './share-links.js';
import { type UnwrappedFile, unwrapFiles } from './unwrap-files.js';
import { windowsLetters } from './windows-letters.js';
import { ownWords, textOfHtml } from './written-text.js';

const MAX_TEXT = 20_000;
/** More HTML than this is not turned into text: nobody wrote it. */
const MAX_HTML = 500_000;
const MAX_SUBJECT = 500;
const MAX_HEADER_VALUE = 2000;
/** Pictures smaller than this that stand in the text are logos; as attachments of their own, smaller ones are. */
const SMALLEST_INLINE_PICTURE = 50_000;
const SMALLEST_ATTACHED_PICTURE = 10_000;

/**
 * Reads a message (RFC 5322, MIME) and all that it holds. To be run where it can be killed: the message may be hostile,
 * and the limits say nothing of time. Throws MessageUnreadable.
 */
export async function readMessage(raw: Buffer, limits: ReadingLimits = READING_LIMITS): Promise<ReadMessage> {
  if (raw.length > limits.bytes) {
    throw new MessageUnreadable(`It is ${raw.length} bytes long; at most ${limits.bytes} are read.`);
  }
  const { email, parts } = await parseMime(raw, limits);
  const headers = headersOf(email);
  const fromAddress = addressOf(email.from?.address);
  const replyTo = addressOf(email.replyTo?.[0]?.address);
  const unwrapped = await unwrapFiles(parts, limits);
  const { text, linked } = words({ email, parts }, unwrapped.signedText);
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
    text,
    documents: unwrapped.files.filter(isDocument).map(asMessageFile),
    otherAttachments: unwrapped.files
      .filter((file) => !isDocument(file) && !isLogo(file) && !isCompanion(file))
      .map(asMessageFile),
    deliveryStatus: deliveryStatusOf(parts),
    heldMessageIds: heldMessageIdsOf(parts),
    calendarReply: calendarReplyOf(parts),
    findings: [...unwrapped.findings, ...linked],
  };
}

function headersOf(email: Email): Map<string, string> {
  const headers = new Map<string, string>();
  for (const { key, value } of email.headers) {
    if (!headers.has(key)) headers.set(key, shortened(value, MAX_HEADER_VALUE));
  }
  if (!['from', 'to', 'subject', 'date', 'message-id'].some((name) => headers.has(name))) {
    throw new MessageUnreadable('It has none of the headers that a message has.');
  }
  return headers;
}

/** The words of the message, and the files that they link to instead of bringing them. */
function words({ email }: ParsedMime, signedText: string): { text: string; linked: MessageFinding[] } {
  const html = (email.html ?? '').slice(0, MAX_HTML);
  const text = email.text ?? textOfHtml(html);
  const written = shortened(text.trim() === '' ? textOfHtml(signedText.slice(0, MAX_HTML)) : text, MAX_TEXT);
  const withLinks = `${ownWords(written)}\n${ownWords(textOfHtml(html, 'WITH_LINKS'))}`;
  const linked = shareLinks(withLinks).map(({ service, address }) => ({
    code: 'SHARE_LINK' as const,
    about: address,
    sentence: `It links to a file that lies with ${service}; a person has to look at it there.`,
  }));
  return { text: written, linked };
}

function threadOf(email: Email): string[] {
  const given = `${email.inReplyTo ?? ''} ${email.references ?? ''}`.slice(0, 50_000);
  const ids = given.match(/<[^<>\s\0]+>/g) ?? [];
  return [...new Set(ids.map((id) => id.slice(1, -1)))].slice(0, 50);
}

function reportTypeOf(contentType: string): string | null {
  if (!/^multipart\/report\b/i.test(contentType.trim())) return null;
  const type = /report-type\s*=\s*"?([a-z-]+)/i.exec(contentType)?.[1]?.toLowerCase();
  return type ?? 'unknown';
}

const STATUS_PARTS: ReadonlySet<string> = new Set(['message/delivery-status', 'message/global-delivery-status']);
/** RFC 6522, 3 and RFC 6533, 4, with the names that some use instead. */
const HELD_PARTS: ReadonlySet<string> = new Set([
  'message/rfc822',
  'text/rfc822-headers',
  'message/rfc822-headers',
  'text/rfc822',
  'message/global',
  'message/global-headers',
]);
const MAX_HELD_HEADER = 64 * 1024;

function deliveryStatusOf(parts: readonly MimePart[]): string | null {
  const reports = parts.filter(({ type }) => STATUS_PARTS.has(type)).map((part) => textOf(part) ?? '');
  return reports.length === 0 ? null : shortened(reports.join('\n\n'), MAX_TEXT);
}

function heldMessageIdsOf(parts: readonly MimePart[]): string[] {
  return parts
    .filter(({ type }) => HELD_PARTS.has(type))
    .map(({ bytes }) => bytes.toString('latin1', 0, MAX_HELD_HEADER).split(/\r?\n\r?\n/, 1)[0] ?? '')
    .map((header) => /^Message-ID:[ \t]*(?:\r?\n[ \t]+)?<([^<>\s\0]{1,500})>/im.exec(header)?.[1])
    .filter((id) => id !== undefined)
    .slice(0, 20);
}

/** METHOD and PARTSTAT (RFC 5545, 3.7.2 and 3.2.12). */
function calendarReplyOf(parts: readonly MimePart[]): string | null {
  for (const part of parts) {
    const entry = part.type === 'text/calendar' ? (textOf(part) ?? '') : '';
    if (!/^METHOD:REPLY\b/im.test(entry)) continue;
    return /PARTSTAT=(ACCEPTED|DECLINED|TENTATIVE|DELEGATED)/i.exec(entry)?.[1]?.toUpperCase() ?? '';
  }
  return null;
}

function addressOf(address: string | undefined): string | null {
  const plain = shortened((address ?? '').toLowerCase().trim(), 320);
  return plain === '' ? null : plain;
}

function domainOf(address: string | null): string {
  return address === null ? '' : address.slice(address.lastIndexOf('@') + 1);
}

function asMessageFile({ fileName, path, bytes, remark }: UnwrappedFile): ReadMessage['documents'][number] {
  return { fileName, path, bytes, remark };
}

/** What mail programs add by themselves: signatures of the mail, address cards. */
function isCompanion({ fileName, type }: UnwrappedFile): boolean {
  return (
    /^(application\/(x-)?pkcs7-signature|application\/pgp-(signature|keys|encrypted)|text\/(x-)?vcard)$/.test(type) ||
    /\.(p7s|p7c|vcf|asc|ics)$/i.test(fileName)
  );
}

/** By its bytes or, when it has none or others, by its name: an empty «declaration.pdf» is a return too. */
function isDocument(file: UnwrappedFile): boolean {
  if (file.remark === 'UNOPENED') return true;
  if (file.kind === 'PDF' || /\.pdf$/i.test(file.fileName) || file.type === 'application/pdf') return true;
  return isPicture(file) && !isLogo(file);
}

function isPicture({ kind }: UnwrappedFile): boolean {
  return kind === 'PICTURE' || kind === 'HEIC';
}

function isLogo(file: UnwrappedFile): boolean {
  return isPicture(file) && file.bytes.length < (file.inText ? SMALLEST_INLINE_PICTURE : SMALLEST_ATTACHED_PICTURE);
}

function textOf(part: MimePart | undefined): string | null {
  return part === undefined ? null : shortened(part.bytes.toString('utf8', 0, MAX_TEXT * 4), MAX_TEXT);
}

/** Every text column takes it: no NUL, no half of a surrogate pair. */
function shortened(text: string, most: number): string {
  return windowsLetters(Buffer.from(text.slice(0, most)).toString()).replaceAll('\0', '\uFFFD');
}
