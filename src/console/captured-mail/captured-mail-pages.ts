import { Inject, Injectable } from '@nestjs/common';
import type { Response } from 'express';
import { z } from 'zod';
import { LetterReadModel } from '../../letters/index.js';
import { ServiceError } from '../../platform/errors/index.js';
import { pageFormats, type PageLanguage } from '../../platform/pages/index.js';
import { CONSOLE_OPTIONS, type ConsoleOptions } from '../console-options.js';
import { capturedMailTexts } from './captured-mail-texts.js';
import { type CapturedMail, readCapturedMail } from './captured-mail.js';

const PAGE = 100;

export const capturedIdSchema = z.uuid();
export const capturedListSchema = z.object({
  q: z.string().trim().max(200).default(''),
  at: z.iso.datetime().optional(),
  id: z.uuid().optional(),
});
export const attachmentIndexSchema = z.coerce.number().int().min(0).max(999);
export const attachmentSchema = z.object({ open: z.literal('1').optional() });

/**
 * What somebody's mail program would show of a letter, where no letter's script runs, no form is sent and nothing is
 * fetched: the words and pictures that came in it, and its own styles.
 */
const MAIL_POLICY =
  "default-src 'none'; style-src 'unsafe-inline'; img-src data:; base-uri 'none'; form-action 'none'; frame-ancestors 'self'; sandbox";

/** Where the pages are, and in which language they are read. */
interface Place {
  readonly base: string;
  readonly language: PageLanguage;
}

/** What the pages about captured mail show, wherever they are: the views `captured-mail/list` and `captured-mail/message`. */
@Injectable()
export class CapturedMailPages {
  constructor(
    private readonly letters: LetterReadModel,
    @Inject(CONSOLE_OPTIONS) private readonly options: ConsoleOptions,
  ) {}

  async list({ q, at, id }: z.output<typeof capturedListSchema>, { base, language }: Place) {
    const text = capturedMailTexts[language];
    const { instant, integer } = pageFormats(language);
    const search = q === '' ? null : q;
    const after = at === undefined || id === undefined ? null : { capturedAt: at, id };
    const [messages, total] = await Promise.all([
      this.letters.captured(after, PAGE + 1, search),
      this.letters.capturedCount(search),
    ]);
    const shown = messages.slice(0, PAGE);
    const last = shown.at(-1);
    const olderThan = last === undefined || messages.length <= PAGE ? null : last;
    return {
      text,
      base,
      search: q,
      sendsMail: this.options.sendsMail,
      total: integer(total),
      messages: shown.map((message) => ({
        href: `${base}/${message.id}`,
        at: instant(message.capturedAt),
        recipient: message.recipient,
        subject: message.subject === '' ? text.noSubject : message.subject,
        kilobytes: Math.ceil(message.byteLength / 1000),
        deliveries: message.deliveries,
      })),
      newestHref: after === null ? null : listHref(base, q, null),
      olderHref: olderThan === null ? null : listHref(base, q, olderThan),
    };
  }

  /** Throws NOT_FOUND. */
  async message(id: string, { base, language }: Place) {
    const { mail } = await this.#read(id);
    const text = capturedMailTexts[language];
    const path = `${base}/${id}`;
    return {
      text,
      listHref: base,
      subject: mail.subject === '' ? text.noSubject : mail.subject,
      headers: mail.headers,
      htmlHref: mail.html === null ? null : `${path}/html`,
      words: mail.text,
      links: mail.links,
      attachments: mail.attachments.map((attachment, index) => ({
        name: attachment.fileName,
        mediaType: attachment.mediaType,
        kilobytes: Math.ceil(attachment.bytes.length / 1000),
        href: `${path}/attachments/${index}`,
        openHref: attachment.mediaType === 'application/pdf' ? `${path}/attachments/${index}?open=1` : null,
      })),
      sourceHref: `${path}/source`,
      rawHref: `${path}/raw`,
    };
  }

  /** Only for the frame on the message's page. */
  async sendHtml(id: string, response: Response): Promise<void> {
    const { mail } = await this.#read(id);
    if (mail.html === null) throw notShown();
    response.setHeader('Content-Security-Policy', MAIL_POLICY);
    response.setHeader('X-Frame-Options', 'SAMEORIGIN');
    // A sandboxed document has an origin of its own, and browsers warn of this one beside it.
    response.removeHeader('Origin-Agent-Cluster');
    noStore(response).type('text/html; charset=utf-8').send(mail.html);
  }

  /** A download; a PDF may be looked at as well. */
  async sendAttachment(id: string, index: number, isOpened: boolean, response: Response): Promise<void> {
    const { mail } = await this.#read(id);
    const attachment = mail.attachments[index];
    if (attachment === undefined) throw notShown();
    const isPdf = attachment.mediaType === 'application/pdf';
    response.attachment(attachment.fileName);
    if (isPdf && isOpened) response.setHeader('Content-Disposition', 'inline');
    noStore(response)
      .type(isPdf ? 'application/pdf' : 'application/octet-stream')
      .send(attachment.bytes);
  }

  /** The message as it was sent, to read in the browser. */
  async sendSource(id: string, response: Response): Promise<void> {
    const { raw } = await this.#read(id);
    noStore(response).type('text/plain; charset=utf-8').set('Content-Disposition', 'inline').send(raw);
  }

  async sendRaw(id: string, response: Response): Promise<void> {
    const { raw } = await this.#read(id);
    response.setHeader('Content-Disposition', 'attachment; filename="message.eml"');
    noStore(response).type('message/rfc822').send(raw);
  }

  async #read(id: string): Promise<{ raw: Buffer; mail: CapturedMail }> {
    const raw = await this.letters.capturedRaw(id);
    if (raw === null) throw notShown();
    return { raw, mail: await readCapturedMail(raw) };
  }
}

export function notShown(): ServiceError<'NOT_FOUND'> {
  return new ServiceError('NOT_FOUND', 'There is nothing here.', { category: 'not-found' });
}

function noStore(response: Response): Response {
  return response.set('Cache-Control', 'no-store');
}

function listHref(
  base: string,
  search: string,
  after: { readonly capturedAt: Date; readonly id: string } | null,
): string {
  const query = new URLSearchParams({
    ...(search === '' ? {} : { q: search }),
    ...(after === null ? {} : { at: after.capturedAt.toISOString(), id: after.id }),
  }).toString();
  return query === '' ? base : `${base}?${query}`;
}
