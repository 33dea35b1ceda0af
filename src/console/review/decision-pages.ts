import { Injectable } from '@nestjs/common';
import type { Request, Response } from 'express';
import { DeclarationReadModel, DeclarationSearch } from '../../declarations/index.js';
import { REJECTION_CODES } from '../../letters/index.js';
import type { SignedIn } from '../../identity/index.js';
import type { ReturnView, ReviewDecision, ReviewPreview } from '../../returns/index.js';
import { ConsolePages } from '../frame/console-pages.js';
import type { TypedDecision } from './decision-form.js';
import { nameOf, ReviewWork } from './review-work.js';
import { reasonSentence } from './texts/reason-words.js';
import type { DecisionFault } from './texts/review-texts.js';
import { reviewTexts } from './texts/texts-of-language.js';

export interface DecisionPage {
  readonly signedIn: SignedIn;
  readonly returned: ReturnView;
  /** Its place in the address. */
  readonly path: string;
  readonly decision: ReviewDecision;
  readonly typed: Omit<TypedDecision, 'version'>;
  readonly faults?: Readonly<Record<string, DecisionFault>>;
  /** What the decision would do: shown to be confirmed. */
  readonly preview?: ReviewPreview;
  /** What happened since the form was opened. */
  readonly meanwhile?: readonly string[];
  readonly status?: number;
}

const MOST_FOUND = 20;

/** The form of one decision, and the page that shows what it would do and has it confirmed. */
@Injectable()
export class DecisionPages {
  constructor(
    private readonly pages: ConsolePages,
    private readonly work: ReviewWork,
    private readonly declarations: DeclarationReadModel,
    private readonly search: DeclarationSearch,
  ) {}

  async show(request: Request, response: Response, page: DecisionPage): Promise<void> {
    const { signedIn, returned, decision, typed, path, faults = {}, preview } = page;
    const { language } = signedIn.person;
    const text = reviewTexts[language];
    const query = typed.only === undefined ? '' : `?${new URLSearchParams({ only: typed.only }).toString()}`;
    const name = nameOf(returned, text);
    const written = await this.#writtenLanguage(returned);
    this.pages.show(request, response, {
      view: preview === undefined ? 'review/decide' : 'review/confirm',
      title: text.decide.heading[decision](name),
      signedIn,
      section: 'review',
      campaign: await this.work.campaign(returned.campaignSlug, language),
      styles: ['console/review/review.css'],
      errors: Object.fromEntries(Object.entries(faults).map(([field, fault]) => [field, text.decide.faults[fault]])),
      ...(page.status === undefined ? {} : { status: page.status }),
      values: {
        text,
        decision,
        typed,
        version: returned.version,
        action: `/returns/${returned.id}/decisions/${path}`,
        backHref: `/returns/${returned.id}${query}`,
        fileName: returned.fileName,
        reasons: returned.reasons.map((code) => reasonSentence(language, code)),
        meanwhile: page.meanwhile ?? null,
        rejectionChoices: REJECTION_CODES.map((code) => ({ code, label: text.decide.rejectionCodes[code] })),
        writtenIn: text.writtenLanguages[written],
        found: decision === 'ATTACH' ? await this.#found(returned, typed) : [],
        preview: preview ?? null,
        reference: typed.chosen === '' ? typed.reference.trim().toUpperCase() : typed.chosen,
      },
    });
  }

  /** Of the letters to the municipality; bokmål while nobody knows whose the return is, for then nobody is written to. */
  async #writtenLanguage({ reference }: ReturnView): Promise<'nb' | 'nn'> {
    return reference === null ? 'nb' : (await this.declarations.byReference(reference)).language;
  }

  /** By what was searched for, else those that something about the return points to. */
  async #found(returned: ReturnView, { q }: Pick<TypedDecision, 'q'>): Promise<{ reference: string; name: string }[]> {
    const text = q.trim();
    const found =
      text === ''
        ? (
            await Promise.all(candidatesOf(returned).map((one) => this.search.find(returned.campaignSlug, one, 1)))
          ).flat()
        : await this.search.find(returned.campaignSlug, text, MOST_FOUND);
    return found.map(({ reference, recipientName }) => ({ reference, name: recipientName }));
  }
}

/** References that something pointed to, but where it lies; the few that a match ever has. */
function candidatesOf({ match, reference }: ReturnView): string[] {
  const references = match.candidates.map((candidate) => candidate.reference).filter((one) => one !== reference);
  return [...new Set(references)].slice(0, MOST_FOUND);
}
