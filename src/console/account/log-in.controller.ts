import { Body, Controller, Get, Inject, Post, Query, Req, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { Request, Response } from 'express';
import { z } from 'zod';
import {
  actorOfPerson,
  EndSessions,
  FormGuard,
  PassSecondFactor,
  pathWithin,
  Public,
  RecogniseSession,
  SIGN_IN_OPTIONS,
  SignInCookies,
  type SignInOptions,
  SignInWithPassword,
} from '../../identity/index.js';
import { AccountPages } from './account-pages.js';
import { type FieldFaults, faultOf, textField } from './form-faults.js';
import { landing, LogInSteps, withTarget } from './log-in-steps.js';

const querySchema = z.object({ to: textField(2000) });
const passwordSchema = z.object({ email: textField(320), password: textField(10_000), to: textField(2000) });
const codeSchema = z.object({ code: textField(100), to: textField(2000) });

/** Logging in with a password and a code, and logging out. */
@ApiExcludeController()
@Controller()
export class LogInController {
  constructor(
    private readonly pages: AccountPages,
    private readonly steps: LogInSteps,
    private readonly forms: FormGuard,
    private readonly cookies: SignInCookies,
    private readonly sessions: RecogniseSession,
    private readonly endSessions: EndSessions,
    private readonly signIn: SignInWithPassword,
    private readonly secondFactor: PassSecondFactor,
    @Inject(SIGN_IN_OPTIONS) private readonly options: SignInOptions,
  ) {}

  @Public()
  @Get('log-in')
  async logInPage(
    @Query({ schema: querySchema }) { to }: z.output<typeof querySchema>,
    @Req() request: Request,
    @Res() response: Response,
  ): Promise<void> {
    const found = await this.sessions.find(request);
    if (found?.session.stage === 'FULL') return response.redirect(303, landing(pathWithin(to, '/')));
    this.#showLogIn(request, response, { email: '', to }, {});
  }

  @Public()
  @Post('log-in')
  async logIn(
    @Body({ schema: passwordSchema }) typed: z.output<typeof passwordSchema>,
    @Req() request: Request,
    @Res() response: Response,
  ): Promise<void> {
    const found = await this.sessions.find(request);
    try {
      this.forms.assertOwnForm(request);
      const opened = await this.signIn.execute(typed, this.steps.browser(request, found?.session.id ?? null));
      this.steps.goOn(response, { ...opened, email: opened.person.email }, typed.to);
    } catch (error) {
      this.#showLogIn(request, response, typed, { form: faultOf(error) });
    }
  }

  @Public()
  @Get('log-in/code')
  async codePage(
    @Query({ schema: querySchema }) { to }: z.output<typeof querySchema>,
    @Req() request: Request,
    @Res() response: Response,
  ): Promise<void> {
    const found = await this.sessions.find(request);
    if (found?.session.stage !== 'SECOND_FACTOR')
      return response.redirect(303, withTarget('/log-in', pathWithin(to, '/')));
    this.#showCode(request, response, to, {});
  }

  @Public()
  @Post('log-in/code')
  async code(
    @Body({ schema: codeSchema }) { code, to }: z.output<typeof codeSchema>,
    @Req() request: Request,
    @Res() response: Response,
  ): Promise<void> {
    const found = await this.sessions.find(request);
    if (found?.session.stage !== 'SECOND_FACTOR')
      return response.redirect(303, withTarget('/log-in', pathWithin(to, '/')));
    try {
      this.forms.assertOwnForm(request);
      const token = await this.secondFactor.execute(found, code);
      this.steps.goOn(response, { token, stage: 'FULL', email: found.person.email }, to);
    } catch (error) {
      this.#showCode(request, response, to, { code: faultOf(error) });
    }
  }

  @Public()
  @Post('log-out')
  async logOut(@Req() request: Request, @Res() response: Response): Promise<void> {
    const found = await this.sessions.find(request);
    if (found !== undefined) {
      this.forms.assertOwnForm(request);
      await this.endSessions.one(found.person.id, found.session.id, actorOfPerson(found.person));
    }
    this.cookies.clear(response, 'session');
    const query = found?.session.method === 'OIDC' && this.options.oidc !== null ? '?organisation=1' : '';
    response.set('Cache-Control', 'no-store').redirect(303, `/logged-out${query}`);
  }

  @Public()
  @Get('logged-out')
  loggedOutPage(@Req() request: Request, @Res() response: Response): void {
    this.pages.show(request, response, {
      view: 'logged-out',
      title: (text) => text.loggedOut.title,
      values: { atOrganisation: request.query['organisation'] === '1' && this.options.oidc !== null },
    });
  }

  #showLogIn(
    request: Request,
    response: Response,
    { email, to }: { readonly email: string; readonly to: string },
    faults: FieldFaults,
  ): void {
    const target = pathWithin(to, '/');
    this.pages.show(request, response, {
      view: 'log-in',
      title: (text) => text.logIn.title,
      faults,
      values: {
        email,
        to: target,
        oidcHref: this.options.oidc === null ? null : withTarget('/log-in/organisation', target),
        withPassword: this.options.localAccounts,
        isReachedInsecurely: !this.cookies.canBeKept(),
      },
    });
  }

  #showCode(request: Request, response: Response, to: string, faults: FieldFaults): void {
    this.pages.show(request, response, {
      view: 'code',
      title: (text) => text.code.title,
      faults,
      values: { to: pathWithin(to, '/') },
    });
  }
}
