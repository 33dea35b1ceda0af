import { Body, Controller, Get, HttpCode, Param, Post } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { DeclarationReadModel } from '../declarations/index.js';
import { actorName, CurrentActor, Roles, type Actor } from '../identity/index.js';
import { Answers, Idempotent, Problems } from '../platform/http/index.js';
import { PortalLinkExpiry, RenewPortalLink, RevokePortalLink } from '../portal-links/index.js';
import { iso, isoOrNull, reference as referenceField } from './fields.schemas.js';
import {
  portalLinkAnswer,
  revokePortalLinkRequest,
  type PortalLinkAnswer,
  type RevokePortalLinkRequest,
} from './portal-links.schemas.js';

/** The municipality's link, never the link itself: nobody but the municipality gets that. */
@Controller('api/v1/declarations/:reference/portal-link')
@ApiTags('declarations')
@Roles('case-handler')
export class PortalLinksController {
  constructor(
    private readonly declarations: DeclarationReadModel,
    private readonly expiry: PortalLinkExpiry,
    private readonly renewPortalLink: RenewPortalLink,
    private readonly revokePortalLink: RevokePortalLink,
  ) {}

  @Get()
  @Roles('reader')
  @ApiOperation({ summary: "Read until when a municipality's link works" })
  @Answers(200, 'The link in force.', portalLinkAnswer)
  @Problems(400, 404)
  async read(@Param('reference', { schema: referenceField }) reference: string): Promise<PortalLinkAnswer> {
    return await this.#answer(reference);
  }

  @Post('renew')
  @HttpCode(200)
  @Idempotent()
  @ApiOperation({ summary: 'End the link, and send a new one to the registered address' })
  @Answers(200, 'A letter with the new link is planned; the links before it have ended.', portalLinkAnswer)
  @Problems(400, 404, 409, 422)
  async renew(
    @Param('reference', { schema: referenceField }) reference: string,
    @CurrentActor() actor: Actor,
  ): Promise<PortalLinkAnswer> {
    await this.renewPortalLink.execute(reference, actorName(actor));
    return await this.#answer(reference);
  }

  @Post('revoke')
  @HttpCode(200)
  @Idempotent()
  @ApiOperation({ summary: 'End a link that is in wrong hands; the next letter brings another' })
  @Answers(200, 'It has ended, and whatever it had opened.', portalLinkAnswer)
  @Problems(400, 404, 409, 415, 422)
  async revoke(
    @Param('reference', { schema: referenceField }) reference: string,
    @Body({ schema: revokePortalLinkRequest }) { reason }: RevokePortalLinkRequest,
    @CurrentActor() actor: Actor,
  ): Promise<PortalLinkAnswer> {
    await this.revokePortalLink.execute(reference, reason, actorName(actor));
    return await this.#answer(reference);
  }

  async #answer(reference: string): Promise<PortalLinkAnswer> {
    const declaration = await this.declarations.byReference(reference);
    return {
      reference,
      renewedAt: isoOrNull(declaration.portalLinkRenewedAt),
      offeredAt: isoOrNull(declaration.portalLinkOfferedAt),
      expiresAt: iso(await this.expiry.of(declaration)),
    };
  }
}
