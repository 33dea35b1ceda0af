/** The certificates (DER) that signatures may lead to: the ministry's own seal and the configured roots. */
export abstract class TrustAnchors {
  abstract readonly certificates: readonly Uint8Array[];
}
