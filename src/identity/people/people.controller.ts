import { Body, Controller, Get, HttpCode, Param, Post, Put, Query, Res } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import type { Response } from 'express';
import { Answers, Idempotent, pageOf, Problems, type Page } from '../../platform/http/index.js';
import type { Actor } from '../actor.js';
import { CurrentActor } from '../request-actor.js';
import { Roles } from '../roles.js';
import { EndSessions } from '../sessions/end-sessions.js';
import { EnrolSecondFactor } from './enrol-second-factor.js';
import { ManagePeople } from './manage-people.js';
import {
  changeRolesRequest,
  invitedPersonAnswer,
  invitePersonRequest,
  personAnswer,
  personId,
  personLinkAnswer,
  personPage,
  personQuery,
  type ChangeRolesRequest,
  type InvitedPersonAnswer,
  type InvitePersonRequest,
  type PersonAnswer,
  type PersonLinkAnswer,
  type PersonQuery,
} from './people.schemas.js';
import type { Person } from './person.entity.js';
import { personState } from './person.policy.js';

/** What administrators do about people, as on their pages. */
@Controller('api/v1/people')
@ApiTags('people')
@Roles('admin')
export class PeopleController {
  constructor(
    private readonly people: ManagePeople,
    private readonly sessions: EndSessions,
    private readonly secondFactors: EnrolSecondFactor,
  ) {}

  @Get()
  @ApiOperation({ summary: 'List the people who log in, by address; those who may not any more too' })
  @Answers(200, 'One page.', personPage)
  @Problems(400)
  async list(@Query({ schema: personQuery }) query: PersonQuery): Promise<Page<PersonAnswer>> {
    const people = await this.people.page(query.cursor?.email, query.limit + 1);
    return pageOf(people, query.limit, ({ email }) => ({ email }), answerOf);
  }

  @Post()
  @Idempotent({ withhold: ['url'] })
  @ApiOperation({ summary: 'Invite somebody: the link is for you to pass on' })
  @Answers(201, 'The person, and the link, told this once.', invitedPersonAnswer)
  @Problems(400, 409, 415, 422)
  async invite(
    @Body({ schema: invitePersonRequest }) body: InvitePersonRequest,
    @CurrentActor() actor: Actor,
    @Res({ passthrough: true }) response: Response,
  ): Promise<InvitedPersonAnswer> {
    const { person, link } = await this.people.invite(body, actor);
    response.location(`/api/v1/people/${person.id}`);
    return { ...answerOf(person), url: link.url, linkExpiresAt: link.expiresAt.toISOString() };
  }

  @Get(':id')
  @ApiOperation({ summary: 'Read about one of them' })
  @Answers(200, 'The person.', personAnswer)
  @Problems(400, 404)
  async read(@Param('id', { schema: personId }) id: string): Promise<PersonAnswer> {
    return answerOf(await this.people.read(id));
  }

  @Put(':id/roles')
  @ApiOperation({ summary: "Set somebody's roles; their sessions end" })
  @Answers(200, 'The person.', personAnswer)
  @Problems(400, 404, 409, 415)
  async roles(
    @Param('id', { schema: personId }) id: string,
    @Body({ schema: changeRolesRequest }) { roles }: ChangeRolesRequest,
    @CurrentActor() actor: Actor,
  ): Promise<PersonAnswer> {
    await this.people.changeRoles(id, roles, actor);
    return await this.read(id);
  }

  @Post(':id/link')
  @Idempotent({ withhold: ['url'] })
  @ApiOperation({ summary: 'Make a new link to choose a password by; earlier ones end' })
  @Answers(201, 'The link, told this once.', personLinkAnswer)
  @Problems(400, 404, 409, 422)
  async link(@Param('id', { schema: personId }) id: string, @CurrentActor() actor: Actor): Promise<PersonLinkAnswer> {
    const { url, expiresAt } = await this.people.newLink(id, actor);
    return { url, expiresAt: expiresAt.toISOString() };
  }

  @Post(':id/take-away-codes')
  @HttpCode(200)
  @ApiOperation({ summary: "Take away somebody's one-time codes: they set up new ones at their next log-in" })
  @Answers(200, 'The person.', personAnswer)
  @Problems(400, 404)
  async takeAwayCodes(
    @Param('id', { schema: personId }) id: string,
    @CurrentActor() actor: Actor,
  ): Promise<PersonAnswer> {
    await this.secondFactors.takeAway(id, actor);
    return await this.read(id);
  }

  @Post(':id/end-sessions')
  @HttpCode(204)
  @ApiOperation({ summary: 'Log somebody out everywhere; again is no error' })
  @Answers(204, 'They have to log in again.')
  @Problems(400, 404)
  async endSessions(@Param('id', { schema: personId }) id: string, @CurrentActor() actor: Actor): Promise<void> {
    await this.sessions.allBut(id, null, actor);
  }

  @Post(':id/disable')
  @HttpCode(200)
  @ApiOperation({ summary: 'Shut somebody out: sessions and links end; again is no error' })
  @Answers(200, 'The person.', personAnswer)
  @Problems(400, 404, 409)
  async disable(@Param('id', { schema: personId }) id: string, @CurrentActor() actor: Actor): Promise<PersonAnswer> {
    await this.people.disable(id, actor);
    return await this.read(id);
  }

  @Post(':id/enable')
  @HttpCode(200)
  @ApiOperation({ summary: 'Let somebody in again; again is no error' })
  @Answers(200, 'The person.', personAnswer)
  @Problems(400, 404)
  async enable(@Param('id', { schema: personId }) id: string, @CurrentActor() actor: Actor): Promise<PersonAnswer> {
    await this.people.enable(id, actor);
    return await this.read(id);
  }
}

function answerOf(person: Person): PersonAnswer {
  return {
    id: person.id,
    name: person.name,
    email: person.email,
    roles: person.roles,
    language: person.language,
    state: personState(person),
    byOrganisation: person.oidcSubject !== null,
    hasSecondFactor: person.totpSealed !== null,
    createdAt: person.createdAt.toISOString(),
    createdBy: person.createdBy,
    signedInAt: person.signedInAt?.toISOString() ?? null,
  };
}
