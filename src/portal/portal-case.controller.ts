import { Controller, Get, Header, Inject, Param, Post, Query, Req, Res, UseGuards } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { Request, Response } from 'express';
import { z } from 'zod';
import { type DeclarationView, IssuedForms, RecordResolution, RESOLUTION_OUTCOMES } from '../declarations/index.js';
import { FormGuard, Public, SignInCookies } from '../identity/index.js';
import { ReadLetter } from '../letters/index.js';
import { isLocalDate } from '../platform/calendar/index.js';
import { ServiceError } from '../platform/errors/index.js';
import { readUpload } from '../platform/http/index.js';
import { CONCERNS, MOST_CHARACTERS, WriteToMinistry } from '../mailbox/index.js';
import { PageRenderer } from '../platform/pages/index.js';
import { MAX_RETURN_BYTES } from '../returns/index.js';
import { HandInAndLook } from './hand-in-and-look.js';
import { CLOSED_TEXT } from './new-link-texts.js';
import { PortalCasePage, type PortalNotice } from './portal-case-page.js';
import { NoteFormDownload } from './note-form-download.js';
import { OpenedDeclaration, PortalGuard } from './portal-guard.js';
import { portalActor, PortalSessions } from './portal-sessions.js';
import { portalTexts } from './portal-texts.js';

const idSchema = z.uuid();
const savedSchema = z.object({ saved: z.enum(['resolution', 'message']).optional() });
const HTML = 'text/html; charset=utf-8';

/** The municipality's page, for a browser that has opened its link. Public to the log-in; PortalGuard guards it. */
@ApiExcludeController()
@Controller('portal')
export class PortalCaseController {
  readonly #pages = new PageRenderer('portal');

  constructor(
    private readonly page: PortalCasePage,
    private readonly forms: IssuedForms,
    private readonly noteFormDownload: NoteFormDownload,
    private readonly handIn: HandInAndLook,
    private readonly recordResolution: RecordResolution,
    private readonly writeToMinistry: WriteToMinistry,
    private readonly readLetter: ReadLetter,
    private readonly sessions: PortalSessions,
    private readonly cookies: SignInCookies,
    private readonly formGuard: FormGuard,
    @Inject(MAX_RETURN_BYTES) private readonly maxReturnBytes: number,
  ) {}

  @Public()
  @UseGuards(PortalGuard)
  @Get()
  async show(
    @OpenedDeclaration() declaration: DeclarationView,
    @Query({ schema: savedSchema }) { saved }: z.output<typeof savedSchema>,
    @Req() request: Request,
    @Res() response: Response,
  ): Promise<void> {
    await this.#answer(declaration, request, response, 200, { saved });
  }

  /** For those whose link is not open in this browser. */
  @Public()
  @Get('closed')
  @Header('Content-Type', HTML)
  closed(): string {
    return this.#pages.render('closed', { title: CLOSED_TEXT.heading, language: 'nb', home: null, ...CLOSED_TEXT });
  }

  /** The form exactly as issued. */
  @Public()
  @UseGuards(PortalGuard)
  @Get('form')
  async form(
    @OpenedDeclaration() declaration: DeclarationView,
    @Req() request: Request,
    @Res() response: Response,
  ): Promise<void> {
    const form = await this.forms.read(declaration.id);
    if (form === null) throw notThere();
    // Who asks with HEAD has fetched nothing.
    if (request.method === 'GET') await this.noteFormDownload.execute(declaration);
    sendPdf(response, `${declaration.reference}.pdf`, form.bytes);
  }

  @Public()
  @UseGuards(PortalGuard)
  @Post('returns')
  async deliver(
    @OpenedDeclaration() declaration: DeclarationView,
    @Req() request: Request,
    @Res() response: Response,
  ): Promise<void> {
    const files = await readUpload(request, response, 'files', this.maxReturnBytes);
    if (typeof files === 'string') {
      const most = Math.floor(this.maxReturnBytes / (1024 * 1024));
      const fault = portalTexts[declaration.language].faults[files](most);
      // What is left of the request is not waited for.
      if (files === 'TOO_LARGE') response.setHeader('Connection', 'close');
      await this.#answer(declaration, request, response, 422, { faults: { files: fault } });
      return;
    }
    this.formGuard.assertOwnForm(request);
    await this.handIn.execute(declaration, files);
    response.redirect(303, '/portal#returns');
  }

  @Public()
  @UseGuards(PortalGuard)
  @Post('resolution')
  async resolve(
    @OpenedDeclaration() declaration: DeclarationView,
    @Req() request: Request,
    @Res() response: Response,
  ): Promise<void> {
    this.formGuard.assertOwnForm(request);
    const filledIn = fieldsOf(request);
    const faults = await this.#resolve(declaration, filledIn);
    if (faults === null) response.redirect(303, '/portal?saved=resolution#resolution');
    else await this.#answer(declaration, request, response, 422, { faults, filledIn });
  }

