import type { TrustedList } from '../pades/index.js';

/** What signatures may lead to. */
export abstract class TrustAnchors {
  /** DER: the ministry's own seal and the configured roots. */
  abstract readonly certificates: readonly Uint8Array[];
  /** Their services are anchors as well; asked for each document, because lists are issued anew. */
  abstract trustedLists(): Promise<readonly TrustedList[]>;
}
