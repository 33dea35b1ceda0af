import { Body, Controller, Get, Post, Query, Req, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { Request, Response } from 'express';
import { z } from 'zod';
import { FormGuard, type LinkView, Public, RecogniseSession, RedeemLink, SignInCookies } from '../../identity/index.js';
import { ServiceError } from '../../platform/errors/index.js';
import { AccountPages } from './account-pages.js';
import { emailFault, type FieldFaults, faultOf, hasFaults, textField } from './form-faults.js';
import { LogInSteps } from './log-in-steps.js';
import type { FormFault } from './texts/account-texts.js';

const LINK_KEPT_MS = 60 * 60_000;

const querySchema = z.object({ link: textField(100) });
const answerSchema = z.object({
  name: textField(200),
  email: textField(320),
  password: textField(10_000),
  again: textField(10_000),
});
type Answer = z.output<typeof answerSchema>;

const NOTHING: Answer = { name: '', email: '', password: '', again: '' };

/** One-time links: the first administrator, the invited, and who has forgotten the password. */
@ApiExcludeController()
@Controller('invitation')
export class InvitationController {
  constructor(
    private readonly pages: AccountPages,
    private readonly steps: LogInSteps,
    private readonly forms: FormGuard,
    private readonly cookies: SignInCookies,
    private readonly sessions: RecogniseSession,
    private readonly links: RedeemLink,
  ) {}

  /** The secret goes from the address into a cookie at once; opening the link uses nothing up. */
  @Public()
  @Get()
  async open(
    @Query({ schema: querySchema }) { link }: z.output<typeof querySchema>,
    @Req() request: Request,
    @Res() response: Response,
  ): Promise<void> {
    if (link !== '') {
      this.cookies.write(response, 'link', link, LINK_KEPT_MS);
      response.set('Cache-Control', 'no-store').redirect(303, '/invitation');
      return;
    }
    const view = await this.#look(request);
    if (view === null) this.#showEnded(request, response);
    else this.#show(request, response, view, { ...NOTHING, name: view.person?.name ?? '' }, {});
  }

  @Public()
  @Post()
  async accept(
    @Body({ schema: answerSchema }) typed: Answer,
    @Req() request: Request,
    @Res() response: Response,
  ): Promise<void> {
    const view = await this.#look(request);
    if (view === null) return this.#showEnded(request, response);
    const faults = faultsOf(typed, view);
    if (hasFaults(faults)) return this.#show(request, response, view, typed, faults);
    try {
      this.forms.assertOwnForm(request);
      const found = await this.sessions.find(request);
      const language = this.pages.languageOf(request, undefined, view.person?.language);
      const browser = this.steps.browser(request, found?.session.id ?? null);
      const opened = await this.links.execute(
        this.#secret(request),
        { ...typed, name: typed.name.trim(), language },
        browser,
      );
      this.steps.goOn(response, { ...opened, email: opened.person.email }, '/');
    } catch (error) {
      if (isEnded(error)) return this.#showEnded(request, response);
      const fault = faultOf(error);
      this.#show(request, response, view, typed, { [fieldOf(fault)]: fault });
    }
  }

  async #look(request: Request): Promise<LinkView | null> {
    try {
      return await this.links.look(this.#secret(request));
    } catch (error) {
      if (isEnded(error)) return null;
      throw error;
    }
  }

  #secret(request: Request): string {
    return this.cookies.read(request, 'link') ?? '';
  }

  #showEnded(request: Request, response: Response): void {
    this.cookies.clear(response, 'link');
    this.pages.show(request, response, {
      view: 'link-ended',
      title: (text) => text.invitation.endedTitle,
      status: 410,
    });
  }

  #show(request: Request, response: Response, view: LinkView, typed: Answer, faults: FieldFaults): void {
    this.pages.show(request, response, {
      view: 'invitation',
      title: (text) => text.invitation.titles[view.kind],
      faults,
      language: view.person?.language,
      values: { person: view.person, name: typed.name, email: typed.email, action: request.originalUrl },
    });
  }
}

function faultsOf(typed: Answer, view: LinkView): FieldFaults {
  const isNew = view.person === null;
  return {
    name: isNew && typed.name.trim() === '' ? 'NAME_MISSING' : undefined,
    email: isNew ? emailFault(typed.email) : undefined,
    again: typed.password === typed.again ? undefined : 'PASSWORDS_DIFFER',
  };
}

function fieldOf(fault: FormFault | object): string {
  if (fault === 'EMAIL_TAKEN') return 'email';
  return typeof fault === 'string' && fault.startsWith('PASSWORD_') ? 'password' : 'form';
}

function isEnded(error: unknown): boolean {
  return error instanceof ServiceError && error.code === 'ONE_TIME_LINK_ENDED';
}
