import PostalMime, { type Attachment, type Email } from 'postal-mime';
import { MessageUnreadable } from './message-unreadable.js';
import type { ReadingLimits } from './reading-limits.js';

/** A part that is a file, with its content decoded. */
export interface MimePart {
  readonly fileName: string | null;
  /** In lower case. */
  readonly type: string;
  readonly bytes: Buffer;
  /** It stands in the text, as logos do. */
  readonly inText: boolean;
}

export interface ParsedMime {
  readonly email: Email;
  readonly parts: readonly MimePart[];
}

const TEXT_TYPE = /^(content-type:[ \t]*(?:\r?\n[ \t]+)?)text\//gim;
const PDF_IN_TEXT = /(?:^|\n)%PDF-\d/;

/** Parses one message (RFC 5322, RFC 2045 to 2047). Forwarded messages are parts like others. Throws MessageUnreadable. */
export async function parseMime(raw: Buffer, limits: ReadingLimits): Promise<ParsedMime> {
  const email = await parse(raw, limits);
  const parts = email.attachments.map(partOf);
  if (!PDF_IN_TEXT.test(email.text ?? '') && !PDF_IN_TEXT.test(email.html ?? '')) return { email, parts };
  // A PDF that says it is text was decoded like text. Read as a file, its bytes are those that were sent.
  const asFiles = await parse(Buffer.from(raw.toString('latin1').replaceAll(TEXT_TYPE, '$1x-'), 'latin1'), limits);
  const pdfs = asFiles.attachments.map(partOf).filter(({ type, bytes }) => type.startsWith('x-') && isPdf(bytes));
  return { email, parts: [...parts, ...pdfs] };
}

async function parse(raw: Buffer, { partDepth, headerBytes }: ReadingLimits): Promise<Email> {
  try {
    return await PostalMime.parse(raw, {
      maxNestingDepth: partDepth,
      maxHeadersSize: headerBytes,
      forceRfc822Attachments: true,
      attachmentEncoding: 'arraybuffer',
    });
  } catch (error) {
    const words = error instanceof Error ? error.message : String(error);
    if (words.includes('nesting depth')) {
      throw new MessageUnreadable(`It has parts within parts on more than ${partDepth} levels.`, { cause: error });
    }
    if (words.includes('header size')) {
      throw new MessageUnreadable(`Its headers are longer than ${headerBytes / 1024} kilobytes.`, { cause: error });
    }
    throw new MessageUnreadable(`It cannot be parsed: ${words}`, { cause: error });
  }
}

function partOf(part: Attachment): MimePart {
  return {
    fileName: part.filename,
    type: part.mimeType.toLowerCase(),
    bytes: typeof part.content === 'string' ? Buffer.from(part.content) : Buffer.from(part.content as ArrayBuffer),
    inText: part.related === true || part.disposition === 'inline' || part.contentId !== undefined,
  };
}

function isPdf(bytes: Buffer): boolean {
  return bytes.subarray(0, 1024).includes('%PDF-');
}
