import { Controller, Get, Param, Post, Query, Req, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { Request, Response } from 'express';
import { z } from 'zod';
import { CampaignReadModel } from '../../campaigns/index.js';
import { type ExpectedVersions, GrantExtension } from '../../extensions/index.js';
import { actorName, actorOfPerson, CurrentSession, Roles, type SignedIn } from '../../identity/index.js';
import { ServiceError } from '../../platform/errors/index.js';
import { isLine } from '../declaration/case-action.js';
import { isDeadlineDay } from '../declaration/extend-action.js';
import { newOnce, SubmitOnce } from '../frame/submit-once.js';
import { ExtensionsPage } from './extensions-page.js';

const slugSchema = z.string().regex(/^[a-z][a-z0-9-]{0,99}$/);
const field = (most: number) => z.string().max(most).catch('');
const formSchema = z.object({ list: field(100_000), dueOn: field(20), reason: field(10_000) });
const decidedSchema = z.object({
  once: z.uuid().catch(() => newOnce()),
  seen: z
    .string()
    .regex(/^\d{1,18}$/)
    .catch('0'),
  decided: z
    .union([z.string(), z.array(z.string()).max(500)])
    .transform((value) => [value].flat())
    .catch([]),
});

/** Extensions of a campaign: those that were granted, and one for many at once. */
@ApiExcludeController()
@Controller('campaigns/:slug/extensions')
@Roles('reader')
export class ExtensionsPagesController {
  constructor(
    private readonly campaigns: CampaignReadModel,
    private readonly page: ExtensionsPage,
    private readonly grantExtension: GrantExtension,
    private readonly submitOnce: SubmitOnce,
  ) {}

  @Get()
  async show(
    @Param('slug', { schema: slugSchema }) slug: string,
    @Query({ schema: z.record(z.string(), z.unknown()) }) query: Record<string, unknown>,
    @CurrentSession() signedIn: SignedIn,
    @Req() request: Request,
    @Res() response: Response,
  ): Promise<void> {
    const campaign = await this.campaigns.bySlug(slug);
    await this.page.show({ campaign, signedIn, request, response }, query);
  }

  @Post('preview')
  @Roles('case-handler')
  async preview(
    @Param('slug', { schema: slugSchema }) slug: string,
    @CurrentSession() signedIn: SignedIn,
    @Req() request: Request,
    @Res() response: Response,
  ): Promise<void> {
    const campaign = await this.campaigns.bySlug(slug);
    const form = formSchema.parse(request.body ?? {});
    await this.page.showPreview({ campaign, signedIn, request, response }, form, null);
  }

  @Post()
  @Roles('case-handler')
  async grant(
    @Param('slug', { schema: slugSchema }) slug: string,
    @CurrentSession() signedIn: SignedIn,
    @Req() request: Request,
    @Res() response: Response,
  ): Promise<void> {
    const campaign = await this.campaigns.bySlug(slug);
    const form = formSchema.parse(request.body ?? {});
    const { once, seen, decided } = decidedSchema.parse(request.body ?? {});
    const versions = versionsOf(decided);
    const references = Object.keys(versions);
    const { dueOn, reason } = form;
    if (references.length > 0 && isDeadlineDay(dueOn) && isLine(reason, 1000)) {
      try {
        const location = await this.submitOnce.execute(request, once, async () => {
          const actor = actorName(actorOfPerson(signedIn.person));
          const input = { references, versions, dueOn, reason: reason.trim(), actor };
          const granted = await this.grantExtension.execute(input);
          return `/campaigns/${slug}/extensions?granted=${granted.length}`;
        });
        response.redirect(303, location);
        return;
      } catch (error) {
        if (!(error instanceof ServiceError) || !/^(conflict|precondition-failed)$/.test(error.category)) throw error;
      }
    }
    await this.page.showPreview({ campaign, signedIn, request, response }, form, { seen, references });
  }
}

/** What the preview showed: reference and version of each. */
function versionsOf(decided: readonly string[]): ExpectedVersions {
  const pairs = decided.flatMap((one) => {
    const [, reference, version] = /^([A-Z0-9-]{1,60}):(\d{1,9})$/.exec(one) ?? [];
    return reference === undefined ? [] : [[reference, Number(version)] as const];
  });
  return Object.fromEntries(pairs);
}
