import { createHash } from 'node:crypto';
import MailComposer from 'nodemailer/lib/mail-composer';
import type { WrittenLanguage } from '../../platform/calendar/index.js';
import type { ComposedMail, MailFrame, MailWords } from './mail-frame.js';

export interface MailFile {
  readonly fileName: string;
  readonly contentType: string;
  readonly bytes: Buffer;
}

export interface MailMatter {
  /** What the mail is, for its Message-ID: two mails of one municipality at one instant differ in it. */
  readonly kind: string;
  readonly words: MailWords;
  readonly files?: readonly MailFile[];
  /** An automatic answer (RFC 3834): it goes to the letter's envelope sender, and nobody answers it. */
  readonly automaticTo?: string;
}

const manners: Readonly<Record<WrittenLanguage, { greetings: readonly string[]; farewells: readonly string[] }>> = {
  nb: {
    greetings: ['Hei', 'Hei!', 'Til Helse- og omsorgsdepartementet', 'God dag'],
    farewells: ['Med vennlig hilsen', 'Vennlig hilsen', 'Mvh'],
  },
  nn: {
    greetings: ['Hei', 'Hei!', 'Til Helse- og omsorgsdepartementet', 'God dag'],
    farewells: ['Med venleg helsing', 'Venleg helsing', 'Helsing'],
  },
};

/**
 * A municipality's mail as its mail program writes it (RFC 5322). The same arguments give the same bytes: Message-ID and
 * MIME boundary are made from them, the date is given.
 */
export async function composeMail(
  frame: MailFrame,
  { kind, words, files = [], automaticTo }: MailMatter,
): Promise<ComposedMail> {
  const { from, letter, date } = frame;
  const subject = words.subject ?? `SV: ${letter.subject.replace(/^((sv|re|vs):\s*)+/i, '')}`;
  const recipient = automaticTo ?? letter.replyTo;
  const identity = digest(kind, from.address, date.toISOString(), letter.messageId);
  const messageId = `${identity.slice(0, 32)}@${from.address.slice(from.address.lastIndexOf('@') + 1)}`;
  const blocks = textBlocks(frame, words);
  const withHtml = frame.random.chance(0.5);
  const raw = await new MailComposer({
    from: { ...from },
    to: recipient,
    messageId: `<${messageId}>`,
    inReplyTo: `<${letter.messageId}>`,
    references: [`<${letter.messageId}>`],
    date,
    subject,
    headers: {
      'Content-Language': frame.language === 'nb' ? 'nb-NO' : 'nn-NO',
      ...(automaticTo === undefined ? {} : { 'Auto-Submitted': 'auto-replied', 'X-Auto-Response-Suppress': 'All' }),
    },
    text: `${blocks.map((lines) => lines.join('\r\n')).join('\r\n\r\n')}\r\n`,
    ...(withHtml ? { html: asHtml(blocks) } : {}),
    attachments: files.map(({ fileName, contentType, bytes }) => ({ filename: fileName, contentType, content: bytes })),
    // "=_" stands neither in quoted-printable nor in base64 (RFC 2045, 6.7).
    boundaryPrefix: '=_',
    baseBoundary: digest('boundary', identity).slice(0, 24),
    disableFileAccess: true,
    disableUrlAccess: true,
  })
    .compile()
    .build();
  return { messageId, envelopeFrom: automaticTo === undefined ? from.address : '', recipient, subject, raw };
}

/** Blocks of lines, parted by empty lines. */
function textBlocks({ language, random, writer, ...frame }: MailFrame, words: MailWords): string[][] {
  const { greetings, farewells } = manners[language];
  const signedBy = [writer.name, writer.role, writer.municipality, frame.from.address];
  return [
    [random.pick(greetings)],
    ...words.paragraphs.map((paragraph) => [paragraph]),
    [random.pick(farewells), ...(random.chance(0.7) ? signedBy : signedBy.slice(0, 3))],
  ];
}

function asHtml(blocks: readonly string[][]): string {
  const paragraphs = blocks.map((lines) => `<p>${lines.map(escaped).join('<br>')}</p>`).join('\r\n');
  return `<html><body>\r\n${paragraphs}\r\n</body></html>\r\n`;
}

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}

function digest(...parts: readonly string[]): string {
  return createHash('sha256').update(JSON.stringify(parts)).digest('hex');
}
