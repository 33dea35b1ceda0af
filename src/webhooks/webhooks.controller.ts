import { Body, Controller, Delete, Get, HttpCode, Param, Patch, Post, Query, Res } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import type { Response } from 'express';
import { actorName, CurrentActor, Roles, type Actor } from '../identity/index.js';
import { Answers, Idempotent, IfMatch, pageOf, Problems, WithEtag, type Page } from '../platform/http/index.js';
import { ManageEndpoints } from './manage-endpoints.js';
import { ReplayDeliveries } from './replay-deliveries.js';
import { WebhookReadModel } from './webhook.read-model.js';
import { deliveryAnswerOf, deliveryLogAnswerOf, endpointAnswerOf } from './webhooks.answers.js';
import * as schemas from './webhooks.schemas.js';

@Controller('api/v1/webhook-endpoints')
@ApiTags('webhooks')
@Roles('admin')
export class WebhooksController {
  constructor(
    private readonly endpoints: ManageEndpoints,
    private readonly replays: ReplayDeliveries,
    private readonly webhooks: WebhookReadModel,
  ) {}

  @Post()
  @WithEtag()
  @Idempotent({ withhold: ['secret'] })
  @ApiOperation({ summary: 'Register an address that is told of events (Standard Webhooks)' })
  @Answers(201, 'Registered; its secret is told this once.', schemas.createdEndpointAnswer)
  @Problems(400, 404, 409, 415, 422)
  async create(
    @Body({ schema: schemas.createEndpointRequest }) { name, ...wish }: schemas.CreateEndpointRequest,
    @CurrentActor() actor: Actor,
    @Res({ passthrough: true }) response: Response,
  ): Promise<schemas.CreatedEndpointAnswer> {
    const { id, secret } = await this.endpoints.create(name, wish, actorName(actor));
    response.location(`/api/v1/webhook-endpoints/${id}`);
    return { ...endpointAnswerOf(await this.webhooks.endpoint(id)), secret };
  }

  @Get()
  @ApiOperation({ summary: 'List the addresses that are told of events, by name' })
  @Answers(200, 'One page.', schemas.endpointPage)
  @Problems(400)
  async list(
    @Query({ schema: schemas.endpointQuery }) query: schemas.EndpointQuery,
  ): Promise<Page<schemas.EndpointAnswer>> {
    const found = await this.webhooks.endpoints(query.cursor?.name, query.limit + 1);
    return pageOf(found, query.limit, ({ name }) => ({ name }), endpointAnswerOf);
  }

  @Get(':id')
  @WithEtag()
  @ApiOperation({ summary: 'Read one of them' })
  @Answers(200, 'Its ETag is what a change takes.', schemas.endpointAnswer)
  @Problems(400, 404)
  async read(@Param('id', { schema: schemas.rowId }) id: string): Promise<schemas.EndpointAnswer> {
    return endpointAnswerOf(await this.webhooks.endpoint(id));
  }

  @Patch(':id')
  @WithEtag()
  @ApiOperation({ summary: 'Change, enable or disable it' })
  @Answers(200, 'Changed.', schemas.endpointAnswer)
  @Problems(400, 404, 412, 415, 428)
  async change(
    @Param('id', { schema: schemas.rowId }) id: string,
    @IfMatch() expectedVersion: number,
    @Body({ schema: schemas.changeEndpointRequest }) body: schemas.ChangeEndpointRequest,
    @CurrentActor() actor: Actor,
  ): Promise<schemas.EndpointAnswer> {
    await this.endpoints.change(id, body, expectedVersion, actorName(actor));
    return endpointAnswerOf(await this.webhooks.endpoint(id));
  }

  @Delete(':id')
  @HttpCode(204)
  @ApiOperation({ summary: 'Remove it, with its log' })
  @Answers(204, 'It is told nothing any more.')
  @Problems(400, 404)
  async remove(@Param('id', { schema: schemas.rowId }) id: string, @CurrentActor() actor: Actor): Promise<void> {
    await this.endpoints.remove(id, actorName(actor));
  }

