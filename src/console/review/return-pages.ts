import { Injectable } from '@nestjs/common';
import type { Request, Response } from 'express';
import { permits, type SignedIn } from '../../identity/index.js';
import { type PageFormats, pageFormats } from '../../platform/pages/index.js';
import { ReturnReadModel, type ReturnView, type ReviewView, type StoredVerification } from '../../returns/index.js';
import { ConsolePages } from '../frame/console-pages.js';
import { actorWords } from './actor-words.js';
import { DECISION_PATHS } from './decision-form.js';
import { ReturnPictures } from './return-pictures.js';
import { type Hindrance, nameOf, ReviewWork } from './review-work.js';
import { saidFindings } from './said-findings.js';
import { reasonSentence } from './texts/reason-words.js';
import type { ReviewTexts } from './texts/review-texts.js';
import { reviewTexts } from './texts/texts-of-language.js';

export interface ReturnPageOptions {
  /** The reason that the queue is narrowed to. */
  readonly only: string | undefined;
  /** Somebody asked for the pictures, however long they take. */
  readonly draw?: boolean;
  readonly done?: string | null;
  /** What happened since the operator opened it, where that kept a decision from being made, and what they wrote. */
  readonly meanwhile?: { readonly events: readonly string[]; readonly wrote: readonly string[] };
  readonly status?: number;
}

/** Keys for the quick: each opens a page, and none decides. */
const KEYS = { accept: 'a', reject: 'r', 'better-copy': 'k', attach: 'f', 'set-aside': 's' } as const;

/** One return with all that a decision rests on. */
@Injectable()
export class ReturnPages {
  constructor(
    private readonly pages: ConsolePages,
    private readonly work: ReviewWork,
    private readonly returns: ReturnReadModel,
    private readonly pictures: ReturnPictures,
  ) {}

  /** Throws RETURN_UNKNOWN. */
  async show(
    request: Request,
    response: Response,
    signedIn: SignedIn,
    id: string,
    options: ReturnPageOptions,
  ): Promise<void> {
    const { language, roles } = signedIn.person;
    const text = reviewTexts[language];
    const formats = pageFormats(language);
    const returned = await this.returns.byId(id);
    const verification = await this.returns.verification(id);
    const hindrance = await this.work.hindrance(signedIn, returned);
    const maySeeFiles = permits(roles, ['case-handler']);
    const query = options.only === undefined ? '' : `?${new URLSearchParams({ only: options.only }).toString()}`;
    const name = nameOf(returned, text);
    this.pages.show(request, response, {
      view: 'review/return',
      title: text.one.title(name),
      signedIn,
      section: 'review',
      campaign: await this.work.campaign(returned.campaignSlug, language),
      scripts: ['console/review/shortcuts.js'],
      styles: ['console/review/review.css'],
      done: options.done ?? null,
      ...(options.status === undefined ? {} : { status: options.status }),
      values: {
        text,
        name,
        href: `/returns/${id}`,
        query,
        returned: { ...returned, isWaiting: returned.state === 'NEEDS_REVIEW' },
        meanwhile: options.meanwhile ?? null,
        hindrance: hindranceWords(hindrance, text),
        actions: hindrance === null ? actionsOf(id, query, text) : [],
        nextHref: await this.work.nextHref(signedIn, returned, options.only),
        queueHref: `/campaigns/${returned.campaignSlug}/review${query}`,
        reasons: returned.reasons.map((code) => reasonSentence(language, code)),
        facts: factsOf(returned, verification, text, formats),
        maySeeFiles,
        pictures: maySeeFiles
          ? await this.pictures.of(returned, verification, language, options.draw === true)
          : { kind: 'HIDDEN' },
        findings: saidFindings(verification, language),
        aborted: verification?.aborted ?? null,
        history: historyOf(returned, await this.returns.reviews(id), text, formats),
        others: await this.#others(returned, text, formats),
      },
    });
  }

  async #others(returned: ReturnView, text: ReviewTexts, formats: PageFormats): Promise<object[]> {
    if (returned.reference === null) return [];
    const all = await this.returns.ofDeclaration(returned.reference);
    return all
      .filter(({ id }) => id !== returned.id)
      .map((other) => ({
        href: `/returns/${other.id}`,
        fileName: other.fileName,
        arrived: formats.instant(other.arrivedAt),
        state: text.states[other.state],
      }));
  }
}

