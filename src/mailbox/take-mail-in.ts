import { Inject, Injectable } from '@nestjs/common';
import { Clock } from '../platform/clock/index.js';
import { isOutage, Metrics } from '../platform/http/index.js';
import { ImapError, type ImapListing, type ImapMessage, type ImapSession } from '../platform/imap/index.js';
import { describeError } from '../platform/jobs/index.js';
import { Log } from '../platform/logging/index.js';
import { headersOf } from '../platform/mail/index.js';
import { arrivalInMailbox } from './arrival-in-mailbox.policy.js';
import { deliveryAddress, envelopeSender } from './envelope.policy.js';
import { type FetchBatch, planFetch } from './fetch-plan.policy.js';
import type { FoundMessage } from './found-message.js';
import { headOf } from './head-of.js';
import { mailboxOf } from './mailbox-address.js';
import { type ImapMailbox, MAILBOX_OPTIONS, type MailboxOptions } from './mailbox-options.js';
import { MailboxPlaces, type Place } from './mailbox-places.js';
import { envelopeHeaders } from './message-envelope.js';
import { StoreInboundMessage } from './store-inbound-message.js';

export interface FolderToTake {
  readonly path: string;
  /** Every message is held against what is stored, not only those that came since the last look. */
  readonly whole: boolean;
  /** What the server put there before is left alone; null: nothing is. */
  readonly since: Date | null;
}

export interface Taken {
  readonly place: Place;
  /** Messages that lay there and were gone before they could be fetched: somebody moved or deleted them. */
  readonly vanished: number;
}

const HEAD_BYTES = 1024 * 1024;
const BATCH = { batchBytes: 8 * 1024 * 1024, batchMessages: 100 };
/** Stored at the same time, while the next ones are fetched. */
const STORED_AT_ONCE = 3;
/** A message that could not be stored so often is taken by its header only. */
const MOST_ATTEMPTS = 3;
/** Where the connection broke so often in a row, the others go first. A server that is going down breaks a few. */
const BREAKS_IN_A_ROW = 3;
/** A message at which that happened so often, over some eight minutes, is taken by its header only. */
const MOST_TIMES_PUT_OFF = 5;

/**
 * Takes in what lies in one folder and is not stored yet: each message by itself, so that one that cannot be stored
 * keeps none of the others. Nothing in the mailbox changes by it.
 */
@Injectable()
export class TakeMailIn {
  /** How often the connection broke while a message was being fetched, by folder and UID. */
  readonly #broken = new Map<string, number>();
  readonly #taken;