  @Post(':id/secret')
  @Idempotent({ withhold: ['secret'] })
  @ApiOperation({ summary: 'Make a new secret; for a day the one before it signs too' })
  @Answers(201, 'The secret, told this once.', schemas.rotatedSecretAnswer)
  @Problems(400, 404, 409, 422)
  async rotate(
    @Param('id', { schema: schemas.rowId }) id: string,
    @CurrentActor() actor: Actor,
  ): Promise<schemas.RotatedSecretAnswer> {
    const { secret, previousUntil } = await this.endpoints.rotateSecret(id, actorName(actor));
    return { secret, previousUntil: previousUntil.toISOString() };
  }

  @Post(':id/ping')
  @HttpCode(202)
  @Idempotent()
  @ApiOperation({ summary: 'Send it a message of the type endpoint.ping, to try it out' })
  @Answers(202, 'On its way: read the delivery to see what came of it.', schemas.pingedAnswer)
  @Problems(400, 404, 409, 422)
  async ping(
    @Param('id', { schema: schemas.rowId }) id: string,
    @CurrentActor() actor: Actor,
  ): Promise<schemas.PingedAnswer> {
    return { deliveryId: await this.replays.ping(id, actorName(actor)) };
  }

  @Post(':id/replay')
  @HttpCode(202)
  @Idempotent()
  @ApiOperation({ summary: 'Send again all that happened since an instant' })
  @Answers(202, 'On their way.', schemas.replayedAnswer)
  @Problems(400, 404, 409, 415, 422)
  async replay(
    @Param('id', { schema: schemas.rowId }) id: string,
    @Body({ schema: schemas.replayRequest }) { since, onlyUndelivered }: schemas.ReplayRequest,
    @CurrentActor() actor: Actor,
  ): Promise<schemas.ReplayedAnswer> {
    return { deliveries: await this.replays.since(id, since, onlyUndelivered, actorName(actor)) };
  }

  @Get(':id/deliveries')
  @ApiOperation({ summary: 'List what it was sent, oldest first' })
  @Answers(200, 'One page.', schemas.deliveryPage)
  @Problems(400, 404)
  async deliveries(
    @Param('id', { schema: schemas.rowId }) id: string,
    @Query({ schema: schemas.deliveryQuery }) { cursor, limit, state }: schemas.DeliveryQuery,
  ): Promise<Page<schemas.DeliveryAnswer>> {
    const found = await this.webhooks.deliveries({ endpointId: id, state, after: cursor, limit: limit + 1 });
    return pageOf(found, limit, (row) => ({ createdAt: row.createdAt.toISOString(), id: row.id }), deliveryAnswerOf);
  }

  @Get(':id/deliveries/:deliveryId')
  @ApiOperation({ summary: 'Read one of them, with every attempt' })
  @Answers(200, 'The delivery.', schemas.deliveryLogAnswer)
  @Problems(400, 404)
  async delivery(
    @Param('id', { schema: schemas.rowId }) id: string,
    @Param('deliveryId', { schema: schemas.rowId }) deliveryId: string,
  ): Promise<schemas.DeliveryLogAnswer> {
    return deliveryLogAnswerOf(await this.webhooks.delivery(id, deliveryId));
  }

  @Post(':id/deliveries/:deliveryId/replay')
  @HttpCode(202)
  @Idempotent()
  @ApiOperation({ summary: 'Send one of them again' })
  @Answers(202, 'On its way.', schemas.replayedAnswer)
  @Problems(400, 404, 409, 422)
  async replayOne(
    @Param('id', { schema: schemas.rowId }) id: string,
    @Param('deliveryId', { schema: schemas.rowId }) deliveryId: string,
    @CurrentActor() actor: Actor,
  ): Promise<schemas.ReplayedAnswer> {
    await this.replays.one(id, deliveryId, actorName(actor));
    return { deliveries: 1 };
  }
}
