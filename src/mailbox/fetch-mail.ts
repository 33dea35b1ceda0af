import { Injectable } from '@nestjs/common';
import { Clock } from '../platform/clock/index.js';
import type { ImapFolder, ImapSession } from '../platform/imap/index.js';
import { FileMessages } from './file-messages.js';
import type { ImapMailbox } from './mailbox-options.js';
import { isReconcileDue } from './mailbox-round.policy.js';
import { MailboxWatches } from './mailbox-watches.js';
import { TakeMailIn } from './take-mail-in.js';

export interface Round {
  /** Messages in the watched folder that are stored and not classified yet: soon there is something to move. */
  readonly awaited: number;
}

/** Where a message that somebody wrote to us cannot be, or is not wanted. People do put others' answers into the bin. */
const LEFT_ALONE: ReadonlySet<string> = new Set(['\\Sent', '\\Drafts', '\\Junk', '\\All', '\\Flagged']);

/** One look at a mailbox: fetch what is new, now and then hold every folder against what is stored, and tidy up. */
@Injectable()
export class FetchMail {
  constructor(
    private readonly takeMailIn: TakeMailIn,
    private readonly fileMessages: FileMessages,
    private readonly watches: MailboxWatches,
    private readonly clock: Clock,
  ) {}

  /** `reconcile`: whether or not it is time for that. Throws as TakeMailIn does. */
  async execute(session: ImapSession, imap: ImapMailbox, reconcile: boolean): Promise<Round> {
    await this.watches.begin(imap.address, this.clock.now());
    const watch = await this.watches.read(imap.address);
    const due = reconcile || isReconcileDue(watch?.reconciledAt ?? null, this.clock.now());
    const folders = await session.folders();
    let taken = await this.takeMailIn.execute(session, imap, { path: imap.folder, whole: due, since: imap.since });
    // What vanished before it could be fetched was deleted, or lies in another folder now.
    const everywhere = due || taken.vanished > 0;
    if (everywhere) {
      const since = imap.since ?? watch?.startedAt ?? null;
      for (const { path } of folders.filter((folder) => isToBeTaken(folder, imap))) {
        await this.takeMailIn.execute(session, imap, { path, whole: true, since });
      }
      taken = await this.takeMailIn.execute(session, imap, { path: imap.folder, whole: false, since: imap.since });
    }
    await this.watches.fetched(imap.address, this.clock.now(), everywhere);
    return await this.fileMessages.execute(session, imap, taken.place, folders);
  }
}

function isToBeTaken({ path, use }: ImapFolder, imap: ImapMailbox): boolean {
  return path.toLowerCase() !== imap.folder.toLowerCase() && !(use !== null && LEFT_ALONE.has(use));
}
