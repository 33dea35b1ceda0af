import { Injectable } from '@nestjs/common';
import { CampaignReadModel } from '../../campaigns/index.js';
import { actorName, actorOfPerson, permits, ResponsibleActors, type SignedIn } from '../../identity/index.js';
import type { PageLanguage } from '../../platform/pages/index.js';
import { NextForReview, ReturnReadModel, type ReturnView } from '../../returns/index.js';
import type { ReviewTexts } from './texts/review-texts.js';
import { reviewTexts } from './texts/texts-of-language.js';

/** Why somebody may not decide on a return. */
export type Hindrance = 'NOT_IN_REVIEW' | 'NOT_APPROVER' | 'OWN';

/** What every page of the review needs: whose turn it is, which return is next, and what was just decided. */
@Injectable()
export class ReviewWork {
  constructor(
    private readonly campaigns: CampaignReadModel,
    private readonly returns: ReturnReadModel,
    private readonly next: NextForReview,
    private readonly responsible: ResponsibleActors,
  ) {}

  async campaign(slug: string, language: PageLanguage): Promise<{ slug: string; name: string }> {
    const { definition } = await this.campaigns.bySlug(slug);
    return { slug, name: definition.title[language === 'nn' ? 'nn' : 'nb'] };
  }

  /** Null: they may. Four eyes: nobody decides on what they, or a key of theirs, handed in. */
  async hindrance({ person }: SignedIn, returned: ReturnView): Promise<Hindrance | null> {
    if (returned.state !== 'NEEDS_REVIEW') return 'NOT_IN_REVIEW';
    if (!permits(person.roles, ['approver'])) return 'NOT_APPROVER';
    return (await this.responsible.areOne(returned.handedInBy, actorName(actorOfPerson(person)))) ? 'OWN' : null;
  }

  /** Where to go on: the next return, or the queue when nothing is left. */
  async nextHref({ person }: SignedIn, returned: ReturnView, only: string | undefined): Promise<string> {
    const id = await this.next.execute(returned, actorName(actorOfPerson(person)), only);
    const path = id === null ? `/campaigns/${returned.campaignSlug}/review` : `/returns/${id}`;
    return only === undefined ? path : `${path}?${new URLSearchParams({ only }).toString()}`;
  }

  /** What was just decided, as the return says itself: null when nobody has decided on it. */
  async doneWords(id: string | undefined, language: PageLanguage, goesOn: boolean): Promise<string | null> {
    if (id === undefined) return null;
    const last = (await this.returns.reviews(id)).at(-1);
    if (last === undefined) return null;
    const text = reviewTexts[language];
    const said = text.doneNotice(text.decisions[last.decision].done, nameOf(await this.returns.byId(id), text));
    return `${said} ${goesOn ? text.nextNotice : text.noneLeft}`;
  }
}

/** Whose return it is, for headings. */
export function nameOf({ recipientName }: ReturnView, text: Pick<ReviewTexts, 'unknownMunicipality'>): string {
  return recipientName ?? text.unknownMunicipality;
}
