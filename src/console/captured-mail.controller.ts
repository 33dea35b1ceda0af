import { Controller, Get, Header, Inject, Param, Query, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { Response } from 'express';
import { z } from 'zod';
import { Public } from '../identity/index.js';
import { LetterReadModel } from '../letters/index.js';
import { formatInstant } from '../platform/calendar/index.js';
import { ServiceError } from '../platform/errors/index.js';
import { PageRenderer } from '../platform/pages/index.js';
import { type CapturedMail, readCapturedMail } from './captured-mail.js';
import { CONSOLE_OPTIONS, type ConsoleOptions } from './console-options.js';

const PAGE = 100;
const idSchema = z.uuid();
const listSchema = z.object({
  q: z.string().trim().max(200).default(''),
  at: z.iso.datetime().optional(),
  id: z.uuid().optional(),
});
const indexSchema = z.coerce.number().int().min(0).max(999);
const attachmentSchema = z.object({ open: z.literal('1').optional() });

/**
 * What somebody's mail program would show of a letter, where no letter's script runs, no form is sent and nothing is
 * fetched: the words and pictures that came in it, and its own styles.
 */
const MAIL_POLICY =
  "default-src 'none'; style-src 'unsafe-inline'; img-src data:; base-uri 'none'; form-action 'none'; frame-ancestors 'self'; sandbox";

const NAVIGATION = [{ label: 'Fanget e-post', href: '/captured-mail', current: false }];

const count = new Intl.NumberFormat('nb-NO');

/** What the sink captured: the demo's mailbox. It does not exist unless it is switched on. */
@ApiExcludeController()
@Controller('captured-mail')
export class CapturedMailController {
  readonly #pages = new PageRenderer('console');

  constructor(
    private readonly letters: LetterReadModel,
    @Inject(CONSOLE_OPTIONS) private readonly options: ConsoleOptions,
  ) {}

  @Public()
  @Get()
  @Header('Content-Type', 'text/html; charset=utf-8')
  async list(@Query({ schema: listSchema }) { q, at, id }: z.output<typeof listSchema>): Promise<string> {
    this.#assertShown();
    const search = q === '' ? null : q;
    const after = at === undefined || id === undefined ? null : { capturedAt: at, id };
    const [messages, total] = await Promise.all([
      this.letters.captured(after, PAGE + 1, search),
      this.letters.capturedCount(search),
    ]);
    const shown = messages.slice(0, PAGE);
    const last = shown.at(-1);
    const olderThan = last === undefined || messages.length <= PAGE ? null : last;
    return this.#pages.render('captured-mail', {
      title: 'Fanget e-post',
      language: 'nb',
      size: 'sm',
      navigation: NAVIGATION,
      search: q,
      sendsMail: this.options.sendsMail,
      total: count.format(total),
      messages: shown.map((message) => ({
        href: `/captured-mail/${message.id}`,
        at: formatInstant(message.capturedAt, 'nb'),
        recipient: message.recipient,
        subject: message.subject === '' ? '(uten emne)' : message.subject,
        kilobytes: Math.ceil(message.byteLength / 1000),
        deliveries: message.deliveries,
      })),
      newestHref: after === null ? null : listHref(q, null),
      olderHref: olderThan === null ? null : listHref(q, olderThan),
    });
  }

  @Public()
  @Get(':id')
  @Header('Content-Type', 'text/html; charset=utf-8')
  async show(@Param('id', { schema: idSchema }) id: string): Promise<string> {
    const { mail } = await this.#read(id);
    const subject = mail.subject === '' ? '(uten emne)' : mail.subject;
    return this.#pages.render('captured-message', {
      title: subject,
      language: 'nb',
      size: 'sm',
      navigation: NAVIGATION,
      subject,
      headers: mail.headers,
      htmlHref: mail.html === null ? null : `/captured-mail/${id}/html`,
      text: mail.text,
      links: mail.links,
      attachments: mail.attachments.map((attachment, index) => ({
        name: attachment.fileName,
        mediaType: attachment.mediaType,
        kilobytes: Math.ceil(attachment.bytes.length / 1000),
        href: `/captured-mail/${id}/attachments/${index}`,
        openHref:
          attachment.mediaType === 'application/pdf' ? `/captured-mail/${id}/attachments/${index}?open=1` : null,
      })),
      sourceHref: `/captured-mail/${id}/source`,
      rawHref: `/captured-mail/${id}/raw`,
    });
  }

  /** Only for the frame on the message's page. */
  @Public()
  @Get(':id/html')
  async html(@Param('id', { schema: idSchema }) id: string, @Res() response: Response): Promise<void> {
    const { mail } = await this.#read(id);
    if (mail.html === null) throw notShown();
    response.setHeader('Content-Security-Policy', MAIL_POLICY);
    response.setHeader('X-Frame-Options', 'SAMEORIGIN');
    response.type('text/html; charset=utf-8').send(mail.html);
  }

  @Public()
  @Get(':id/attachments/:index')
  async attachment(
    @Param('id', { schema: idSchema }) id: string,
    @Param('index', { schema: indexSchema }) index: number,
    @Query({ schema: attachmentSchema }) { open }: z.output<typeof attachmentSchema>,
    @Res() response: Response,
  ): Promise<void> {
    const { mail } = await this.#read(id);
    const attachment = mail.attachments[index];
    if (attachment === undefined) throw notShown();
    const isPdf = attachment.mediaType === 'application/pdf';
    response.attachment(attachment.fileName);
    if (isPdf && open !== undefined) response.setHeader('Content-Disposition', 'inline');
    response.type(isPdf ? 'application/pdf' : 'application/octet-stream').send(attachment.bytes);
  }

  /** The message as it was sent, to read in the browser. */
  @Public()
  @Get(':id/source')
  async source(@Param('id', { schema: idSchema }) id: string, @Res() response: Response): Promise<void> {
    const { raw } = await this.#read(id);
    response.type('text/plain; charset=utf-8').setHeader('Content-Disposition', 'inline').send(raw);
  }

  @Public()
  @Get(':id/raw')
  async raw(@Param('id', { schema: idSchema }) id: string, @Res() response: Response): Promise<void> {
    const { raw } = await this.#read(id);
    response.type('message/rfc822').setHeader('Content-Disposition', 'attachment; filename="message.eml"').send(raw);
  }

  async #read(id: string): Promise<{ raw: Buffer; mail: CapturedMail }> {
    this.#assertShown();
    const raw = await this.letters.capturedRaw(id);
    if (raw === null) throw notShown();
    return { raw, mail: await readCapturedMail(raw) };
  }

  #assertShown(): void {
    if (!this.options.showsCapturedMail) throw notShown();
  }
}

function listHref(search: string, after: { readonly capturedAt: Date; readonly id: string } | null): string {
  const query = new URLSearchParams({
    ...(search === '' ? {} : { q: search }),
    ...(after === null ? {} : { at: after.capturedAt.toISOString(), id: after.id }),
  }).toString();
  return query === '' ? '/captured-mail' : `/captured-mail?${query}`;
}

function notShown(): ServiceError<'NOT_FOUND'> {
  return new ServiceError('NOT_FOUND', 'There is nothing here.', { category: 'not-found' });
}
