import { algorithmIdentifier, digestName } from '../asn1/algorithm-identifier.js';
import type { AlgorithmIdentifier, DigestName } from '../asn1/algorithm-identifier.js';
import { readWhole } from '../asn1/ber.js';
import type { BerElement } from '../asn1/ber.js';
import {
  TAG,
  bitString,
  booleanValue,
  integerHex,
  objectIdentifier,
  octetString,
  octets,
  sequence,
  time,
} from '../asn1/values.js';
import { distinguishedName } from '../certificates/distinguished-name.js';
import type { Budget } from '../limits.js';
import { MalformedAsn1 } from '../pades.errors.js';

const BASIC = '1.3.6.1.5.5.7.48.1.1';
const ARCHIVE_CUTOFF = '1.3.6.1.5.5.7.48.1.6';
/** Common PKI, 3.1.2: the digest of the certificate the answer is about; the responder has it, so it was issued. */
const CERTIFICATE_HASH = '1.3.36.8.3.13';
/** Extensions (RFC 6960, 4.4) that change nothing about who was revoked when. */
const harmless = new Set(['1.3.6.1.5.5.7.48.1.2', '1.3.6.1.5.5.7.48.1.3', ARCHIVE_CUTOFF, CERTIFICATE_HASH]);

export type SingleResponse = {
  readonly digest: DigestName | null;
  readonly issuerNameHash: Uint8Array;
  readonly issuerKeyHash: Uint8Array;
  readonly serial: string;
  readonly status: 'good' | 'revoked' | 'unknown';
  readonly revokedAt: Date | null;
  /** CRLReason (RFC 5280, 5.3.1), or null when none is given. */
  readonly reason: number | null;
  readonly thisUpdate: Date;
  readonly nextUpdate: Date | null;
  readonly archiveCutoff: Date | null;
  readonly certificateHash: { readonly digest: DigestName | null; readonly hash: Uint8Array } | null;
};

/** A BasicOCSPResponse (RFC 6960, 4.2.1). */
export type OcspResponse = {
  readonly der: Uint8Array;
  readonly signedPart: Uint8Array;
  readonly responder: { readonly name: string } | { readonly keyHash: Uint8Array };
  readonly producedAt: Date;
  readonly responses: readonly SingleResponse[];
  readonly algorithm: AlgorithmIdentifier;
  readonly signature: Uint8Array;
  readonly certificates: readonly Uint8Array[];
  /** A critical extension that is not known here: the answer must not be used. */
  readonly unprocessed: boolean;
};

/** Takes an OCSPResponse or the BasicOCSPResponse in one; null for an answer that is no success. Throws MalformedAsn1. */
export function parseOcspResponse(der: Uint8Array, budget: Budget): OcspResponse | null {
  const outer = sequence(readWhole(der, budget), 'OCSP response');
  if (!outer[0]?.is('universal', TAG.enumerated)) return parseBasic(der, outer, budget);
  if (octets(outer[0])[0] !== 0) return null;
  const [type, response] = sequence(outer[1]?.children()[0], 'response bytes');
  if (objectIdentifier(type, 'response type') !== BASIC) return null;
  return parseBasic(der, sequence(readWhole(octetString(response, 'response'), budget), 'basic response'), budget);
}

function parseBasic(der: Uint8Array, parts: readonly BerElement[], budget: Budget): OcspResponse {
  const [data, algorithm, signature, certificates] = parts;
  const fields = [...sequence(data, 'response data')];
  if (fields[0]?.is('context', 0)) fields.shift();
  const responder = fields.shift();
  const producedAt = time(fields.shift(), 'production time');
  const responses = sequence(fields.shift(), 'responses');
  if (responses.length > 1000) throw new MalformedAsn1('More than 1000 answers in one.');
  const extensions = parseExtensions(fields.find((field) => field.is('context', 1)));
  const singles = responses.map((response) => single(response, budget));
  return {
    der,
    signedPart: data!.raw,
    responder: responderId(responder),
    producedAt,
    responses: singles.map(({ answer }) => answer),
    algorithm: algorithmIdentifier(algorithm, 'signature algorithm'),
    signature: bitString(signature, 'signature'),
    certificates: (certificates ? sequence(certificates.children()[0], 'certificates') : [])
      .slice(0, 50)
      .map(({ raw }) => raw),
    unprocessed: extensions.unprocessed || singles.some((item) => item.unprocessed),
  };
}

