import { Body, Controller, Get, Inject, Param, Post, Query, Req, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { Request, Response } from 'express';
import { z } from 'zod';
import { CampaignReadModel } from '../../campaigns/index.js';
import { actorName, actorOfPerson, CurrentSession, permits, Roles, type SignedIn } from '../../identity/index.js';
import { LetterHistory, LetterReadModel, type LetterView, ReadLetter, SendAgain } from '../../letters/index.js';
import { ServiceError } from '../../platform/errors/index.js';
import { pageFormats, type PageLanguage } from '../../platform/pages/index.js';
import { capturedMailBase } from '../captured-mail/captured-mail-base.js';
import { CONSOLE_OPTIONS, type ConsoleOptions } from '../console-options.js';
import { ConsolePages } from '../frame/console-pages.js';
import { pageCampaign } from '../frame/page-campaign.js';
import { reasonFault, reasonField } from '../frame/reason-field.js';
import { sendPageFile } from '../frame/send-page-file.js';
import { lettersTexts } from './texts/letters-texts-of-language.js';

const idSchema = z.uuid();
const indexSchema = z.coerce.number().int().min(0).max(99);
const doneSchema = z.object({ again: z.coerce.number().int().min(1).max(1_000_000).optional().catch(undefined) });
const againSchema = z.object({ reason: reasonField });

/** One letter: its words, what went with it, and how its delivery went. */
@ApiExcludeController()
@Controller('letters/:id')
@Roles('reader')
export class LetterPageController {
  constructor(
    private readonly pages: ConsolePages,
    private readonly campaigns: CampaignReadModel,
    private readonly letters: LetterReadModel,
    private readonly readLetter: ReadLetter,
    private readonly sendAgain: SendAgain,
    private readonly history: LetterHistory,
    @Inject(CONSOLE_OPTIONS) private readonly options: Pick<ConsoleOptions, 'showsCapturedMail'>,
  ) {}

  @Get()
  async show(
    @Param('id', { schema: idSchema }) id: string,
    @Query({ schema: doneSchema }) { again }: z.output<typeof doneSchema>,
    @CurrentSession() signedIn: SignedIn,
    @Req() request: Request,
    @Res() response: Response,
  ): Promise<void> {
    const text = lettersTexts[signedIn.person.language];
    await this.#show(request, response, signedIn, id, {
      done: again === undefined ? null : text.again.done(again),
    });
  }

  @Get('enclosures/:index')
  async enclosure(
    @Param('id', { schema: idSchema }) id: string,
    @Param('index', { schema: indexSchema }) index: number,
    @Res() response: Response,
  ): Promise<void> {
    sendPageFile(response, await this.readLetter.enclosure(id, index));
  }

  @Post('send-again')
  @Roles('case-handler')
  async again(
    @Param('id', { schema: idSchema }) id: string,
    @Body({ schema: againSchema }) { reason }: z.output<typeof againSchema>,
    @CurrentSession() signedIn: SignedIn,
    @Req() request: Request,
    @Res() response: Response,
  ): Promise<void> {
    const text = lettersTexts[signedIn.person.language];
    if (reasonFault(reason)) {
      return this.#show(request, response, signedIn, id, { reason, errors: { reason: text.reasonMissing } });
    }
    try {
      const { letters } = await this.sendAgain.execute(id, reason.trim(), actorName(actorOfPerson(signedIn.person)));
      response.redirect(303, `/letters/${id}?again=${letters}`);
    } catch (error) {
      if (!(error instanceof ServiceError) || error.code !== 'LETTER_NOT_SENDABLE') throw error;
      const errors = { form: text.again.notSendable };
      await this.#show(request, response, signedIn, id, { reason, errors, status: 409 });
    }
  }

  async #show(
    request: Request,
    response: Response,
    signedIn: SignedIn,
    id: string,
    notice: {
      readonly done?: string | null;
      readonly reason?: string;
      readonly errors?: Readonly<Record<string, string>>;
      readonly status?: number;
    },
  ): Promise<void> {
    const { language, roles } = signedIn.person;
    const text = lettersTexts[language];
    const letter = await this.letters.byId(id);
    const mayHandle = permits(roles, ['case-handler']);
    const capturedBase = capturedMailBase(this.options, roles);
    const [campaign, words, enclosures, again, captured, history] = await Promise.all([
      this.campaigns.bySlug(letter.campaignSlug),
      this.readLetter.words(id),
      this.readLetter.enclosures(id),
      this.sendAgain.preview(id),
      capturedBase === null ? null : this.letters.capturedOf(letter.recipientEmail, letter.messageId),
      this.history.of(letter),
    ]);
    const { instant } = pageFormats(language);
    this.pages.show(request, response, {
      view: 'letters/letter',
      title: `${text.kinds[letter.kind]}: ${letter.recipientName}`,
      signedIn,
      section: 'letters',
      campaign: pageCampaign(campaign, language),
      done: notice.done ?? null,
      errors: notice.errors ?? {},
      ...(notice.status === undefined ? {} : { status: notice.status }),
      values: {
        text,
        path: `/letters/${id}`,
        backHref: `/campaigns/${letter.campaignSlug}/letters`,
        reference: letter.reference,
        facts: factsOf(letter, language),
        stoppedBecause: again.stoppedBecause,
        words,
        figuresNow: letter.kind === 'OPERATORS_DIGEST' || letter.kind === 'COPY',
        enclosures: enclosures.map(({ fileName }, index) => ({ fileName, href: `/letters/${id}/enclosures/${index}` })),
        history: history.map((event) => ({ ...event, at: instant(event.at), name: text.letter.events[event.action] })),
        again: mayHandle && again.sendable ? again : null,
        reason: notice.reason ?? '',
        capturedHref: captured === null ? null : `${capturedBase}/${captured.id}`,
      },
    });
  }
}

function factsOf(letter: LetterView, language: PageLanguage): readonly (readonly [string, string])[] {
  const text = lettersTexts[language];
  const { integer, instant } = pageFormats(language);
  const rows: [string, string | null][] = [
    [text.letter.kind, text.kinds[letter.kind]],
    [text.letter.recipient, `${letter.recipientName} <${letter.recipientEmail}>`],
    [text.letter.language, text.languages[letter.language]],
    [text.letter.delivery, text.deliveries[letter.delivery]],
    [text.letter.why, letter.explanation],
    [text.letter.written, instant(letter.createdAt)],
    [text.letter.due, letter.sentAt === null ? instant(letter.dueAt) : null],
    [text.letter.sent, letter.sentAt === null ? null : instant(letter.sentAt)],
    [text.letter.attempts, integer(letter.attempts)],
    [text.letter.softBounces, letter.softBounces === 0 ? null : integer(letter.softBounces)],
    [text.letter.deadlineVersion, letter.deadlineVersion === null ? null : integer(letter.deadlineVersion)],
    [text.letter.messageId, letter.messageId],
  ];
  return rows.filter((row): row is [string, string] => row[1] !== null);
}
