import type { Limits } from './limits.js';
import type { PrefixDigests } from './pdf/prefix-digests.js';
import type { AlgorithmPolicy } from './policy/algorithm-policy.js';
import type { SignaturePolicyDocument } from './signatures/check-signature-policy.js';
import type { ModificationLevel } from './signatures/signature-dictionary.js';
import type { TrustedList } from './trusted-lists/trusted-list.js';

export type VerifyOptions = {
  /** DER certificates that are trusted: roots, issuing CAs, or signing certificates themselves. Nothing else is. */
  readonly trustAnchors: readonly Uint8Array[];
  /** Trusted lists whose signature the caller has checked (`readTrustedList`): their services are anchors as well. */
  readonly trustedLists?: readonly TrustedList[];
  /** The instant everything is judged at. */
  readonly at: Date;
  /** DER certificates that may complete a chain. They are not trusted for being given. */
  readonly certificates?: readonly Uint8Array[];
  /** DER of revocation lists and OCSP responses beside those in the file. They are checked like those. */
  readonly crls?: readonly Uint8Array[];
  readonly ocsps?: readonly Uint8Array[];
  readonly algorithmPolicy?: AlgorithmPolicy;
  /** Given (even empty), a signature that names a policy must name one of these; else policies are not processed. */
  readonly signaturePolicies?: readonly SignaturePolicyDocument[];
  readonly limits?: Partial<Limits>;
  /** Of these very bytes, when the caller digests their beginnings as well: what one has read the other need not. */
  readonly digests?: PrefixDigests;
  /** Judge later changes as if the document were certified at this level. */
  readonly docMdp?: ModificationLevel;
  /** Opens an encrypted file, as its user or its owner; the empty password is always tried. */
  readonly password?: string;
};
