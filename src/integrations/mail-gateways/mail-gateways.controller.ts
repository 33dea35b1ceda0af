import { Body, Controller, Delete, Get, HttpCode, Param, Post, Query, Res } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import type { Response } from 'express';
import { CurrentActor, Roles, type Actor } from '../../identity/index.js';
import { Answers, Idempotent, pageOf, Problems, type Page } from '../../platform/http/index.js';
import { iso, isoOrNull, rowId } from '../fields.schemas.js';
import type { MailGateway } from './mail-gateway.entity.js';
import {
  mailGatewayPage,
  mailGatewayQuery,
  mailGatewayRequest,
  registeredGatewayAnswer,
  type MailGatewayAnswer,
  type MailGatewayQuery,
  type MailGatewayRequest,
  type RegisteredGatewayAnswer,
} from './mail-gateways.schemas.js';
import { ManageMailGateways } from './manage-mail-gateways.js';

@Controller('api/v1/mail-gateways')
@ApiTags('mailbox')
@Roles('admin')
export class MailGatewaysController {
  constructor(private readonly gateways: ManageMailGateways) {}

  @Post()
  @Idempotent({ withhold: ['secret'] })
  @ApiOperation({ summary: 'Register a mail server that signs what it hands in' })
  @Answers(201, 'Its secret, told this once.', registeredGatewayAnswer)
  @Problems(400, 409, 415, 422)
  async register(
    @Body({ schema: mailGatewayRequest }) { name }: MailGatewayRequest,
    @CurrentActor() actor: Actor,
    @Res({ passthrough: true }) response: Response,
  ): Promise<RegisteredGatewayAnswer> {
    const gateway = await this.gateways.register(name, actor);
    response.location(`/api/v1/mail-gateways/${gateway.id}`);
    return { ...answerOf(gateway), secret: `whsec_${this.gateways.secretOf(gateway).toString('base64')}` };
  }

  @Get()
  @ApiOperation({ summary: 'List mail gateways by name, ended ones too' })
  @Answers(200, 'One page.', mailGatewayPage)
  @Problems(400)
  async list(@Query({ schema: mailGatewayQuery }) query: MailGatewayQuery): Promise<Page<MailGatewayAnswer>> {
    const gateways = await this.gateways.list(query.cursor?.name, query.limit + 1);
    return pageOf(gateways, query.limit, ({ name }) => ({ name }), answerOf);
  }

  @Delete(':id')
  @HttpCode(204)
  @ApiOperation({ summary: "End a gateway's right at once; again is no error" })
  @Answers(204, 'Its signatures count for nothing any more.')
  @Problems(400, 404)
  async revoke(@Param('id', { schema: rowId }) id: string, @CurrentActor() actor: Actor): Promise<void> {
    await this.gateways.revoke(id, actor);
  }
}

function answerOf({ id, name, createdAt, createdBy, revokedAt }: MailGateway): MailGatewayAnswer {
  return { id, name, createdAt: iso(createdAt), createdBy, revokedAt: isoOrNull(revokedAt) };
}
