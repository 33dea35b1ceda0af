import { Controller, Get, Header, Inject, Param, Query, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { Response } from 'express';
import PostalMime, { type Email } from 'postal-mime';
import { z } from 'zod';
import { Public } from '../identity/index.js';
import { LetterReadModel } from '../letters/index.js';
import { formatInstant } from '../platform/calendar/index.js';
import { ServiceError } from '../platform/errors/index.js';
import { PageRenderer } from '../platform/pages/index.js';
import { CONSOLE_OPTIONS, type ConsoleOptions } from './console-options.js';

const PAGE = 100;
const idSchema = z.uuid();
const olderSchema = z.object({ at: z.iso.datetime().optional(), id: z.uuid().optional() });
const indexSchema = z.coerce.number().int().min(0).max(999);

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
  async list(@Query({ schema: olderSchema }) older: z.output<typeof olderSchema>): Promise<string> {
    this.#assertShown();
    const after = older.at === undefined || older.id === undefined ? null : { capturedAt: older.at, id: older.id };
    const messages = await this.letters.captured(after, PAGE);
    const last = messages.at(-1);
    return this.#pages.render('captured-mail', {
      title: 'Fanget e-post',
      language: 'nb',
      messages: await Promise.all(
        messages.map(async (message) => ({
          id: message.id,
          at: formatInstant(message.capturedAt, 'nb'),
          recipient: message.recipient,
          subject: await decodedSubject(message.subject),
          kilobytes: Math.ceil(message.byteLength / 1000),
        })),
      ),
      olderHref:
        last === undefined || messages.length < PAGE
          ? null
          : `/captured-mail?${new URLSearchParams({ at: last.capturedAt.toISOString(), id: last.id }).toString()}`,
    });
  }

  @Public()
  @Get(':id')
  @Header('Content-Type', 'text/html; charset=utf-8')
  async show(@Param('id', { schema: idSchema }) id: string): Promise<string> {
    const { email } = await this.#read(id);
    return this.#pages.render('captured-message', {
      title: email.subject ?? '',
      language: 'nb',
      subject: email.subject ?? '',
      headers: email.headers.map(({ key, value }) => [key, value]),
      text: email.text ?? '',
      attachments: email.attachments.map((attachment, index) => ({
        name: attachment.filename ?? `vedlegg-${index + 1}`,
        href: `/captured-mail/${id}/attachments/${index}`,
        kilobytes: Math.ceil(sizeOf(attachment.content) / 1000),
      })),
      rawHref: `/captured-mail/${id}/raw`,
    });
  }

  @Public()
  @Get(':id/attachments/:index')
  async attachment(
    @Param('id', { schema: idSchema }) id: string,
    @Param('index', { schema: indexSchema }) index: number,
    @Res() response: Response,
  ): Promise<void> {
    const { email } = await this.#read(id);
    const attachment = email.attachments[index];
    if (attachment === undefined) throw notShown();
    const isPdf = attachment.mimeType === 'application/pdf';
    response.type(isPdf ? 'application/pdf' : 'application/octet-stream');
    response.setHeader('Content-Disposition', isPdf ? 'inline' : 'attachment');
    response.send(Buffer.from(attachment.content as ArrayBuffer));
  }

  @Public()
  @Get(':id/raw')
  async raw(@Param('id', { schema: idSchema }) id: string, @Res() response: Response): Promise<void> {
    const { raw } = await this.#read(id);
    response.type('message/rfc822').setHeader('Content-Disposition', 'attachment; filename="message.eml"').send(raw);
  }

  async #read(id: string): Promise<{ raw: Buffer; email: Email }> {
    this.#assertShown();
    const raw = await this.letters.capturedRaw(id);
    if (raw === null) throw notShown();
    return { raw, email: await PostalMime.parse(raw, { attachmentEncoding: 'arraybuffer' }) };
  }

  #assertShown(): void {
    if (!this.options.showsCapturedMail) throw notShown();
  }
}

function notShown(): ServiceError<'NOT_FOUND'> {
  return new ServiceError('NOT_FOUND', 'There is nothing here.', { category: 'not-found' });
}

function sizeOf(content: string | ArrayBuffer | Uint8Array): number {
  return typeof content === 'string' ? content.length : content.byteLength;
}

/** The sink keeps the header as it came; encoded words (RFC 2047) are for people to read here. */
async function decodedSubject(raw: string): Promise<string> {
  return (await PostalMime.parse(`Subject: ${raw}\r\n\r\n`)).subject ?? raw;
}
