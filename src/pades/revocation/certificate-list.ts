import { algorithmIdentifier } from '../asn1/algorithm-identifier.js';
import type { AlgorithmIdentifier } from '../asn1/algorithm-identifier.js';
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
import { distributionPointName } from '../certificates/certificate-extensions.js';
import type { DistinguishedName } from '../certificates/distinguished-name.js';
import { distinguishedName } from '../certificates/distinguished-name.js';
import { generalName } from '../certificates/general-name.js';
import type { GeneralName } from '../certificates/general-name.js';
import type { Budget } from '../limits.js';

const CRL_EXTENSION = {
  number: '2.5.29.20',
  deltaIndicator: '2.5.29.27',
  issuingDistributionPoint: '2.5.29.28',
  authorityKeyIdentifier: '2.5.29.35',
  /** ITU-T X.509, 9.5.2.8: certificates that expired after this instant stay on the list. */
  expiredCertificates: '2.5.29.60',
} as const;
const ENTRY_EXTENSION = { reason: '2.5.29.21', certificateIssuer: '2.5.29.29' } as const;
const processed = new Set<string>([
  CRL_EXTENSION.number,
  CRL_EXTENSION.issuingDistributionPoint,
  CRL_EXTENSION.authorityKeyIdentifier,
]);

export type IssuingDistributionPoint = {
  readonly names: readonly GeneralName[];
  readonly onlyUsers: boolean;
  readonly onlyAuthorities: boolean;
  readonly onlyAttributes: boolean;
  readonly someReasons: boolean;
  readonly indirect: boolean;
};

export type RevokedEntry = { readonly revokedAt: Date; readonly reason: number | null };

/** A CRL (RFC 5280, 5). Entries are read when one is looked for: lists have up to millions of them. */
export class CertificateList {
  constructor(
    readonly der: Uint8Array,
    readonly signedPart: Uint8Array,
    readonly algorithm: AlgorithmIdentifier,
    readonly innerAlgorithm: AlgorithmIdentifier,
    readonly signature: Uint8Array,
    readonly issuer: DistinguishedName,
    readonly thisUpdate: Date,
    readonly nextUpdate: Date | null,
    private readonly revoked: BerElement | null,
    readonly distributionPoint: IssuingDistributionPoint | null,
    readonly isDelta: boolean,
    readonly expiredCertificatesFrom: Date | null,
    /** A critical extension that is not known here: the list must not be used. */
    readonly unprocessed: boolean,
  ) {}

  /** The entry of the certificate with this serial number and issuer, or null. Throws MalformedAsn1. */
  find(serial: string, issuer: DistinguishedName): RevokedEntry | null {
    if (this.distributionPoint?.indirect) return this.findIndirect(serial, issuer);
    for (const entry of this.revoked?.parts() ?? []) if (serialOf(entry) === serial) return revokedEntry(entry);
    return null;
  }

  /** 5.3.3: an entry belongs to the issuer named last before it, at first to the list's own. */
  private findIndirect(serial: string, issuer: DistinguishedName): RevokedEntry | null {
    let current: string = this.issuer.folded;
    for (const entry of this.revoked?.parts() ?? []) {
      const value = entryExtensions(entry).get(ENTRY_EXTENSION.certificateIssuer);
      if (value) {
        const names = sequence(value, 'certificate issuer').map(generalName);
        current = names.find((name) => name.kind === 'directory')?.name.folded ?? '';
      }
      if (current === issuer.folded && serialOf(entry) === serial) return revokedEntry(entry);
    }
    return null;
  }
}

/** Throws MalformedAsn1. */
export function parseCertificateList(der: Uint8Array, budget: Budget): CertificateList {
  const [signed, algorithm, signature] = sequence(readWhole(der, budget), 'certificate list');
  const fields = [...sequence(signed, 'list to be signed')];
  if (fields[0]?.is('universal', TAG.integer)) fields.shift();
  const innerAlgorithm = algorithmIdentifier(fields.shift(), 'signature algorithm');
  const issuer = distinguishedName(fields.shift());
  const thisUpdate = time(fields.shift(), 'thisUpdate');
  const isTime = (field: BerElement | undefined): boolean =>
    (field?.is('universal', TAG.utcTime) || field?.is('universal', TAG.generalizedTime)) ?? false;
  const nextUpdate = isTime(fields[0]) ? time(fields.shift(), 'nextUpdate') : null;
  const revoked = fields[0]?.is('universal', TAG.sequence) ? fields.shift()! : null;
  const extensionPart = fields.find((field) => field.is('context', 0));
  const values = new Map<string, BerElement>();
  let unprocessed = false;
  let isDelta = false;
  for (const element of extensionPart ? sequence(extensionPart.children()[0], 'extensions') : []) {
    const [oid, ...rest] = sequence(element, 'extension');
    const id = objectIdentifier(oid, 'extension');
    if (id === CRL_EXTENSION.deltaIndicator) isDelta = true;
    else if (rest.length === 2 && booleanValue(rest[0], 'criticality') && !processed.has(id)) unprocessed = true;
    if (id === CRL_EXTENSION.issuingDistributionPoint || id === CRL_EXTENSION.expiredCertificates)
      values.set(id, readWhole(octetString(rest.at(-1), 'extension value'), budget));
  }
  const place = values.get(CRL_EXTENSION.issuingDistributionPoint);
  const expired = values.get(CRL_EXTENSION.expiredCertificates);
  return new CertificateList(
    der,
    signed!.raw,
    algorithmIdentifier(algorithm, 'signature algorithm'),
    innerAlgorithm,
    bitString(signature, 'signature'),
    issuer,
    thisUpdate,
    nextUpdate,
    revoked,
    place ? issuingDistributionPoint(place) : null,
    isDelta,
    expired ? time(expired, 'expired certificates on the list') : null,
    unprocessed,
  );
}

/** 5.2.5; its parts have implicit tags. */
function issuingDistributionPoint(element: BerElement): IssuingDistributionPoint {
  const fields = sequence(element, 'issuing distribution point');
  const flag = (tag: number): boolean => {
    const field = fields.find((item) => item.is('context', tag));
    return field !== undefined && octets(field)[0] !== 0;
  };
  return {
    names: distributionPointName(fields.find((field) => field.is('context', 0))),
    onlyUsers: flag(1),
    onlyAuthorities: flag(2),
    someReasons: fields.some((field) => field.is('context', 3)),
    indirect: flag(4),
    onlyAttributes: flag(5),
  };
}

function serialOf(entry: BerElement): string {
  const first = entry.parts().next();
  return integerHex(first.done ? undefined : first.value, 'serial number');
}

function revokedEntry(entry: BerElement): RevokedEntry {
  const reason = entryExtensions(entry).get(ENTRY_EXTENSION.reason);
  return {
    revokedAt: time(entry.children()[1], 'revocation time'),
    reason: reason?.is('universal', TAG.enumerated) ? (octets(reason)[0] ?? null) : null,
  };
}

function entryExtensions(entry: BerElement): Map<string, BerElement> {
  const extensions = entry.children()[2];
  return new Map(
    (extensions ? sequence(extensions, 'entry extensions') : []).map((element) => {
      const [oid, ...rest] = sequence(element, 'entry extension');
      return [objectIdentifier(oid, 'entry extension'), entry.within(octetString(rest.at(-1), 'extension value'))];
    }),
  );
}