  constructor(
    private readonly storeInboundMessage: StoreInboundMessage,
    private readonly places: MailboxPlaces,
    private readonly clock: Clock,
    private readonly log: Log,
    metrics: Metrics,
    @Inject(MAILBOX_OPTIONS) private readonly options: MailboxOptions,
  ) {
    this.#taken = metrics.counter(
      'tilslutning_mailbox_messages_total',
      'Messages taken from the mailbox over IMAP, by what became of them',
      ['outcome'],
    );
  }

  /** Throws ImapError, MAILBOX_UNKNOWN, or what the database throws when it is away. What was stored by then stays stored. */
  async execute(session: ImapSession, imap: ImapMailbox, folder: FolderToTake): Promise<Taken> {
    const { uidValidity } = await session.openFolder(folder.path);
    const place: Place = { mailbox: imap.address, folder: folder.path, uidValidity };
    const highest = await this.places.highestUid(place);
    const whole = folder.whole || highest === null;
    const listed = await session.listFrom(whole ? 1 : highest + 1);
    const wanted = [...(await this.#toRetry(session, place, whole)), ...(await this.#unsettled(place, listed, whole))];
    const inTime = wanted.filter(
      ({ internalDate }) => folder.since === null || internalDate === null || internalDate >= folder.since,
    );
    const troublesome = await this.places.uidsPutOff(place, MOST_TIMES_PUT_OFF);
    let vanished = 0;
    for (const batch of this.#plan(place, inTime, troublesome)) {
      vanished += await this.#take(session, imap, place, batch);
      await this.places.advance(place, batch.uids.at(-1) ?? 0);
    }
    await this.places.advance(place, listed.at(-1)?.uid ?? highest ?? 0);
    return { place, vanished };
  }

  async #toRetry(session: ImapSession, place: Place, whole: boolean): Promise<ImapListing[]> {
    if (whole) return [];
    const uids = await this.places.uidsToRetry(place, this.clock.now());
    const there = await session.listThese(uids);
    const gone = uids.filter((uid) => !there.some((one) => one.uid === uid));
    if (gone.length > 0) await this.places.forget(place, gone);
    return there;
  }

  async #unsettled(place: Place, listed: readonly ImapListing[], whole: boolean): Promise<ImapListing[]> {
    if (!whole || listed.length === 0) return [...listed];
    const settled = await this.places.settledUids(place, this.clock.now());
    return listed.filter(({ uid }) => !settled.has(uid));
  }

  #plan(place: Place, wanted: readonly ImapListing[], troublesome: ReadonlySet<number>): FetchBatch[] {
    // Once a connection broke, messages come one by one: so it is known at which it breaks again.
    const careful = wanted.some(({ uid }) => this.#broken.has(keyOf(place, uid)));
    const limits = { ...BATCH, maxMessageBytes: this.options.maxMessageBytes };
    return planFetch(wanted, careful ? { ...limits, batchMessages: 1 } : limits, troublesome);
  }

  /** Returns how many of the batch were gone. */
  async #take(session: ImapSession, imap: ImapMailbox, place: Place, batch: FetchBatch): Promise<number> {
    const missing = new Set(batch.uids);
    const storing = new Set<Promise<void>>();
    const failures: unknown[] = [];
    try {
      for await (const message of session.messages(batch.uids, batch.headOnly ? HEAD_BYTES : undefined)) {
        missing.delete(message.uid);
        this.#broken.delete(keyOf(place, message.uid));
        const stored: Promise<void> = this.#store(imap, place, message, batch.headOnly)
          .catch((error: unknown) => void failures.push(error))
          .finally(() => storing.delete(stored));
        storing.add(stored);
        if (storing.size >= STORED_AT_ONCE) await Promise.race(storing);
        if (failures.length > 0) break;
      }
    } catch (error) {
      await this.#noteBreak(place, missing, error);
      throw error;
    } finally {
      await Promise.all(storing);
    }
    if (failures.length > 0) throw failures[0];
    return missing.size;
  }

  /** The server sends in the order of the UIDs: the first that did not come is the one that it broke at. */
  async #noteBreak(place: Place, missing: ReadonlySet<number>, error: unknown): Promise<void> {
    const [uid] = missing;
    if (uid === undefined || !(error instanceof ImapError)) return;
    const times = (this.#broken.get(keyOf(place, uid)) ?? 0) + 1;
    this.#broken.set(keyOf(place, uid), times);
    if (times < BREAKS_IN_A_ROW) return;
    // The others go on, and it is tried again later: it may be the message, and as well the network or the server.
    await this.places.fail(place, uid, error, this.clock.now());
    await this.places.advance(place, uid);
    this.#broken.delete(keyOf(place, uid));
    this.#failed(place, uid, error);
  }

  async #store(imap: ImapMailbox, place: Place, message: ImapMessage, headOnly: boolean): Promise<void> {
    const found = this.#found(imap, place, message, headOnly);
    try {
      await this.#storeAs(found, place, message.uid);
      this.#taken.inc({ outcome: headOnly ? 'header' : 'whole' });
    } catch (error) {
      // The mailbox, or the database, is no good for any message just now.
      if (isOutage(error) || (error as { code?: unknown }).code === 'MAILBOX_UNKNOWN') throw error;
      await this.#retryLater(found, place, message, error);
    }
  }

  async #retryLater(found: FoundMessage, place: Place, { uid, size }: ImapMessage, error: unknown): Promise<void> {
    const attempts = await this.places.fail(place, uid, error, this.clock.now());
    this.#failed(place, uid, error);
    if (attempts < MOST_ATTEMPTS) return;
    const stub: FoundMessage = { ...found, raw: headOf(found.raw), wholeLength: found.wholeLength ?? size };
    await this.#storeAs(stub, place, uid).then(
      () => this.#taken.inc({ outcome: 'header' }),
      (second: unknown) => this.#failed(place, uid, second),
    );
  }

  async #storeAs(found: FoundMessage, place: Place, uid: number): Promise<void> {
    await this.storeInboundMessage.execute(found, async (manager, { id }) => {
      await this.places.link(manager, place, uid, id, this.clock.now());
    });
  }

  #failed(place: Place, uid: number, error: unknown): void {
    this.#taken.inc({ outcome: 'failed' });
    this.log.error(
      { mailbox: place.mailbox, folder: place.folder, uid, error: describeError(error) },
      'A message in the mailbox could not be stored; it stays there and is tried again',
    );
  }

  #found(imap: ImapMailbox, place: Place, message: ImapMessage, headOnly: boolean): FoundMessage {
    const raw = headOnly ? headOf(message.bytes) : message.bytes;
    const headers = envelopeHeaders(raw);
    return {
      source: 'IMAP',
      foundAt: urlOf(imap, place, message.uid),
      raw,
      wholeLength: headOnly ? message.size : null,
      deliveredTo: deliveryAddress(headers, new Set([imap.address]), mailboxOf) ?? imap.address,
      envelopeFrom: envelopeSender(headers),
      arrivedAt: arrivalInMailbox({
        received: [...headersOf(raw, 'received')],
        trustedHop: this.options.trustedHop,
        internalDate: message.internalDate,
        now: this.clock.now(),
      }),
      actor: 'system:mailbox',
    };
  }
}

const keyOf = ({ folder, uidValidity }: Place, uid: number): string => `${uidValidity} ${uid} ${folder}`;

/** RFC 5092, without the user's name. */
function urlOf(imap: ImapMailbox, { folder, uidValidity }: Place, uid: number): string {
  return `imap://${imap.server.host}/${encodeURIComponent(folder)};UIDVALIDITY=${uidValidity}/;UID=${uid}`;
}
