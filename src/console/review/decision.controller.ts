import { Body, Controller, Get, Inject, Param, Post, Query, Req, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { Request, Response } from 'express';
import { z } from 'zod';
import { actorName, actorOfPerson, CurrentSession, Roles, type SignedIn } from '../../identity/index.js';
import { ServiceError } from '../../platform/errors/index.js';
import {
  MAX_RETURN_BYTES,
  PreviewReview,
  ReturnReadModel,
  type ReturnView,
  ReviewReturn,
  type ReviewInput,
} from '../../returns/index.js';
import {
  DECISION_PATHS,
  decisionForm,
  decisionOf,
  decisionPath,
  EMPTY_DECISION,
  onlyField,
  type TypedDecision,
} from './decision-form.js';
import { type DecisionPage, DecisionPages } from './decision-pages.js';
import { ReturnPages, reviewLine } from './return-pages.js';
import { ReviewWork } from './review-work.js';
import type { DecisionFault } from './texts/review-texts.js';
import { reviewTexts } from './texts/texts-of-language.js';

const idParam = z.uuid();
const formQuery = z.object({ only: onlyField, q: z.string().max(100).catch('') });
type DecisionPath = z.output<typeof decisionPath>;

/** Where the form says what a decision refused; everything else is nobody's to mend. */
const FIELD_OF: Readonly<Partial<Record<string, { readonly field: string; readonly fault: DecisionFault }>>> = {
  REJECTION_REASON_MISSING: { field: 'rejectionReasons', fault: 'REJECTION_REASON_MISSING' },
  DECLARATION_UNKNOWN: { field: 'reference', fault: 'DECLARATION_UNKNOWN' },
  RETURN_UNMATCHED: { field: 'form', fault: 'RETURN_UNMATCHED' },
  OTHER_FORM: { field: 'form', fault: 'OTHER_FORM' },
  ONLY_RETURN: { field: 'form', fault: 'ONLY_RETURN' },
};

/** Decides on a return: form, what it would do, confirmation. The same use case as over REST, with the version seen. */
@ApiExcludeController()
@Controller('returns/:id/decisions/:path')
@Roles('approver')
export class DecisionController {
  constructor(
    private readonly forms: DecisionPages,
    private readonly returnPages: ReturnPages,
    private readonly work: ReviewWork,
    private readonly returns: ReturnReadModel,
    private readonly previewReview: PreviewReview,
    private readonly reviewReturn: ReviewReturn,
    @Inject(MAX_RETURN_BYTES) private readonly maxReturnBytes: number,
  ) {}

  @Get()
  async form(
    @Param('id', { schema: idParam }) id: string,
    @Param('path', { schema: decisionPath }) path: DecisionPath,
    @Query({ schema: formQuery }) query: z.output<typeof formQuery>,
    @CurrentSession() signedIn: SignedIn,
    @Req() request: Request,
    @Res() response: Response,
  ): Promise<void> {
    const returned = await this.returns.byId(id);
    // The return's own page says why nobody, or not this one, decides on it now.
    if ((await this.work.hindrance(signedIn, returned)) !== null) return response.redirect(303, `/returns/${id}`);
    const page = { signedIn, returned, path, decision: DECISION_PATHS[path] };
    await this.forms.show(request, response, { ...page, typed: { ...EMPTY_DECISION, ...query } });
  }

  @Post()
  async decide(
    @Param('id', { schema: idParam }) id: string,
    @Param('path', { schema: decisionPath }) path: DecisionPath,
    @Body({ schema: decisionForm }) typed: TypedDecision,
    @CurrentSession() signedIn: SignedIn,
    @Req() request: Request,
    @Res() response: Response,
  ): Promise<void> {
    const returned = await this.returns.byId(id);
    const page: DecisionPage = { signedIn, returned, path, decision: DECISION_PATHS[path], typed };
    if (typed.version !== returned.version) return this.#stale(request, response, page, typed.version);
    if (typed.step === 'edit') return this.forms.show(request, response, page);
    const largestMegabytes = Math.max(1, Math.floor(this.maxReturnBytes / (1024 * 1024)));
    const form = decisionOf(page.decision, typed, largestMegabytes);
    if ('faults' in form) return this.forms.show(request, response, { ...page, faults: form.faults });
    const actor = actorName(actorOfPerson(signedIn.person));
    const input = { returnId: id, expectedVersion: typed.version, actor, ...form.decided };
    try {
      await this.#carryOut(request, response, page, input);
    } catch (error) {
      await this.#refused(request, response, page, error);
    }
  }

  async #carryOut(request: Request, response: Response, page: DecisionPage, input: ReviewInput): Promise<void> {
    if (page.typed.step !== 'decide') {
      const preview = await this.previewReview.execute(input);
      return this.forms.show(request, response, { ...page, preview });
    }
    await this.reviewReturn.execute(input);
    const next = new URL(await this.work.nextHref(page.signedIn, page.returned, page.typed.only), WITHIN);
    next.searchParams.set('decided', page.returned.id);
    response.redirect(303, `${next.pathname}${next.search}`);
  }

  async #refused(request: Request, response: Response, page: DecisionPage, error: unknown): Promise<void> {
    if (!(error instanceof ServiceError)) throw error;
    if (error.code === 'VERSION_MISMATCH' || error.code === 'RETURN_NOT_IN_REVIEW') {
      return this.#stale(request, response, page, page.returned.version);
    }
    if (error.code === 'OWN_RETURN') return this.#onReturn(request, response, page, [], 403);
    const mend = FIELD_OF[error.code];
    if (mend === undefined) throw error;
    await this.forms.show(request, response, { ...page, faults: { [mend.field]: mend.fault } });
  }

  /** Somebody, or the machine, was first: what they did is shown, nothing is decided, and nothing typed is lost. */
  async #stale(request: Request, response: Response, page: DecisionPage, seen: number): Promise<void> {
    const { id } = page.returned;
    const returned = await this.returns.byId(id);
    const meanwhile = await this.#meanwhile(page, returned, seen);
    if (returned.state !== 'NEEDS_REVIEW') {
      return this.#onReturn(request, response, page, meanwhile, 412);
    }
    await this.forms.show(request, response, { ...page, returned, meanwhile, status: 412 });
  }

  /** The state that it has now, and the decisions made since; each raised the version, and so did each verification. */
  async #meanwhile({ signedIn }: DecisionPage, now: ReturnView, seen: number): Promise<string[]> {
    const text = reviewTexts[signedIn.person.language];
    const reviews = await this.returns.reviews(now.id);
    const since = reviews.slice(-Math.max(1, now.version - seen));
    return [...since.map((review) => reviewLine(review, text)), text.states[now.state]];
  }

  async #onReturn(
    request: Request,
    response: Response,
    { signedIn, returned, typed }: DecisionPage,
    events: readonly string[],
    status: number,
  ): Promise<void> {
    const wrote = [typed.reason, typed.note, typed.explanation].filter((words) => words.trim() !== '');
    const options = { only: typed.only, meanwhile: { events, wrote }, status };
    await this.returnPages.show(request, response, signedIn, returned.id, options);
  }
}

/** Only what stands behind it is used: addresses within this service. */
const WITHIN = 'http://within.invalid';
