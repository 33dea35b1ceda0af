import { MessageUnreadable, READING_LIMITS, type ReadingLimits, type ReadMessage } from '../../mime/index.js';
import { packageFile } from '../../platform/config/index.js';
import { NameLookup, NameLookupFailed } from '../../platform/dns/index.js';
import {
  type ProcessLimits,
  ProcessPool,
  ProcessPoolClosed,
  ProcessWorkAborted,
} from '../../platform/processes/index.js';
import { type MessageEnvelope, MessageReader, ReaderClosed } from './message-reader.js';
import type { NameQuestion, NameReply, ReadingAnswer, ReadingRequest } from './reading-request.js';
import type { SenderChecks } from './sender-checks.js';

export const READER_LIMITS: ProcessLimits = { processes: 2, timeoutMs: 30_000, memoryMb: 512 };

/** For mail of our own making, where the outcome must not depend on how busy the machine is. */
export const PATIENT_READER_LIMITS: ProcessLimits = { ...READER_LIMITS, timeoutMs: 300_000 };

export interface ReaderOptions {
  readonly limits: ProcessLimits;
  /** Longest message that is read. */
  readonly maxMessageBytes: number;
  /** Null: senders are not checked. */
  readonly nameLookup: NameLookup | null;
}

const PROCESS_FILE = packageFile('dist', 'mailbox', 'reading', 'reading-process.js');
const WORDS = { subject: 'message', verb: 'read', work: 'reading' };

/** Reads in processes that can be killed: a message past its limit takes its process with it, and nothing else. */
export class ProcessMessageReader extends MessageReader {
  readonly #pool: ProcessPool<ReadingRequest, ReadingAnswer>;
  readonly #limits: ReadingLimits;
  readonly #nameLookup: NameLookup | null;

  constructor({ limits, maxMessageBytes, nameLookup }: ReaderOptions, processFile: string = PROCESS_FILE) {
    super();
    this.#pool = new ProcessPool(processFile, limits, WORDS);
    this.#limits = { ...READING_LIMITS, bytes: maxMessageBytes };
    this.#nameLookup = nameLookup;
  }

  async read(raw: Buffer): Promise<ReadMessage> {
    const answer = await this.#run({ kind: 'READ', raw, limits: this.#limits });
    if (answer.kind === 'MESSAGE') return answer.message;
    throw new MessageUnreadable(answer.kind === 'UNREADABLE' ? answer.words : 'It was not read.');
  }

  async checkSender(raw: Buffer, envelope: MessageEnvelope): Promise<SenderChecks | null> {
    if (this.#nameLookup === null) return null;
    try {
      const answer = await this.#run({ kind: 'CHECK_SENDER', raw, envelope }, this.#nameLookup);
      return answer.kind === 'SENDER' ? answer.checks : null;
    } catch (error) {
      if (error instanceof MessageUnreadable) return null;
      throw error;
    }
  }

  async close(): Promise<void> {
    await this.#pool.close();
  }

  async #run(request: ReadingRequest, nameLookup: NameLookup | null = null): Promise<ReadingAnswer> {
    try {
      return await this.#pool.run(request, {
        reply: async (question) => await reply(nameLookup, question as NameQuestion),
      });
    } catch (error) {
      if (error instanceof ProcessWorkAborted) throw new MessageUnreadable(error.message, { cause: error });
      if (error instanceof ProcessPoolClosed) throw new ReaderClosed();
      throw error;
    }
  }
}

async function reply(nameLookup: NameLookup | null, { name, type }: NameQuestion): Promise<NameReply> {
  try {
    return { records: (await nameLookup?.resolve(name, type)) ?? [] };
  } catch (error) {
    return { failed: error instanceof NameLookupFailed ? error.code : 'EFAIL' };
  }
}
