import { Injectable } from '@nestjs/common';
import type { ListedEvent } from '../../audit/index.js';
import type { Campaign } from '../../campaigns/index.js';
import { ManagePeople } from '../../identity/index.js';
import { LetterReadModel } from '../../letters/index.js';

/** What an event is about and only its own name tells, by that name: what its page needs is an id. */
export interface EventPlaces {
  /** Ids of letters by Message-ID. */
  readonly letters: ReadonlyMap<string, string>;
  /** Ids of people by address; none for readers to whom the page of a person is closed. */
  readonly people: ReadonlyMap<string, string>;
  /** Slugs of campaigns by id. */
  readonly campaigns: ReadonlyMap<string, string>;
}

export const NO_PLACES: EventPlaces = { letters: new Map(), people: new Map(), campaigns: new Map() };

/** Finds the pages of the letters and people that a page of events is about: one query each. */
@Injectable()
export class FindEventPlaces {
  constructor(
    private readonly letters: LetterReadModel,
    private readonly people: ManagePeople,
  ) {}

  async execute(
    events: readonly ListedEvent[],
    campaigns: readonly Campaign[],
    seesPeople: boolean,
  ): Promise<EventPlaces> {
    const named = (kind: string, texts: readonly string[]): string[] => [
      ...new Set(texts.filter((text) => text.startsWith(`${kind}:`)).map((text) => text.slice(kind.length + 1))),
    ];
    const subjects = events.map(({ subject }) => subject);
    const messageIds = events.flatMap(({ data: { messageId } }) => (typeof messageId === 'string' ? [messageId] : []));
    const actors = events.map(({ actor }) => actor);
    const [letters, people] = await Promise.all([
      this.letters.idsByMessageId([...named('letter', subjects), ...messageIds]),
      this.people.idsByEmail(seesPeople ? named('person', [...subjects, ...actors]) : []),
    ]);
    return { letters, people, campaigns: new Map(campaigns.map(({ id, slug }) => [id, slug])) };
  }
}