export function hindranceWords(hindrance: Hindrance | null, { decide }: ReviewTexts): string | null {
  switch (hindrance) {
    case null:
      return null;
    case 'OWN':
      return decide.own;
    case 'NOT_APPROVER':
      return decide.notApprover;
    case 'NOT_IN_REVIEW':
      return decide.notInReview;
  }
}

function actionsOf(id: string, query: string, text: ReviewTexts): object[] {
  return Object.entries(DECISION_PATHS).map(([path, decision]) => ({
    href: `/returns/${id}/decisions/${path}${query}`,
    label: text.decisions[decision].button,
    key: KEYS[path as keyof typeof KEYS],
    isMain: decision === 'ACCEPT',
  }));
}

interface Fact {
  readonly label: string;
  readonly value: string;
  readonly href?: string;
}

function factsOf(
  returned: ReturnView,
  verification: StoredVerification | null,
  text: ReviewTexts,
  formats: PageFormats,
): Fact[] {
  const { facts } = text.one;
  const { reference, population, onTime, inboundMessageId, bindingTier } = returned;
  const summary = verification?.report?.summary ?? null;
  const timeliness = onTime === null ? '' : `, ${onTime ? facts.onTime : facts.late}`;
  const candidates = [...new Set(returned.match.candidates.map((candidate) => candidate.reference))];
  return [
    { label: facts.state, value: text.states[returned.state] },
    reference === null
      ? {
          label: facts.case,
          value: candidates.length > 0 ? text.mayBe(candidates.join(', ')) : text.unknownMunicipality,
        }
      : { label: facts.case, value: reference, href: `/declarations/${reference}` },
    ...(population === null ? [] : [{ label: facts.population, value: formats.integer(population) }]),
    { label: facts.arrived, value: `${formats.instant(returned.arrivedAt)}${timeliness}` },
    { label: facts.channel, value: text.channels[returned.channel] },
    { label: facts.handedInBy, value: actorWords(returned.handedInBy, text) },
    ...(inboundMessageId === null
      ? []
      : [{ label: facts.message, value: facts.openMessage, href: `/messages/${inboundMessageId}` }]),
    { label: facts.file, value: `${returned.path ?? returned.fileName} (${formats.integer(returned.byteLength)} B)` },
    { label: 'SHA-256', value: returned.sha256 },
    ...(bindingTier === null ? [] : [{ label: facts.binding, value: text.tiers[bindingTier] }]),
    {
      label: facts.signature,
      value: (summary?.indication ?? null) === null ? facts.noSignature : indicationWords(summary, text),
    },
    ...(verification?.report?.signatures ?? [])
      .filter(({ type }) => type === 'approval')
      .map(({ signer }) => ({
        label: facts.signer,
        value: [signer?.commonName, signer?.organization].filter((part) => part !== null).join(', ') || '–',
      })),
    ...(verification?.signers ?? []).map(({ match }) => ({ label: facts.signer, value: text.signers[match] })),
  ];
}

function indicationWords(
  summary: NonNullable<StoredVerification['report']>['summary'] | null,
  { indications }: ReviewTexts,
): string {
  const indication = summary?.indication ?? 'INDETERMINATE';
  const sub = summary?.subIndication ?? null;
  return `${indications[indication]}${sub === null ? '' : `, ${sub}`}`;
}

/** A decision in one line: what, by whom, when, why. */
export function reviewLine({ decision, decidedBy, reason }: ReviewView, text: ReviewTexts): string {
  return `${text.one.history.decided(text.decisions[decision].done, actorWords(decidedBy, text))}: ${reason}`;
}

function historyOf(
  returned: ReturnView,
  reviews: readonly ReviewView[],
  text: ReviewTexts,
  formats: PageFormats,
): { at: string; what: string }[] {
  const { history } = text.one;
  const events = [
    { at: returned.arrivedAt, what: history.received(actorWords(returned.handedInBy, text)) },
    ...reviews.map((review) => ({ at: review.decidedAt, what: reviewLine(review, text) })),
    ...(returned.verifiedAt === null ? [] : [{ at: returned.verifiedAt, what: history.verified }]),
  ];
  return events
    .toSorted((one, other) => one.at.getTime() - other.at.getTime())
    .map(({ at, what }) => ({ at: formats.instant(at), what }));
}
