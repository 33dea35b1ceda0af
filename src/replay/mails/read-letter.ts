import PostalMime from 'postal-mime';
import { ServiceError } from '../../platform/errors/index.js';

/** What a municipality sees of a letter that it got. */
export interface ReceivedLetter {
  /** Without angle brackets. */
  readonly messageId: string;
  readonly replyTo: string;
  /** Bare addresses. */
  readonly from: string;
  readonly to: readonly string[];
  readonly subject: string;
  readonly date: Date;
  /** The form to sign, where the letter brings one. */
  readonly form: { readonly fileName: string; readonly bytes: Uint8Array } | null;
}

/** Reads a letter as the mail server took it. Throws `SCENARIO_LETTER_UNREADABLE` for what is no letter of the service. */
export async function readLetter(raw: Buffer): Promise<ReceivedLetter> {
  const mail = await PostalMime.parse(raw, { attachmentEncoding: 'arraybuffer' });
  const messageId = mail.messageId?.replace(/^<|>$/g, '') ?? '';
  const from = mail.from?.address ?? '';
  const date = new Date(mail.date ?? Number.NaN);
  if (messageId === '' || from === '' || Number.isNaN(date.getTime())) {
    throw new ServiceError(
      'SCENARIO_LETTER_UNREADABLE',
      'The message has no Message-ID, sender or date; only letters that the service sent can be read.',
      { category: 'invalid' },
    );
  }
  const form = mail.attachments
    .map(({ filename, content }) => ({ fileName: filename ?? 'skjema.pdf', bytes: bytesOf(content) }))
    .find(({ bytes }) => isSealed(bytes));
  return {
    messageId,
    replyTo: mail.replyTo?.[0]?.address ?? from,
    from,
    to: (mail.to ?? []).flatMap(({ address }) => (address === undefined ? [] : [address])),
    subject: mail.subject ?? '',
    date,
    form: form ?? null,
  };
}

function bytesOf(content: ArrayBuffer | Uint8Array | string): Uint8Array {
  return typeof content === 'string' ? Buffer.from(content) : new Uint8Array(content);
}

/** Of the PDFs in a letter only the form bears the sender's seal, a signature that certifies the document. */
function isSealed(bytes: Uint8Array): boolean {
  const file = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  return file.subarray(0, 5).equals(Buffer.from('%PDF-')) && file.includes('/TransformMethod/DocMDP');
}
