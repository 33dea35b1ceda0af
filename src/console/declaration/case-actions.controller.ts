import { Controller, Get, Param, Post, Req, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { Request, Response } from 'express';
import { CurrentSession, Roles, type SignedIn } from '../../identity/index.js';
import { CaseActionPages, type CaseVisit } from './case-action-pages.js';
import type { CaseAction } from './case-action.js';
import { ContactAction } from './contact-action.js';
import { ExtendAction } from './extend-action.js';
import { referenceSchema } from './reference-schema.js';
import { ResolutionAction } from './resolution-action.js';
import { UndoAction } from './undo-action.js';
import { WithdrawAction } from './withdraw-action.js';

/** Actions that case-handlers do; each is found by the last part of its path that is its name. */
const HANDLED = ['extension', 'undo', 'resolution', 'contact'] as const;
const previewsOf = (names: readonly string[]): string[] => names.map((name) => `${name}/preview`);

/** What operators do about one declaration: each on a page of its own, with a preview before it is done. */
@ApiExcludeController()
@Controller('declarations/:reference')
@Roles('case-handler')
export class CaseActionsController {
  readonly #actions: ReadonlyMap<string, CaseAction>;

  constructor(
    private readonly pages: CaseActionPages,
    extend: ExtendAction,
    undo: UndoAction,
    resolution: ResolutionAction,
    contact: ContactAction,
    private readonly withdraw: WithdrawAction,
  ) {
    this.#actions = new Map([extend, undo, resolution, contact].map((action: CaseAction) => [action.name, action]));
  }

  @Get([...HANDLED])
  async form(
    @Param('reference', { schema: referenceSchema }) reference: string,
    @CurrentSession() signedIn: SignedIn,
    @Req() request: Request,
    @Res() response: Response,
  ): Promise<void> {
    await this.pages.form({ reference, signedIn, request, response }, this.#asked(request));
  }

  @Post(previewsOf(HANDLED))
  async preview(
    @Param('reference', { schema: referenceSchema }) reference: string,
    @CurrentSession() signedIn: SignedIn,
    @Req() request: Request,
    @Res() response: Response,
  ): Promise<void> {
    await this.pages.preview({ reference, signedIn, request, response }, this.#asked(request));
  }

  @Post([...HANDLED])
  async confirm(
    @Param('reference', { schema: referenceSchema }) reference: string,
    @CurrentSession() signedIn: SignedIn,
    @Req() request: Request,
    @Res() response: Response,
  ): Promise<void> {
    await this.pages.confirm({ reference, signedIn, request, response }, this.#asked(request));
  }

  @Get('withdrawal')
  @Roles('approver')
  async withdrawalForm(
    @Param('reference', { schema: referenceSchema }) reference: string,
    @CurrentSession() signedIn: SignedIn,
    @Req() request: Request,
    @Res() response: Response,
  ): Promise<void> {
    await this.pages.form({ reference, signedIn, request, response }, this.withdraw);
  }

  @Post('withdrawal/preview')
  @Roles('approver')
  async withdrawalPreview(
    @Param('reference', { schema: referenceSchema }) reference: string,
    @CurrentSession() signedIn: SignedIn,
    @Req() request: Request,
    @Res() response: Response,
  ): Promise<void> {
    await this.pages.preview({ reference, signedIn, request, response }, this.withdraw);
  }

  @Post('withdrawal')
  @Roles('approver')
  async withdrawal(
    @Param('reference', { schema: referenceSchema }) reference: string,
    @CurrentSession() signedIn: SignedIn,
    @Req() request: Request,
    @Res() response: Response,
  ): Promise<void> {
    const visit: CaseVisit = { reference, signedIn, request, response };
    await this.pages.confirm(visit, this.withdraw);
  }

  #asked({ path }: Request): CaseAction {
    const name = path.split('/')[3] ?? '';
    const action = this.#actions.get(name);
    if (action === undefined) throw new TypeError(`The route ${path} has no action.`);
    return action;
  }
}
