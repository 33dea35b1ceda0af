import { Controller, Get, Query, Req, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { Request, Response } from 'express';
import { z } from 'zod';
import {
  OIDC_WAIT_MS,
  OidcClient,
  pathWithin,
  Public,
  RecogniseSession,
  SignInCookies,
  SignInWithOidc,
} from '../../identity/index.js';
import { AccountPages } from './account-pages.js';
import { faultOf, textField } from './form-faults.js';
import { LogInSteps } from './log-in-steps.js';

const querySchema = z.object({ to: textField(2000) });

/**
 * The way to the organisation's log-in and back. It begins with a link and not with a form: the pages' policy lets no
 * form lead out of the service.
 */
@ApiExcludeController()
@Controller()
export class OrganisationController {
  constructor(
    private readonly pages: AccountPages,
    private readonly steps: LogInSteps,
    private readonly cookies: SignInCookies,
    private readonly sessions: RecogniseSession,
    private readonly signIn: SignInWithOidc,
    private readonly client: OidcClient,
  ) {}

  @Public()
  @Get('log-in/organisation')
  async begin(
    @Query({ schema: querySchema }) { to }: z.output<typeof querySchema>,
    @Req() request: Request,
    @Res() response: Response,
  ): Promise<void> {
    try {
      const { url, waiting } = await this.signIn.begin(pathWithin(to, '/'));
      this.cookies.write(response, 'oidc', waiting, OIDC_WAIT_MS);
      response.set('Cache-Control', 'no-store').redirect(303, url);
    } catch (error) {
      this.#showFailure(request, response, error);
    }
  }

  @Public()
  @Get('log-in/organisation/callback')
  async comeBack(@Req() request: Request, @Res() response: Response): Promise<void> {
    // Once: whoever comes back again begins anew.
    this.cookies.clear(response, 'oidc');
    try {
      const found = await this.sessions.find(request);
      const browser = this.steps.browser(request, found?.session.id ?? null);
      const waiting = this.cookies.read(request, 'oidc');
      const { to, ...opened } = await this.signIn.finish(request.originalUrl, waiting, browser);
      this.steps.goOn(response, { ...opened, email: opened.person.email }, to);
    } catch (error) {
      this.#showFailure(request, response, error);
    }
  }

  @Public()
  @Get('log-out/organisation')
  async leave(@Req() request: Request, @Res() response: Response): Promise<void> {
    try {
      response.set('Cache-Control', 'no-store').redirect(303, (await this.client.logOutUrl()) ?? '/logged-out');
    } catch (error) {
      this.#showFailure(request, response, error);
    }
  }

  #showFailure(request: Request, response: Response, error: unknown): void {
    const fault = faultOf(error);
    this.pages.show(request, response, {
      view: 'organisation-failed',
      title: (text) => text.logIn.title,
      faults: { form: fault },
      status: fault === 'OIDC_UNAVAILABLE' ? 503 : 403,
    });
  }
}
