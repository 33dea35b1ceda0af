import type { ReadingLimits, ReadMessage } from '../../mime/index.js';
import type { MessageEnvelope } from './message-reader.js';
import type { SenderChecks } from './sender-checks.js';

/** What a reading process is asked to do. */
export type ReadingRequest =
  | { readonly kind: 'READ'; readonly raw: Buffer; readonly limits: ReadingLimits }
  | { readonly kind: 'CHECK_SENDER'; readonly raw: Buffer; readonly envelope: MessageEnvelope };

export type ReadingAnswer =
  | { readonly kind: 'MESSAGE'; readonly message: ReadMessage }
  | { readonly kind: 'UNREADABLE'; readonly words: string }
  | { readonly kind: 'SENDER'; readonly checks: SenderChecks };

/** What a reading process asks the service: names are looked up there. */
export interface NameQuestion {
  readonly name: string;
  readonly type: string;
}

export type NameReply = { readonly records: readonly unknown[] } | { readonly failed: string };
