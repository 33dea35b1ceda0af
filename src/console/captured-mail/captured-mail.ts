import PostalMime, { decodeWords } from 'postal-mime';

export interface CapturedHeader {
  readonly name: string;
  /** As people read it (RFC 2047). */
  readonly value: string;
  /** As it came, where that is something else. */
  readonly raw: string | null;
}

/** A captured message as a person reads it. */
export interface CapturedMail {
  readonly subject: string;
  /** In their order, unfolded. */
  readonly headers: readonly CapturedHeader[];
  readonly text: string;
  /** As it came; null when it has none. */
  readonly html: string | null;
  /** Addresses of pages that stand in the text, each once. */
  readonly links: readonly string[];
  readonly attachments: readonly {
    readonly fileName: string;
    readonly mediaType: string;
    readonly bytes: Buffer;
  }[];
}

/** What the sink has taken may be anything: what no parser takes is shown as its bytes alone. */
export async function readCapturedMail(raw: Buffer): Promise<CapturedMail> {
  try {
    return await parsed(raw);
  } catch {
    return { subject: '', headers: [], text: raw.toString('latin1'), html: null, links: [], attachments: [] };
  }
}

async function parsed(raw: Buffer): Promise<CapturedMail> {
  const email = await PostalMime.parse(raw, { attachmentEncoding: 'arraybuffer', forceRfc822Attachments: true });
  const text = email.text ?? '';
  return {
    subject: email.subject ?? '',
    headers: email.headers.map(({ originalKey, value }) => headerOf(originalKey, value)),
    text,
    html: email.html ?? null,
    links: [...new Set(text.match(/https?:\/\/[^\s<>"()]+[^\s<>"().,;:!?]/g) ?? [])],
    attachments: email.attachments.map((attachment, index) => ({
      fileName: attachment.filename ?? `vedlegg-${index + 1}`,
      mediaType: attachment.mimeType,
      bytes: Buffer.from(attachment.content as ArrayBuffer),
    })),
  };
}

function headerOf(name: string, raw: string): CapturedHeader {
  const value = decodeWords(raw);
  return { name, value, raw: value === raw ? null : raw };
}
