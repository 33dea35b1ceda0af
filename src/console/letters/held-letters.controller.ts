import { Body, Controller, Get, Param, Post, Query, Req, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { Request, Response } from 'express';
import { z } from 'zod';
import { CampaignReadModel } from '../../campaigns/index.js';
import { actorName, actorOfPerson, CurrentSession, Roles, type SignedIn } from '../../identity/index.js';
import { HOLD_REASONS, type HeldLetters, LETTER_KINDS, SettleHeldLetters } from '../../letters/index.js';
import { ServiceError } from '../../platform/errors/index.js';
import { pageFormats } from '../../platform/pages/index.js';
import { ConsolePages } from '../frame/console-pages.js';
import { choice, listHref } from '../frame/list-query.js';
import { pageCampaign } from '../frame/page-campaign.js';
import { reasonFault, reasonField } from '../frame/reason-field.js';
import type { LettersTexts } from './texts/letters-texts.js';
import { lettersTexts } from './texts/letters-texts-of-language.js';

const SHOWN = 100;
const DOMAIN = /^[a-z0-9.-]*$/;
const count = z.coerce.number().int().min(1).max(1_000_000).optional().catch(undefined);

const filter = {
  heldBecause: choice(HOLD_REASONS),
  kind: choice(LETTER_KINDS),
  domain: z.string().trim().max(255).default(''),
};
const listSchema = z.object({ ...filter, released: count, cancelled: count });
const settleSchema = z.object({
  ...filter,
  letters: z.coerce.number().int().min(1).max(1_000_000),
  decision: z.enum(['release', 'cancel']).optional().catch(undefined),
  reason: reasonField,
});

type Filter = Pick<z.output<typeof listSchema>, 'heldBecause' | 'kind' | 'domain'>;
type Typed = Partial<Pick<z.output<typeof settleSchema>, 'decision' | 'reason'>>;

interface Notice {
  readonly typed?: Typed;
  readonly errors?: Readonly<Record<string, string>>;
  readonly done?: string | null;
  readonly status?: number;
}

/** Held letters, settled in large numbers: all that the page counted, or none. */
@ApiExcludeController()
@Controller('campaigns/:slug/letters/held')
@Roles('case-handler')
export class HeldLettersPageController {
  constructor(
    private readonly pages: ConsolePages,
    private readonly campaigns: CampaignReadModel,
    private readonly heldLetters: SettleHeldLetters,
  ) {}

  @Get()
  async preview(
    @Param('slug') slug: string,
    @Query({ schema: listSchema }) query: z.output<typeof listSchema>,
    @CurrentSession() signedIn: SignedIn,
    @Req() request: Request,
    @Res() response: Response,
  ): Promise<void> {
    const text = lettersTexts[signedIn.person.language];
    await this.#show(request, response, signedIn, slug, query, { done: doneWords(query, text) });
  }

  @Post('decision')
  async settle(
    @Param('slug') slug: string,
    @Body({ schema: settleSchema }) body: z.output<typeof settleSchema>,
    @CurrentSession() signedIn: SignedIn,
    @Req() request: Request,
    @Res() response: Response,
  ): Promise<void> {
    const text = lettersTexts[signedIn.person.language];
    const { decision, reason, letters } = body;
    const errors = {
      ...(decision === undefined ? { decision: text.held.decisionMissing } : {}),
      ...(reasonFault(reason) ? { reason: text.reasonMissing } : {}),
    };
    const typed = { decision, reason };
    if (decision === undefined || Object.keys(errors).length > 0) {
      return this.#show(request, response, signedIn, slug, body, { typed, errors });
    }
    try {
      const actor = actorName(actorOfPerson(signedIn.person));
      await this.heldLetters[decision](chosen(slug, body), letters, reason.trim(), actor);
      const done = decision === 'release' ? 'released' : 'cancelled';
      response.redirect(303, listHref(`/campaigns/${slug}/letters/held`, { [done]: String(letters) }));
    } catch (error) {
      if (!(error instanceof ServiceError) || error.code !== 'HELD_LETTERS_CHANGED') throw error;
      await this.#show(request, response, signedIn, slug, body, {
        typed,
        errors: { form: text.held.changed },
        status: 409,
      });
    }
  }

  async #show(
    request: Request,
    response: Response,
    signedIn: SignedIn,
    slug: string,
    wanted: Filter,
    notice: Notice,
  ): Promise<void> {
    const { language } = signedIn.person;
    const text = lettersTexts[language];
    const { integer } = pageFormats(language);
    const campaign = await this.campaigns.bySlug(slug);
    const domainInvalid = !DOMAIN.test(wanted.domain);
    const held = chosen(slug, domainInvalid ? { ...wanted, domain: '' } : wanted);
    const [counts, recipients] = domainInvalid
      ? [[], []]
      : await Promise.all([this.heldLetters.preview(held), this.heldLetters.recipients(held, SHOWN)]);
    const letters = counts.reduce((sum, row) => sum + row.letters, 0);
    const all = { value: '', label: text.filter.all };
    const errors = { ...notice.errors, ...(domainInvalid ? { domain: text.domainInvalid } : {}) };
    this.pages.show(request, response, {
      view: 'letters/held',
      title: text.held.title,
      signedIn,
      section: 'letters',
      campaign: pageCampaign(campaign, language),
      done: notice.done ?? null,
      errors,
      ...(notice.status === undefined ? {} : { status: notice.status }),
      values: {
        text,
        path: `/campaigns/${slug}/letters/held`,
        backHref: `/campaigns/${slug}/letters`,
        wanted,
        becauses: [all, ...HOLD_REASONS.map((value) => ({ value, label: text.held.reasons[value] }))],
        kinds: [all, ...LETTER_KINDS.map((value) => ({ value, label: text.kinds[value] }))],
        letters,
        lettersWritten: integer(letters),
        counts: counts.map((row) => ({
          because: text.held.reasons[row.heldBecause],
          kind: text.kinds[row.kind],
          letters: integer(row.letters),
          addresses: integer(row.addresses),
        })),
        recipients: recipients.map((row) => ({
          href: `/letters/${row.id}`,
          kind: text.kinds[row.kind],
          name: row.recipientName,
          email: row.recipientEmail,
          explanation: row.explanation,
        })),
        typed: { reason: '', ...notice.typed },
      },
    });
  }
}

function chosen(campaignSlug: string, { heldBecause, kind, domain }: Filter): HeldLetters {
  return {
    campaignSlug,
    heldBecause: heldBecause ?? null,
    kind: kind ?? null,
    domain: domain === '' ? null : domain,
  };
}

function doneWords(
  { released, cancelled }: Pick<z.output<typeof listSchema>, 'released' | 'cancelled'>,
  text: LettersTexts,
): string | null {
  if (released !== undefined) return text.held.released(released);
  return cancelled === undefined ? null : text.held.cancelled(cancelled);
}
