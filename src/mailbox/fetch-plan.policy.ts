/** Messages that are asked for in one command. */
export interface FetchBatch {
  readonly uids: readonly number[];
  /** Only the beginning of the one message is fetched. */
  readonly headOnly: boolean;
}

export interface FetchLimits {
  readonly maxMessageBytes: number;
  readonly batchBytes: number;
  readonly batchMessages: number;
}

/**
 * Groups messages into commands, in their order: together up to the limits, a long one by itself, and of one that is
 * too large, or that proved to be trouble, only the beginning.
 */
export function planFetch(
  messages: readonly { readonly uid: number; readonly size: number }[],
  limits: FetchLimits,
  troublesome: ReadonlySet<number> = new Set(),
): FetchBatch[] {
  const batches: FetchBatch[] = [];
  let uids: number[] = [];
  let bytes = 0;
  const close = (): void => {
    if (uids.length > 0) batches.push({ uids, headOnly: false });
    uids = [];
    bytes = 0;
  };
  for (const { uid, size } of messages) {
    if (size > limits.maxMessageBytes || troublesome.has(uid)) {
      close();
      batches.push({ uids: [uid], headOnly: true });
      continue;
    }
    if (uids.length >= limits.batchMessages || bytes + size > limits.batchBytes) close();
    uids.push(uid);
    bytes += size;
  }
  close();
  return batches;
}
