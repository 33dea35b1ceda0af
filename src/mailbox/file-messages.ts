import { Injectable } from '@nestjs/common';
import { Clock } from '../platform/clock/index.js';
import type { ImapFolder, ImapSession } from '../platform/imap/index.js';
import { Log } from '../platform/logging/index.js';
import type { ImapMailbox } from './mailbox-options.js';
import { MailboxPlaces, type Place, type UnfiledEntry } from './mailbox-places.js';

const BATCH = 500;

/**
 * Moves messages that are dealt with out of the way of the people who read the mailbox: to Review those that one of
 * them has to look at, to Archive the others. Without such a folder they stay where they are.
 */
@Injectable()
export class FileMessages {
  constructor(
    private readonly places: MailboxPlaces,
    private readonly clock: Clock,
    private readonly log: Log,
  ) {}

  /** `place` is the folder that is open. Returns how many messages are still to be classified. */
  async execute(
    session: ImapSession,
    imap: ImapMailbox,
    place: Place,
    folders: readonly ImapFolder[],
  ): Promise<{ readonly awaited: number }> {
    for (;;) {
      const entries = await this.places.unfiled(place, BATCH);
      const forReview = (entry: UnfiledEntry): boolean => entry.state === 'NEEDS_REVIEW' || entry.openTask;
      await this.#move(session, place, entries.filter(forReview), pathOf(folders, imap.reviewFolder));
      await this.#move(
        session,
        place,
        entries.filter((entry) => !forReview(entry)),
        pathOf(folders, imap.archiveFolder),
      );
      if (entries.length < BATCH) break;
    }
    return { awaited: await this.places.awaited(place) };
  }

  async #move(
    session: ImapSession,
    place: Place,
    entries: readonly UnfiledEntry[],
    destination: string | null,
  ): Promise<void> {
    if (entries.length === 0) return;
    const uids = entries.map(({ uid }) => uid);
    if (destination !== null && destination !== place.folder && session.canMove) {
      const moved = await session.move(uids, destination);
      if (moved === null) {
        this.log.warn(
          { mailbox: place.mailbox, destination, messages: uids.length },
          'The mail server refuses to move messages; they stay where they are. Check the rights to the folder',
        );
      } else if (moved.uidValidity !== null) {
        const there: Place = { ...place, folder: destination, uidValidity: moved.uidValidity };
        const arrived = entries.flatMap(({ uid, inboundMessageId }) => {
          const newUid = moved.newUids.get(uid);
          return newUid === undefined ? [] : [{ uid: newUid, inboundMessageId }];
        });
        await this.places.arrived(there, arrived, this.clock.now());
      }
    }
    await this.places.filed(place, uids, this.clock.now());
  }
}

/** By its whole path, or by its name, whatever the case; the uppermost of several. */
function pathOf(folders: readonly ImapFolder[], wanted: string): string | null {
  const same = (text: string): boolean => text.toLowerCase() === wanted.toLowerCase();
  const found = folders.filter(({ path, name }) => same(path) || same(name));
  return found.toSorted((a, b) => a.path.length - b.path.length)[0]?.path ?? null;
}