  @Public()
  @UseGuards(PortalGuard)
  @Post('messages')
  async write(
    @OpenedDeclaration() declaration: DeclarationView,
    @Req() request: Request,
    @Res() response: Response,
  ): Promise<void> {
    this.formGuard.assertOwnForm(request);
    const filledIn = fieldsOf(request);
    const text = portalTexts[declaration.language].write.faults;
    const concern = CONCERNS.find((one) => one === filledIn['concern']);
    const message = (filledIn['message'] ?? '').trim();
    const faults = {
      ...(concern === undefined ? { concern: text.concern } : {}),
      ...(message === '' ? { message: text.text } : {}),
      ...(message.length > MOST_CHARACTERS ? { message: text.tooLong } : {}),
    };
    if (concern === undefined || Object.keys(faults).length > 0) {
      await this.#answer(declaration, request, response, 422, { faults, filledIn });
      return;
    }
    await this.writeToMinistry.execute(declaration, concern, message);
    response.redirect(303, '/portal?saved=message#write');
  }

  @Public()
  @UseGuards(PortalGuard)
  @Get('letters/:id')
  @Header('Content-Type', HTML)
  @Header('Cache-Control', 'no-store')
  async letter(
    @OpenedDeclaration() declaration: DeclarationView,
    @Param('id', { schema: idSchema }) id: string,
  ): Promise<string> {
    return await this.page.renderLetter(declaration, id);
  }

  @Public()
  @UseGuards(PortalGuard)
  @Get('letters/:id/receipt')
  async receipt(
    @OpenedDeclaration() declaration: DeclarationView,
    @Param('id', { schema: idSchema }) id: string,
    @Res() response: Response,
  ): Promise<void> {
    const receipt = await this.readLetter.receipt(id, declaration.id);
    if (receipt === null) throw notThere();
    sendPdf(response, receipt.fileName, receipt.bytes);
  }

  @Public()
  @UseGuards(PortalGuard)
  @Post('close')
  async close(@Req() request: Request, @Res() response: Response): Promise<void> {
    this.formGuard.assertOwnForm(request);
    await this.sessions.close(this.cookies.read(request, 'portal') ?? '');
    this.cookies.clear(response, 'portal');
    response.redirect(303, '/portal/closed');
  }

  /** Null, or what is wrong with what was filled in. */
  async #resolve(
    declaration: DeclarationView,
    { outcome = '', decidedOn = '', caseNumber = '' }: Record<string, string>,
  ): Promise<PortalNotice['faults'] | null> {
    const text = portalTexts[declaration.language].resolution.faults;
    const known = RESOLUTION_OUTCOMES.find((one) => one === outcome);
    const number = caseNumber.trim();
    const faults = {
      ...(known === undefined ? { outcome: text.outcome } : {}),
      ...(isLocalDate(decidedOn) ? {} : { decidedOn: text.decidedOn }),
      ...(number.length <= 50 ? {} : { caseNumber: text.caseNumber }),
    };
    if (known === undefined || Object.keys(faults).length > 0) return faults;
    try {
      await this.recordResolution.execute({
        reference: declaration.reference,
        outcome: known,
        decidedOn,
        caseNumber: number === '' ? null : number,
        actor: portalActor(declaration),
      });
      return null;
    } catch (error) {
      if (error instanceof ServiceError && error.code === 'RESOLUTION_IN_FUTURE') return { decidedOn: text.future };
      throw error;
    }
  }

  async #answer(
    declaration: DeclarationView,
    request: Request,
    response: Response,
    status: number,
    notice: Omit<PortalNotice, 'csrfToken'>,
  ): Promise<void> {
    const csrfToken = this.formGuard.tokenFor(request, response);
    response.setHeader('Cache-Control', 'no-store');
    response
      .status(status)
      .type(HTML)
      .send(await this.page.render(declaration, { ...notice, csrfToken }));
  }
}

/** The fields of a form, each once. */
function fieldsOf(request: Request): Record<string, string> {
  return z.record(z.string(), z.string().catch('')).catch({}).parse(request.body);
}

function sendPdf(response: Response, fileName: string, bytes: Uint8Array): void {
  response.attachment(fileName);
  response.setHeader('Cache-Control', 'no-store');
  response.type('application/pdf').send(Buffer.from(bytes));
}

function notThere(): ServiceError<'NOT_FOUND'> {
  return new ServiceError('NOT_FOUND', 'There is no such document.', { category: 'not-found' });
}
