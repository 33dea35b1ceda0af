import { Body, Controller, Delete, Get, HttpCode, Param, Post, Query, Res } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import type { Response } from 'express';
import { Clock } from '../platform/clock/index.js';
import { Answers, Idempotent, pageOf, Problems, type Page } from '../platform/http/index.js';
import type { Actor } from './actor.js';
import type { ApiKey } from './api-key.entity.js';
import { keyState } from './api-key.policy.js';
import { CreateApiKey } from './create-api-key.js';
import {
  apiKeyId,
  apiKeyPage,
  apiKeyQuery,
  createApiKeyRequest,
  createdApiKeyAnswer,
  type ApiKeyAnswer,
  type ApiKeyQuery,
  type CreateApiKeyRequest,
  type CreatedApiKeyAnswer,
} from './identity.schemas.js';
import { ListApiKeys } from './list-api-keys.js';
import { CurrentActor } from './request-actor.js';
import { RevokeApiKey } from './revoke-api-key.js';
import { Roles } from './roles.js';

@Controller('api/v1/keys')
@ApiTags('keys')
@Roles('admin')
export class ApiKeysController {
  constructor(
    private readonly createApiKey: CreateApiKey,
    private readonly revokeApiKey: RevokeApiKey,
    private readonly listApiKeys: ListApiKeys,
    private readonly clock: Clock,
  ) {}

  @Post()
  @Idempotent({ withhold: ['key'] })
  @ApiOperation({ summary: 'Make an API key' })
  @Answers(201, 'The key, told this once.', createdApiKeyAnswer)
  @Problems(400, 409, 415, 422)
  async create(
    @Body({ schema: createApiKeyRequest }) body: CreateApiKeyRequest,
    @CurrentActor() actor: Actor,
    @Res({ passthrough: true }) response: Response,
  ): Promise<CreatedApiKeyAnswer> {
    const { apiKey, key } = await this.createApiKey.execute(body, actor);
    response.location(`/api/v1/keys/${apiKey.id}`);
    return { ...answerOf(apiKey, this.clock.now()), key };
  }

  @Get()
  @ApiOperation({ summary: 'List API keys by name, revoked and expired ones too' })
  @Answers(200, 'One page.', apiKeyPage)
  @Problems(400)
  async list(@Query({ schema: apiKeyQuery }) query: ApiKeyQuery): Promise<Page<ApiKeyAnswer>> {
    const keys = await this.listApiKeys.execute(query.cursor?.name, query.limit + 1);
    const now = this.clock.now();
    return pageOf(
      keys,
      query.limit,
      ({ name }) => ({ name }),
      (key) => answerOf(key, now),
    );
  }

  @Delete(':id')
  @HttpCode(204)
  @ApiOperation({ summary: 'Revoke an API key at once; again is no error' })
  @Answers(204, 'It opens nothing any more.')
  @Problems(400, 404)
  async revoke(@Param('id', { schema: apiKeyId }) id: string, @CurrentActor() actor: Actor): Promise<void> {
    await this.revokeApiKey.execute(id, actor);
  }
}

function answerOf(key: ApiKey, now: Date): ApiKeyAnswer {
  return {
    id: key.id,
    name: key.name,
    prefix: key.prefix,
    roles: key.roles,
    state: keyState(key, now),
    createdAt: key.createdAt.toISOString(),
    createdBy: key.createdBy,
    owner: key.owner,
    expiresAt: key.expiresAt?.toISOString() ?? null,
    revokedAt: key.revokedAt?.toISOString() ?? null,
    lastUsedAt: key.lastUsedAt?.toISOString() ?? null,
  };
}
