import { algorithmIdentifier, digestName } from '../asn1/algorithm-identifier.js';
import type { DigestName } from '../asn1/algorithm-identifier.js';
import { readWhole } from '../asn1/ber.js';
import type { BerElement } from '../asn1/ber.js';
import {
  TAG,
  booleanValue,
  objectIdentifier,
  octetString,
  octets,
  sequence,
  smallInteger,
  time,
} from '../asn1/values.js';
import type { Budget } from '../limits.js';
import { MalformedAsn1 } from '../pades.errors.js';

/** TSTInfo (RFC 3161, 2.4.2), as far as a verdict needs it. */
export type TimeStampInfo = {
  readonly digest: DigestName | null;
  readonly imprint: Uint8Array;
  readonly time: Date;
  /** How far the true time may lie from `time`, in milliseconds. */
  readonly accuracyMs: number;
};

/** Throws MalformedAsn1. */
export function parseTimeStampInfo(bytes: Uint8Array, budget: Budget): TimeStampInfo {
  const fields = sequence(readWhole(bytes, budget), 'TSTInfo');
  if (smallInteger(fields[0], 'TSTInfo version') !== 1) throw new MalformedAsn1('TSTInfo is not of version 1.');
  objectIdentifier(fields[1], 'time-stamp policy');
  const [algorithm, hashed] = sequence(fields[2], 'message imprint');
  for (const extension of fields.find((field) => field.is('context', 1))?.children() ?? []) {
    const parts = sequence(extension, 'time-stamp extension');
    if (parts.length === 3 && booleanValue(parts[1], 'criticality'))
      throw new MalformedAsn1('A critical extension of the time-stamp is not processed.');
  }
  return {
    digest: digestName(algorithmIdentifier(algorithm, 'imprint digest').oid),
    imprint: octetString(hashed, 'message imprint'),
    time: time(fields[4], 'time-stamp time'),
    accuracyMs: accuracy(fields.slice(5).find((field) => field.is('universal', TAG.sequence))),
  };
}

/** Accuracy: seconds, milliseconds `[0]`, microseconds `[1]`, each optional. */
function accuracy(element: BerElement | undefined): number {
  let milliseconds = 0;
  for (const part of element?.children() ?? []) {
    if (part.is('universal', TAG.integer)) milliseconds += smallInteger(part, 'accuracy') * 1000;
    else if (part.is('context', 0)) milliseconds += unsigned(part);
    else if (part.is('context', 1)) milliseconds += Math.ceil(unsigned(part) / 1000);
  }
  return milliseconds;
}

function unsigned(element: BerElement): number {
  const content = octets(element);
  if (content.length === 0 || content.length > 4) throw new MalformedAsn1('The accuracy is out of range.');
  return Buffer.from(content).readUIntBE(0, content.length);
}
