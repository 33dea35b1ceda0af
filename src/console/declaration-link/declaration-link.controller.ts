import { Body, Controller, Param, Post, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { Response } from 'express';
import { z } from 'zod';
import { actorName, actorOfPerson, CurrentSession, Roles, type SignedIn } from '../../identity/index.js';
import { RenewPortalLink, RevokePortalLink } from '../../portal-links/index.js';

const referenceSchema = z
  .string()
  .max(60)
  .regex(/^[A-Z0-9]+(?:-[A-Z0-9]+)+$/);
const MOST_CHARACTERS = 1000;
const revokeSchema = z.object({ reason: z.string().trim().max(MOST_CHARACTERS).catch('') });

/**
 * What the page of a declaration does with its municipality's link. Both come back to that page, which says what was done
 * (`done=link-renewed`, `done=link-revoked`) or what is missing (`wrong=link-reason`).
 */
@ApiExcludeController()
@Controller('declarations/:reference/portal-link')
@Roles('case-handler')
export class DeclarationLinkController {
  constructor(
    private readonly renewPortalLink: RenewPortalLink,
    private readonly revokePortalLink: RevokePortalLink,
  ) {}

  @Post('renew')
  async renew(
    @Param('reference', { schema: referenceSchema }) reference: string,
    @CurrentSession() signedIn: SignedIn,
    @Res() response: Response,
  ): Promise<void> {
    await this.renewPortalLink.execute(reference, actorName(actorOfPerson(signedIn.person)));
    response.redirect(303, `/declarations/${reference}?done=link-renewed`);
  }

  @Post('revoke')
  async revoke(
    @Param('reference', { schema: referenceSchema }) reference: string,
    @Body({ schema: revokeSchema }) { reason }: z.output<typeof revokeSchema>,
    @CurrentSession() signedIn: SignedIn,
    @Res() response: Response,
  ): Promise<void> {
    if (reason === '') {
      response.redirect(303, `/declarations/${reference}?wrong=link-reason#link-reason`);
      return;
    }
    await this.revokePortalLink.execute(reference, reason, actorName(actorOfPerson(signedIn.person)));
    response.redirect(303, `/declarations/${reference}?done=link-revoked`);
  }
}
