import { InvalidTrustedList } from '../pades.errors.js';
import { parseTrustedList } from './parse-trusted-list.js';
import type { TrustedList } from './trusted-list.js';
import { verifyListSignature } from './verify-list-signature.js';

/** The largest national lists have about 6 MB. */
const MAX_BYTES = 32 * 1024 * 1024;

export type ReadTrustedListOptions = {
  /** DER certificates that may sign the list, as the list of lists or the operator publishes them; one must fit exactly. */
  readonly signers: readonly Uint8Array[];
};

/**
 * Reads a trusted list (ETSI TS 119 612, version 5) and checks its enveloped XAdES signature. What is returned comes from
 * the bytes that were signed, not from the file. The XML libraries are loaded when first needed. Throws InvalidTrustedList.
 */
export async function readTrustedList(xml: Uint8Array, { signers }: ReadTrustedListOptions): Promise<TrustedList> {
  if (xml.length > MAX_BYTES)
    throw new InvalidTrustedList('TOO_LARGE', `The list has ${xml.length} bytes, more than the ${MAX_BYTES} allowed.`);
  const text = new TextDecoder('utf-8').decode(xml);
  // A list needs no document type; without one there are no entities, neither outside nor multiplying.
  if (/<!(?:DOCTYPE|ENTITY)/i.test(text))
    throw new InvalidTrustedList('DOCUMENT_TYPE', 'The list declares a document type, which no trusted list needs.');
  return parseTrustedList(await verifyListSignature(text, signers));
}
