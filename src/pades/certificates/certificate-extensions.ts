import { readWhole } from '../asn1/ber.js';
import type { BerElement } from '../asn1/ber.js';
import { TAG, objectIdentifier, octets, sequence } from '../asn1/values.js';
import type { Budget } from '../limits.js';
import { MalformedAsn1 } from '../pades.errors.js';
import { EXTENSION } from './certificate.js';
import type { Certificate } from './certificate.js';
import { generalName } from './general-name.js';
import type { GeneralName } from './general-name.js';

/** One place revocation lists are published (RFC 5280, 4.2.1.13). */
export type DistributionPoint = {
  readonly names: readonly GeneralName[];
  /** Who signs the list, when it is not the certificate's issuer. */
  readonly issuers: readonly GeneralName[];
  /** Only for some of the reasons of revocation. */
  readonly limited: boolean;
};

export type AccessLocations = { readonly ocsp: readonly string[]; readonly issuers: readonly string[] };

const OCSP = '1.3.6.1.5.5.7.48.1';
const CA_ISSUERS = '1.3.6.1.5.5.7.48.2';

/** The extension's value, or null when there is none. Throws MalformedAsn1. */
export function extensionValue(certificate: Certificate, oid: string, budget: Budget): BerElement | null {
  const extension = certificate.extensions.get(oid);
  return extension ? readWhole(extension.value, budget) : null;
}

/** Throws MalformedAsn1. */
export function distributionPoints(certificate: Certificate, budget: Budget): DistributionPoint[] {
  const value = extensionValue(certificate, EXTENSION.distributionPoints, budget);
  if (!value) return [];
  return sequence(value, 'distribution points')
    .slice(0, 20)
    .map((point) => {
      const fields = sequence(point, 'distribution point');
      return {
        names: distributionPointName(fields.find((field) => field.is('context', 0))),
        issuers: (fields.find((field) => field.is('context', 2))?.children() ?? []).map(generalName),
        limited: fields.some((field) => field.is('context', 1)),
      };
    });
}

/** DistributionPointName under its explicit tag; a name relative to the issuer is left out: profiles forbid it. */
export function distributionPointName(field: BerElement | undefined): GeneralName[] {
  const [choice] = field?.children() ?? [];
  return choice?.is('context', 0) ? choice.children().slice(0, 20).map(generalName) : [];
}

/** RFC 5280, 4.2.2.1: where to ask about the certificate, and where to get its issuer's. Never throws. */
export function accessLocations(certificate: Certificate, budget: Budget): AccessLocations {
  const ocsp: string[] = [];
  const issuers: string[] = [];
  try {
    const value = extensionValue(certificate, EXTENSION.authorityInformationAccess, budget);
    for (const description of value ? sequence(value, 'access descriptions').slice(0, 20) : []) {
      const [method, location] = sequence(description, 'access description');
      const name = location && generalName(location);
      if (name?.kind !== 'uri') continue;
      const oid = objectIdentifier(method, 'access method');
      if (oid === OCSP) ocsp.push(name.text);
      if (oid === CA_ISSUERS) issuers.push(name.text);
    }
  } catch (error) {
    if (!(error instanceof MalformedAsn1)) throw error;
  }
  return { ocsp, issuers };
}

/** The identifier of the issuer's key (4.2.1.1), or null. Never throws. */
export function authorityKeyIdentifier(certificate: Certificate, budget: Budget): Uint8Array | null {
  try {
    const value = extensionValue(certificate, EXTENSION.authorityKeyIdentifier, budget);
    const identifier = value && sequence(value, 'authority key identifier').find((field) => field.is('context', 0));
    return identifier ? octets(identifier) : null;
  } catch (error) {
    if (!(error instanceof MalformedAsn1)) throw error;
    return null;
  }
}

/** 4.2.1.6. Throws MalformedAsn1. */
export function alternativeNames(certificate: Certificate, budget: Budget): GeneralName[] {
  const value = extensionValue(certificate, EXTENSION.subjectAlternativeName, budget);
  return value?.is('universal', TAG.sequence) ? value.children().map(generalName) : [];
}
