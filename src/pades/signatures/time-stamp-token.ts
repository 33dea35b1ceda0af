import { algorithmIdentifier, digestName } from '../asn1/algorithm-identifier.js';
import type { DigestName } from '../asn1/algorithm-identifier.js';
import { readWhole } from '../asn1/ber.js';
import { objectIdentifier, octetString, sequence, smallInteger, time } from '../asn1/values.js';
import type { Budget } from '../limits.js';

/** TSTInfo (RFC 3161, 2.4.2), as far as a verdict needs it. */
export type TimeStampInfo = { readonly digest: DigestName | null; readonly imprint: Uint8Array; readonly time: Date };

/** Throws MalformedAsn1. */
export function parseTimeStampInfo(bytes: Uint8Array, budget: Budget): TimeStampInfo {
  const fields = sequence(readWhole(bytes, budget), 'TSTInfo');
  smallInteger(fields[0], 'TSTInfo version');
  objectIdentifier(fields[1], 'time-stamp policy');
  const [algorithm, hashed] = sequence(fields[2], 'message imprint');
  return {
    digest: digestName(algorithmIdentifier(algorithm, 'imprint digest').oid),
    imprint: octetString(hashed, 'message imprint'),
    time: time(fields[4], 'time-stamp time'),
  };
}
