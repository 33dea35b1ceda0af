import { Body, Controller, Get, Post, Query, Req, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { Request, Response } from 'express';
import { renderSVG } from 'uqr';
import { z } from 'zod';
import {
  CurrentSession,
  EnrolSecondFactor,
  FormGuard,
  LoggedIn,
  pathWithin,
  Public,
  RecogniseSession,
  type SignedIn,
} from '../../identity/index.js';
import { AccountPages } from './account-pages.js';
import { type FieldFaults, faultOf, textField } from './form-faults.js';
import { LogInSteps, withTarget } from './log-in-steps.js';
import { OnceNotes } from './once-notes.js';

const querySchema = z.object({ to: textField(2000) });
const enrolSchema = z.object({
  offer: textField(1000),
  code: textField(100),
  password: textField(10_000),
  to: textField(2000),
});

/** Setting up one-time codes: as a step of the first log-in, or from one's account. */
@ApiExcludeController()
@Controller()
export class SecondFactorController {
  constructor(
    private readonly pages: AccountPages,
    private readonly steps: LogInSteps,
    private readonly forms: FormGuard,
    private readonly sessions: RecogniseSession,
    private readonly enrol: EnrolSecondFactor,
    private readonly notes: OnceNotes,
  ) {}

  @Public()
  @Get('log-in/second-factor')
  async enrolmentPage(
    @Query({ schema: querySchema }) { to }: z.output<typeof querySchema>,
    @Req() request: Request,
    @Res() response: Response,
  ): Promise<void> {
    const found = await this.sessions.find(request);
    if (found?.session.stage !== 'ENROLMENT') return response.redirect(303, withTarget('/log-in', pathWithin(to, '/')));
    this.#show(request, response, found, to, {});
  }

  @Public()
  @Post('log-in/second-factor')
  async enrolAtLogIn(
    @Body({ schema: enrolSchema }) typed: z.output<typeof enrolSchema>,
    @Req() request: Request,
    @Res() response: Response,
  ): Promise<void> {
    const found = await this.sessions.find(request);
    if (found?.session.stage !== 'ENROLMENT')
      return response.redirect(303, withTarget('/log-in', pathWithin(typed.to, '/')));
    await this.#accept(request, response, found, typed);
  }

  @LoggedIn()
  @Get('account/second-factor')
  accountPage(@CurrentSession() signedIn: SignedIn, @Req() request: Request, @Res() response: Response): void {
    if (signedIn.session.method === 'OIDC') return response.redirect(303, '/account');
    this.#show(request, response, signedIn, '/account', {});
  }

  @LoggedIn()
  @Post('account/second-factor')
  async enrolAnew(
    @Body({ schema: enrolSchema }) typed: z.output<typeof enrolSchema>,
    @CurrentSession() signedIn: SignedIn,
    @Req() request: Request,
    @Res() response: Response,
  ): Promise<void> {
    await this.#accept(request, response, signedIn, { ...typed, to: '/account' });
  }

  /** Shown once: who comes a second time goes on. */
  @LoggedIn()
  @Get('account/recovery-codes')
  recoveryCodes(@CurrentSession() signedIn: SignedIn, @Req() request: Request, @Res() response: Response): void {
    const note = this.notes.take(request, response, signedIn.person.id, 'RECOVERY_CODES');
    if (note === null) return response.redirect(303, '/account');
    this.pages.show(request, response, {
      view: 'recovery-codes',
      title: (text) => text.recovery.title,
      signedIn,
      values: { codes: note.codes, to: pathWithin(note.to, '/account') },
    });
  }

  async #accept(
    request: Request,
    response: Response,
    found: SignedIn,
    typed: z.output<typeof enrolSchema>,
  ): Promise<void> {
    try {
      this.forms.assertOwnForm(request);
      const password = found.session.stage === 'FULL' ? typed.password : null;
      const { token, recoveryCodes } = await this.enrol.accept(found, typed.offer, typed.code, password);
      const to = pathWithin(typed.to, '/');
      this.notes.leave(response, found.person.id, { kind: 'RECOVERY_CODES', codes: [...recoveryCodes], to });
      this.steps.goOn(response, { token, stage: 'FULL', email: found.person.email }, '/account/recovery-codes');
    } catch (error) {
      const fault = faultOf(error);
      const faults = fault === 'PASSWORD_WRONG' ? { password: fault } : { code: fault };
      this.#show(request, response, found, typed.to, faults, typed.offer);
    }
  }

  #show(request: Request, response: Response, found: SignedIn, to: string, faults: FieldFaults, sealed?: string): void {
    const isLoggedIn = found.session.stage === 'FULL';
    const offer = this.enrol.offer(found, sealed);
    this.pages.show(request, response, {
      view: 'second-factor',
      title: (text) => text.enrol.title,
      signedIn: isLoggedIn ? found : undefined,
      faults,
      values: {
        action: isLoggedIn ? '/account/second-factor' : '/log-in/second-factor',
        isLoggedIn,
        to: pathWithin(to, '/'),
        offer: offer.sealed,
        secret: offer.secret.match(/.{4}/g)?.join(' '),
        qr: renderSVG(offer.uri, { border: 2 }),
      },
    });
  }
}
