import { Body, Controller, Get, Param, Post, Req, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { Request, Response } from 'express';
import { z } from 'zod';
import {
  actorOfPerson,
  CurrentSession,
  EndSessions,
  EnrolSecondFactor,
  ManagePeople,
  PERSON_ROLES,
  personRolesIn,
  personState,
  Roles,
  type SignedIn,
} from '../../identity/index.js';
import { LANGUAGE_NAMES, PAGE_LANGUAGES } from '../../platform/pages/index.js';
import { AccountPages } from './account-pages.js';
import { emailFault, type FieldFaults, faultOf, hasFaults, listField, textField } from './form-faults.js';
import { OnceNotes } from './once-notes.js';
import { writtenInstant } from './written-instant.js';

const inviteSchema = z.object({
  name: textField(200),
  email: textField(320),
  roles: listField,
  language: z.enum(PAGE_LANGUAGES).catch('nb'),
});
const rolesSchema = z.object({ roles: listField });
const idSchema = z.uuid();

type Invited = z.output<typeof inviteSchema>;

/** What administrators do about people: invite, roles, links, sessions, close. */
@ApiExcludeController()
@Controller('users')
@Roles('admin')
export class UsersController {
  constructor(
    private readonly pages: AccountPages,
    private readonly people: ManagePeople,
    private readonly sessions: EndSessions,
    private readonly enrol: EnrolSecondFactor,
    private readonly notes: OnceNotes,
  ) {}

  @Get()
  async list(@CurrentSession() signedIn: SignedIn, @Req() request: Request, @Res() response: Response): Promise<void> {
    await this.#showList(request, response, signedIn, { name: '', email: '', roles: ['reader'], language: 'nb' }, {});
  }

  @Post()
  async invite(
    @Body({ schema: inviteSchema }) typed: Invited,
    @CurrentSession() signedIn: SignedIn,
    @Req() request: Request,
    @Res() response: Response,
  ): Promise<void> {
    const name = typed.name.trim();
    const roles = personRolesIn(typed.roles);
    const faults: FieldFaults = {
      name: name === '' ? 'NAME_MISSING' : undefined,
      email: emailFault(typed.email),
      roles: roles.length === 0 ? 'ROLES_MISSING' : undefined,
    };
    if (hasFaults(faults)) return this.#showList(request, response, signedIn, typed, faults);
    try {
      const wanted = { name, email: typed.email, roles, language: typed.language };
      const { person, link } = await this.people.invite(wanted, actorOfPerson(signedIn.person));
      this.notes.leave(response, signedIn.person.id, { kind: 'LINK', name: person.name, ...link });
      response.redirect(303, `/users/${person.id}`);
    } catch (error) {
      await this.#showList(request, response, signedIn, typed, { email: faultOf(error) });
    }
  }

  @Get(':id')
  async one(
    @Param('id', { schema: idSchema }) id: string,
    @CurrentSession() signedIn: SignedIn,
    @Req() request: Request,
    @Res() response: Response,
  ): Promise<void> {
    await this.#showOne(request, response, signedIn, id, {});
  }

  @Post(':id/roles')
  async roles(
    @Param('id', { schema: idSchema }) id: string,
    @Body({ schema: rolesSchema }) typed: z.output<typeof rolesSchema>,
    @CurrentSession() signedIn: SignedIn,
    @Req() request: Request,
    @Res() response: Response,
  ): Promise<void> {
    const roles = personRolesIn(typed.roles);
    if (roles.length === 0) return this.#showOne(request, response, signedIn, id, { roles: 'ROLES_MISSING' });
    await this.#change(request, response, signedIn, id, 'roles', () =>
      this.people.changeRoles(id, roles, actorOfPerson(signedIn.person)),
    );
  }

  @Post(':id/link')
  async link(
    @Param('id', { schema: idSchema }) id: string,
    @CurrentSession() signedIn: SignedIn,
    @Res() response: Response,
  ): Promise<void> {
    const link = await this.people.newLink(id, actorOfPerson(signedIn.person));
    const { name } = await this.people.read(id);
    this.notes.leave(response, signedIn.person.id, { kind: 'LINK', name, ...link });
    response.redirect(303, `/users/${id}`);
  }

  @Post(':id/take-away-codes')
  async takeAway(
    @Param('id', { schema: idSchema }) id: string,
    @CurrentSession() signedIn: SignedIn,
    @Req() request: Request,
    @Res() response: Response,
  ): Promise<void> {
    await this.#change(request, response, signedIn, id, 'codes', () =>
      this.enrol.takeAway(id, actorOfPerson(signedIn.person)),
    );
  }

  @Post(':id/end-sessions')
  async endSessions(
    @Param('id', { schema: idSchema }) id: string,
    @CurrentSession() signedIn: SignedIn,
    @Res() response: Response,
  ): Promise<void> {
    const kept = id === signedIn.person.id ? signedIn.session.id : null;
    await this.sessions.allBut(id, kept, actorOfPerson(signedIn.person));
    response.redirect(303, `/users/${id}?done=SESSIONS_ENDED`);
  }

  @Post(':id/disable')
  async disable(
    @Param('id', { schema: idSchema }) id: string,
    @CurrentSession() signedIn: SignedIn,
    @Req() request: Request,
    @Res() response: Response,
  ): Promise<void> {
    await this.#change(request, response, signedIn, id, 'disable', () =>
      this.people.disable(id, actorOfPerson(signedIn.person)),
    );
  }

  @Post(':id/enable')
  async enable(
    @Param('id', { schema: idSchema }) id: string,
    @CurrentSession() signedIn: SignedIn,
    @Req() request: Request,
    @Res() response: Response,
  ): Promise<void> {
    await this.#change(request, response, signedIn, id, 'disable', () =>
      this.people.enable(id, actorOfPerson(signedIn.person)),
    );
  }

  async #change(
    request: Request,
    response: Response,
    signedIn: SignedIn,
    id: string,
    field: string,
    change: () => Promise<void>,
  ): Promise<void> {
    try {
      await change();
      response.redirect(303, `/users/${id}?done=PERSON_CHANGED`);
    } catch (error) {
      await this.#showOne(request, response, signedIn, id, { [field]: faultOf(error) });
    }
  }

  async #showList(
    request: Request,
    response: Response,
    signedIn: SignedIn,
    typed: Invited,
    faults: FieldFaults,
  ): Promise<void> {
    const people = await this.people.list();
    this.pages.show(request, response, {
      view: 'users',
      title: (text) => text.users.title,
      signedIn,
      section: 'users',
      faults,
      values: {
        people: people.map((person) => ({
          href: `/users/${person.id}`,
          name: person.name,
          email: person.email,
          roles: person.roles,
          state: personState(person),
          signedIn: person.signedInAt === null ? null : writtenInstant(person.signedInAt, signedIn.person.language),
        })),
        roleChoices: PERSON_ROLES,
        languageChoices: PAGE_LANGUAGES.map((language) => ({ language, name: LANGUAGE_NAMES[language] })),
        typed,
      },
    });
  }

  async #showOne(
    request: Request,
    response: Response,
    signedIn: SignedIn,
    id: string,
    faults: FieldFaults,
  ): Promise<void> {
    const person = await this.people.read(id);
    const written = (instant: Date): string => writtenInstant(instant, signedIn.person.language);
    const note = this.notes.take(request, response, signedIn.person.id, 'LINK');
    this.pages.show(request, response, {
      view: 'user',
      title: () => person.name,
      signedIn,
      section: 'users',
      faults,
      values: {
        link: note === null ? null : { name: note.name, url: note.url, until: written(note.expiresAt) },
        person: {
          href: `/users/${id}`,
          name: person.name,
          email: person.email,
          roles: person.roles,
          state: personState(person),
          created: written(person.createdAt),
          signedIn: person.signedInAt === null ? null : written(person.signedInAt),
          byOrganisation: person.oidcSubject !== null,
          hasSecondFactor: person.totpSealed !== null,
          openSessions: (await this.sessions.list(id)).length,
        },
        roleChoices: PERSON_ROLES,
      },
    });
  }
}
