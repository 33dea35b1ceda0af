import { Body, Controller, Get, HttpCode, Param, Post, Req, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { Request, Response } from 'express';
import { z } from 'zod';
import {
  actorOfPerson,
  ChangeOwnAccount,
  CurrentSession,
  EndSessions,
  EnrolSecondFactor,
  LoggedIn,
  type SignedIn,
} from '../../identity/index.js';
import { LANGUAGE_NAMES, PAGE_LANGUAGES } from '../../platform/pages/index.js';
import { AccountPages } from './account-pages.js';
import { browserWords } from './browser-words.js';
import { type FieldFaults, faultOf, textField } from './form-faults.js';
import { OnceNotes } from './once-notes.js';
import { writtenInstant } from './written-instant.js';

const passwordSchema = z.object({ current: textField(10_000), password: textField(10_000), again: textField(10_000) });
const languageSchema = z.object({ language: z.enum(PAGE_LANGUAGES) });
const confirmSchema = z.object({ confirm: textField(10_000) });
const idSchema = z.uuid();

/** One's own account: password, one-time codes, sessions, language. The guard looks at the token of every form. */
@ApiExcludeController()
@Controller('account')
@LoggedIn()
export class AccountController {
  constructor(
    private readonly pages: AccountPages,
    private readonly own: ChangeOwnAccount,
    private readonly enrol: EnrolSecondFactor,
    private readonly sessions: EndSessions,
    private readonly notes: OnceNotes,
  ) {}

  @Get()
  async page(@CurrentSession() signedIn: SignedIn, @Req() request: Request, @Res() response: Response): Promise<void> {
    await this.#show(request, response, signedIn, {});
  }

  @Post('password')
  async password(
    @Body({ schema: passwordSchema }) typed: z.output<typeof passwordSchema>,
    @CurrentSession() signedIn: SignedIn,
    @Req() request: Request,
    @Res() response: Response,
  ): Promise<void> {
    if (typed.password !== typed.again) return this.#show(request, response, signedIn, { again: 'PASSWORDS_DIFFER' });
    try {
      await this.own.password(signedIn, typed.current, typed.password);
      done(response, 'PASSWORD_CHANGED');
    } catch (error) {
      const fault = faultOf(error);
      const isOld = fault === 'PASSWORD_WRONG' || typeof fault !== 'string';
      await this.#show(request, response, signedIn, isOld ? { current: fault } : { password: fault });
    }
  }

  @Post('recovery-codes')
  @HttpCode(303)
  async recoveryCodes(
    @Body({ schema: confirmSchema }) { confirm }: z.output<typeof confirmSchema>,
    @CurrentSession() signedIn: SignedIn,
    @Req() request: Request,
    @Res() response: Response,
  ): Promise<void> {
    try {
      const codes = await this.enrol.renewRecoveryCodes(signedIn, confirm);
      this.notes.leave(response, signedIn.person.id, { kind: 'RECOVERY_CODES', codes: [...codes], to: '/account' });
      response.redirect(303, '/account/recovery-codes');
    } catch (error) {
      await this.#show(request, response, signedIn, { confirm: faultOf(error) });
    }
  }

  @Post('language')
  async language(
    @Body({ schema: languageSchema }) { language }: z.output<typeof languageSchema>,
    @CurrentSession() signedIn: SignedIn,
    @Res() response: Response,
  ): Promise<void> {
    await this.own.language(signedIn.person.id, language);
    done(response, 'LANGUAGE_CHANGED');
  }

  @Post('sessions/end-others')
  async endOthers(@CurrentSession() { person, session }: SignedIn, @Res() response: Response): Promise<void> {
    await this.sessions.allBut(person.id, session.id, actorOfPerson(person));
    done(response, 'SESSIONS_ENDED');
  }

  @Post('sessions/:id/end')
  async endOne(
    @Param('id', { schema: idSchema }) id: string,
    @CurrentSession() { person }: SignedIn,
    @Res() response: Response,
  ): Promise<void> {
    await this.sessions.one(person.id, id, actorOfPerson(person));
    done(response, 'SESSION_ENDED');
  }

  async #show(request: Request, response: Response, signedIn: SignedIn, faults: FieldFaults): Promise<void> {
    const { person, session } = signedIn;
    const written = (instant: Date): string => writtenInstant(instant, person.language);
    const sessions = await this.sessions.list(person.id);
    this.pages.show(request, response, {
      view: 'account',
      title: (text) => text.account.title,
      signedIn,
      faults,
      values: {
        person: { name: person.name, email: person.email, language: person.language, roles: person.roles },
        byOrganisation: session.method === 'OIDC',
        hasSecondFactor: person.totpSealed !== null,
        choices: PAGE_LANGUAGES.map((language) => ({ language, name: LANGUAGE_NAMES[language] })),
        sessions: sessions.map((one) => ({
          id: one.id,
          browser: browserWords(one.userAgent, person.language),
          since: written(one.createdAt),
          lastSeen: written(one.lastSeenAt),
          endsAt: written(one.endsAt),
          isThis: one.id === session.id,
        })),
      },
    });
  }
}

function done(
  response: Response,
  what: 'PASSWORD_CHANGED' | 'LANGUAGE_CHANGED' | 'SESSION_ENDED' | 'SESSIONS_ENDED',
): void {
  response.redirect(303, `/account?done=${what}`);
}
