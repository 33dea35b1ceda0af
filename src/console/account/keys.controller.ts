import { Body, Controller, Get, Param, Post, Req, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { Request, Response } from 'express';
import { z } from 'zod';
import {
  actorOfPerson,
  type ApiKey,
  CreateApiKey,
  CurrentSession,
  isKeyName,
  keyState,
  ListApiKeys,
  RevokeApiKey,
  ROLES,
  Roles,
  type SignedIn,
} from '../../identity/index.js';
import { addDays, isLocalDate, startOfDay } from '../../platform/calendar/index.js';
import { Clock } from '../../platform/clock/index.js';
import { AccountPages } from './account-pages.js';
import { type FieldFaults, faultOf, hasFaults, listField, textField } from './form-faults.js';
import { OnceNotes } from './once-notes.js';
import type { FormFault } from './texts/account-texts.js';
import { writtenInstant } from './written-instant.js';

const keySchema = z.object({ name: textField(63), roles: listField, lastDay: textField(10) });
const idSchema = z.uuid();
/** More keys than this are read over the API, which has pages. */
const MOST_KEYS = 500;

type Typed = z.output<typeof keySchema>;

/** Keys of machines: made, shown once, revoked. */
@ApiExcludeController()
@Controller('keys')
@Roles('admin')
export class KeysController {
  constructor(
    private readonly pages: AccountPages,
    private readonly createKey: CreateApiKey,
    private readonly listKeys: ListApiKeys,
    private readonly revokeKey: RevokeApiKey,
    private readonly notes: OnceNotes,
    private readonly clock: Clock,
  ) {}

  @Get()
  async list(@CurrentSession() signedIn: SignedIn, @Req() request: Request, @Res() response: Response): Promise<void> {
    await this.#show(request, response, signedIn, { name: '', roles: [], lastDay: '' }, {});
  }

  @Post()
  async create(
    @Body({ schema: keySchema }) typed: Typed,
    @CurrentSession() signedIn: SignedIn,
    @Req() request: Request,
    @Res() response: Response,
  ): Promise<void> {
    const roles = ROLES.filter((role) => typed.roles.includes(role));
    // The key ends when its last day does.
    const expiresAt = isLocalDate(typed.lastDay) ? startOfDay(addDays(typed.lastDay, 1)) : null;
    const faults: FieldFaults = {
      name: isKeyName(typed.name) ? undefined : 'KEY_NAME_INVALID',
      roles: roles.length === 0 ? 'ROLES_MISSING' : undefined,
      lastDay: expiryFault(typed.lastDay, expiresAt, this.clock.now()),
    };
    if (hasFaults(faults)) return this.#show(request, response, signedIn, typed, faults);
    try {
      const wanted = { name: typed.name, roles, expiresAt };
      const { key } = await this.createKey.execute(wanted, actorOfPerson(signedIn.person));
      this.notes.leave(response, signedIn.person.id, { kind: 'KEY', name: typed.name, key });
      response.redirect(303, '/keys');
    } catch (error) {
      await this.#show(request, response, signedIn, typed, { name: faultOf(error) });
    }
  }

  @Post(':id/revoke')
  async revoke(
    @Param('id', { schema: idSchema }) id: string,
    @CurrentSession() { person }: SignedIn,
    @Res() response: Response,
  ): Promise<void> {
    await this.revokeKey.execute(id, actorOfPerson(person));
    response.redirect(303, '/keys?done=KEY_REVOKED');
  }

  async #show(
    request: Request,
    response: Response,
    signedIn: SignedIn,
    typed: Typed,
    faults: FieldFaults,
  ): Promise<void> {
    const keys = await this.listKeys.execute(undefined, MOST_KEYS);
    const note = this.notes.take(request, response, signedIn.person.id, 'KEY');
    const now = this.clock.now();
    this.pages.show(request, response, {
      view: 'keys',
      title: (text) => text.keys.title,
      signedIn,
      section: 'keys',
      faults,
      values: {
        note,
        typed,
        roleChoices: ROLES,
        keys: keys.map((key) => rowOf(key, now, signedIn.person.language)),
      },
    });
  }
}

function rowOf(key: ApiKey, now: Date, language: SignedIn['person']['language']): object {
  const written = (instant: Date | null): string | null =>
    instant === null ? null : writtenInstant(instant, language);
  return {
    name: key.name,
    prefix: `til_${key.prefix}`,
    owner: key.owner?.replace(/^person:/, '') ?? null,
    roles: key.roles,
    state: keyState(key, now),
    expires: written(key.expiresAt),
    lastUsed: written(key.lastUsedAt),
    revokeAction: `/keys/${key.id}/revoke`,
  };
}

function expiryFault(typed: string, expiresAt: Date | null, now: Date): FormFault | undefined {
  if (typed === '') return undefined;
  return expiresAt === null || expiresAt <= now ? 'EXPIRY_INVALID' : undefined;
}