function responderId(element: BerElement | undefined): OcspResponse['responder'] {
  const [inner] = element?.children() ?? [];
  if (element?.is('context', 1)) return { name: distinguishedName(inner).folded };
  if (element?.is('context', 2)) return { keyHash: octetString(inner, 'key hash') };
  throw new MalformedAsn1('The response names no responder.');
}

function single(element: BerElement, budget: Budget): { answer: SingleResponse; unprocessed: boolean } {
  const fields = [...sequence(element, 'single response')];
  const [algorithm, nameHash, keyHash, serial] = sequence(fields.shift(), 'certificate identifier');
  const status = fields.shift();
  const thisUpdate = time(fields.shift(), 'thisUpdate');
  const next = fields.find((field) => field.is('context', 0));
  const extensions = parseExtensions(fields.find((field) => field.is('context', 1)));
  const cutoff = extensions.values.get(ARCHIVE_CUTOFF);
  const hash = extensions.values.get(CERTIFICATE_HASH);
  return {
    unprocessed: extensions.unprocessed,
    answer: {
      digest: digestName(algorithmIdentifier(algorithm, 'certificate identifier').oid),
      issuerNameHash: octetString(nameHash, 'issuer name hash'),
      issuerKeyHash: octetString(keyHash, 'issuer key hash'),
      serial: integerHex(serial, 'serial number'),
      ...certificateStatus(status),
      thisUpdate,
      nextUpdate: next ? time(next.children()[0], 'nextUpdate') : null,
      archiveCutoff: cutoff ? time(readWhole(cutoff, budget), 'archive cutoff') : null,
      certificateHash: hash ? certificateHash(readWhole(hash, budget)) : null,
    },
  };
}

function certificateStatus(element: BerElement | undefined): Pick<SingleResponse, 'status' | 'revokedAt' | 'reason'> {
  if (element?.is('context', 0)) return { status: 'good', revokedAt: null, reason: null };
  if (element?.is('context', 2)) return { status: 'unknown', revokedAt: null, reason: null };
  if (!element?.is('context', 1)) throw new MalformedAsn1('The response gives no status.');
  const [revokedAt, reason] = element.children();
  const code = reason?.children()[0];
  return {
    status: 'revoked',
    revokedAt: time(revokedAt, 'revocation time'),
    reason: code?.is('universal', TAG.enumerated) ? (octets(code)[0] ?? null) : null,
  };
}

function certificateHash(element: BerElement): NonNullable<SingleResponse['certificateHash']> {
  const [algorithm, hash] = sequence(element, 'certificate hash');
  return {
    digest: digestName(algorithmIdentifier(algorithm, 'certificate hash').oid),
    hash: octetString(hash, 'certificate hash'),
  };
}

function parseExtensions(part: BerElement | undefined): { values: Map<string, Uint8Array>; unprocessed: boolean } {
  const values = new Map<string, Uint8Array>();
  let unprocessed = false;
  for (const element of part ? sequence(part.children()[0], 'extensions') : []) {
    const [oid, ...rest] = sequence(element, 'extension');
    const id = objectIdentifier(oid, 'extension');
    if (rest.length === 2 && booleanValue(rest[0], 'criticality') && !harmless.has(id)) unprocessed = true;
    values.set(id, octetString(rest.at(-1), 'extension value'));
  }
  return { values, unprocessed };
}
