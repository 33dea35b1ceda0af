import { Body, Controller, Get, Param, Post, Query, Req, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { Request, Response } from 'express';
import { z } from 'zod';
import { AuditChainReadModel } from '../../audit/index.js';
import { CampaignReadModel } from '../../campaigns/index.js';
import { actorName, actorOfPerson, CurrentSession, permits, Roles, type SignedIn } from '../../identity/index.js';
import { MailboxReadModel, ReadMessageAgain, ReadMessageContent } from '../../mailbox/index.js';
import { ServiceError } from '../../platform/errors/index.js';
import { pageFormats } from '../../platform/pages/index.js';
import { actionWords, actorWords } from '../audit/event-words.js';
import { auditTexts } from '../audit/texts/audit-texts-of-language.js';
import { ConsolePages } from '../frame/console-pages.js';
import { pageCampaign } from '../frame/page-campaign.js';
import { reasonFault, reasonField } from '../frame/reason-field.js';
import { sendPageFile } from '../frame/send-page-file.js';
import { checksOf, messageFacts } from './message-facts.js';
import { questionsTexts } from './texts/questions-texts-of-language.js';

const idSchema = z.uuid();
const indexSchema = z.coerce.number().int().min(0).max(9999);
const doneSchema = z.object({ done: z.literal('again').optional().catch(undefined) });
const againSchema = z.object({ reason: reasonField });

interface Notice {
  readonly done?: string | null;
  readonly reason?: string;
  readonly errors?: Readonly<Record<string, string>>;
  readonly status?: number;
}

/** One received message. Case handlers see its words and files; readers what became of it. */
@ApiExcludeController()
@Controller('messages/:id')
@Roles('reader')
export class MessagePageController {
  constructor(
    private readonly pages: ConsolePages,
    private readonly campaigns: CampaignReadModel,
    private readonly mailbox: MailboxReadModel,
    private readonly messageContent: ReadMessageContent,
    private readonly readMessageAgain: ReadMessageAgain,
    private readonly audit: AuditChainReadModel,
  ) {}

  @Get()
  async show(
    @Param('id', { schema: idSchema }) id: string,
    @Query({ schema: doneSchema }) { done }: z.output<typeof doneSchema>,
    @CurrentSession() signedIn: SignedIn,
    @Req() request: Request,
    @Res() response: Response,
  ): Promise<void> {
    const text = questionsTexts[signedIn.person.language];
    const notice = { done: done === undefined ? null : text.message.againDone };
    await this.#show(request, response, signedIn, id, notice);
  }

  @Get('raw')
  @Roles('case-handler')
  async raw(@Param('id', { schema: idSchema }) id: string, @Res() response: Response): Promise<void> {
    const bytes = await this.mailbox.raw(id);
    sendPageFile(response, { bytes, fileName: `${id}.eml`, mediaType: 'message/rfc822' });
  }

  @Get('parts/:index')
  @Roles('case-handler')
  async part(
    @Param('id', { schema: idSchema }) id: string,
    @Param('index', { schema: indexSchema }) index: number,
    @Res() response: Response,
  ): Promise<void> {
    sendPageFile(response, await this.messageContent.part(id, index));
  }

  @Post('read-again')
  @Roles('case-handler')
  async again(
    @Param('id', { schema: idSchema }) id: string,
    @Body({ schema: againSchema }) { reason }: z.output<typeof againSchema>,
    @CurrentSession() signedIn: SignedIn,
    @Req() request: Request,
    @Res() response: Response,
  ): Promise<void> {
    const text = questionsTexts[signedIn.person.language];
    if (reasonFault(reason)) {
      const errors = { reason: text.message.reasonMissing };
      return this.#show(request, response, signedIn, id, { reason, errors });
    }
    try {
      await this.readMessageAgain.execute(id, reason.trim(), actorName(actorOfPerson(signedIn.person)));
      response.redirect(303, `/messages/${id}?done=again`);
    } catch (error) {
      const faults: Readonly<Record<string, string>> = text.message.againFaults;
      const words = error instanceof ServiceError ? faults[error.code] : undefined;
      if (words === undefined) throw error;
      await this.#show(request, response, signedIn, id, { reason, errors: { form: words }, status: 409 });
    }
  }

  async #show(request: Request, response: Response, signedIn: SignedIn, id: string, notice: Notice): Promise<void> {
    const { language, roles } = signedIn.person;
    const text = questionsTexts[language];
    const message = await this.mailbox.message(id);
    const mayHandle = permits(roles, ['case-handler']);
    const [campaign, content, events] = await Promise.all([
      this.campaigns.bySlug(message.campaignSlug),
      mayHandle ? this.messageContent.execute(id) : null,
      this.audit.eventsOf(`message:${id}`, 100),
    ]);
    const { instant, integer } = pageFormats(language);
    this.pages.show(request, response, {
      view: 'questions/message',
      title: `${text.message.title}: ${message.subject ?? text.message.noSubject}`,
      signedIn,
      section: 'questions',
      campaign: pageCampaign(campaign, language),
      done: notice.done ?? null,
      errors: notice.errors ?? {},
      ...(notice.status === undefined ? {} : { status: notice.status }),
      values: {
        text,
        path: `/messages/${id}`,
        backHref: `/campaigns/${message.campaignSlug}/questions`,
        facts: messageFacts(message, language),
        reference: message.reference,
        findings: message.findings,
        checks: message.senderChecks === null ? null : checksOf(message.senderChecks, text),
        mayHandle,
        content,
        parts: (content?.parts ?? []).map((part) => ({
          path: part.path,
          href: `/messages/${id}/parts/${part.index}`,
          size: text.message.bytes(integer(part.byteLength)),
        })),
        events: events.map(({ at, action, actor }) => ({
          at: instant(at),
          action: actionWords(action, auditTexts[language]),
          actor: actorWords(actor, auditTexts[language]),
        })),
        reason: notice.reason ?? '',
      },
    });
  }
}
