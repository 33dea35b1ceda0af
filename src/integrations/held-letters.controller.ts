import { Body, Controller, Get, HttpCode, Param, Post, Query } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { actorName, CurrentActor, Roles, type Actor } from '../identity/index.js';
import { SettleHeldLetters, type HeldLetters } from '../letters/index.js';
import { Answers, Idempotent, Problems } from '../platform/http/index.js';
import { slug as slugField } from './fields.schemas.js';
import {
  heldLettersAnswer,
  settledLettersAnswer,
  type HeldLettersAnswer,
  type SettledLettersAnswer,
} from './letters.answers.js';
import {
  heldLettersQuery,
  settleHeldLettersRequest,
  type HeldLettersQuery,
  type SettleHeldLettersRequest,
} from './letters.requests.js';

@Controller('api/v1/campaigns/:slug/held-letters')
@ApiTags('letters')
@Roles('case-handler')
export class HeldLettersController {
  constructor(private readonly heldLetters: SettleHeldLetters) {}

  @Get()
  @ApiOperation({ summary: 'See which letters a release or a cancellation would take; nothing is changed' })
  @Answers(200, 'How many there are, by reason and kind.', heldLettersAnswer)
  @Problems(400, 404)
  async preview(
    @Param('slug', { schema: slugField }) slug: string,
    @Query({ schema: heldLettersQuery }) query: HeldLettersQuery,
  ): Promise<HeldLettersAnswer> {
    const items = await this.heldLetters.preview(chosen(slug, query));
    return { letters: items.reduce((sum, { letters }) => sum + letters, 0), items };
  }

  @Post('release')
  @HttpCode(200)
  @Idempotent()
  @ApiOperation({ summary: 'Let held letters go to the addresses that they have: all that were counted, or none' })
  @Answers(200, 'They are due, and their addresses are no longer stopped.', settledLettersAnswer)
  @Problems(400, 404, 409, 415, 422)
  async release(
    @Param('slug', { schema: slugField }) slug: string,
    @Body({ schema: settleHeldLettersRequest }) { letters, reason, ...filter }: SettleHeldLettersRequest,
    @CurrentActor() actor: Actor,
  ): Promise<SettledLettersAnswer> {
    await this.heldLetters.release(chosen(slug, filter), letters, reason, actorName(actor));
    return { letters };
  }

  @Post('cancel')
  @HttpCode(200)
  @Idempotent()
  @ApiOperation({ summary: 'Give held letters up: all that were counted, or none' })
  @Answers(200, 'They are cancelled.', settledLettersAnswer)
  @Problems(400, 404, 409, 415, 422)
  async cancel(
    @Param('slug', { schema: slugField }) slug: string,
    @Body({ schema: settleHeldLettersRequest }) { letters, reason, ...filter }: SettleHeldLettersRequest,
    @CurrentActor() actor: Actor,
  ): Promise<SettledLettersAnswer> {
    await this.heldLetters.cancel(chosen(slug, filter), letters, reason, actorName(actor));
    return { letters };
  }
}

function chosen(campaignSlug: string, { heldBecause, kind, domain }: HeldLettersQuery): HeldLetters {
  return { campaignSlug, heldBecause: heldBecause ?? null, kind: kind ?? null, domain: domain ?? null };
}
