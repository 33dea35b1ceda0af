import type { BerElement } from '../asn1/ber.js';
import { TAG, objectIdentifier, sequence } from '../asn1/values.js';
import { OID } from '../cms/signed-data.js';
import type { SignedData, SignerInfo } from '../cms/signed-data.js';
import { MalformedAsn1 } from '../pades.errors.js';
import type { RawRevocationData } from './revocation-data.js';

const OCSP_RESPONSE_FORMAT = '1.3.6.1.5.5.7.16.2';

/** Revocation data that a CMS signature carries; `signed` is the part under the signature itself. */
export type EmbeddedRevocationData = { readonly signed: RawRevocationData; readonly unsigned: RawRevocationData };

/**
 * Revocation data in a CMS signature: the signed attribute of ISO 32000-2, 12.8.3.3.2 (adbe-revocationInfoArchival),
 * the `crls` field with its other formats (RFC 5652, 10.2.1; RFC 5940), and the unsigned CAdES attribute
 * revocation-values (EN 319 122-1, A.1.5). Malformed parts are left out. Never throws.
 */
export function embeddedRevocationData(data: SignedData, signer: SignerInfo | null): EmbeddedRevocationData {
  const listed = data.revocationData;
  const values = tagged(signer?.unsignedAttributes.get(OID.revocationValues)?.[0]);
  return {
    signed: tagged(signer?.signedAttributes.get(OID.adobeRevocation)?.[0]),
    unsigned: {
      crls: [...listed.filter((item) => item.is('universal', TAG.sequence)).map(({ raw }) => raw), ...values.crls],
      ocsps: [...listed.flatMap(otherFormat), ...values.ocsps],
    },
  };
}

/** Certificates in the unsigned CAdES attribute certificate-values (EN 319 122-1, A.1.3). Never throws. */
export function certificateValues(signer: SignerInfo | null): Uint8Array[] {
  return lenient(() => {
    const [list] = signer?.unsignedAttributes.get(OID.certificateValues) ?? [];
    return list ? sequence(list, 'certificate values').map(({ raw }) => raw) : [];
  });
}

/** `[0] EXPLICIT SEQUENCE OF` revocation lists and `[1] EXPLICIT SEQUENCE OF` OCSP responses: both attributes have this shape. */
function tagged(element: BerElement | undefined): RawRevocationData {
  const part = (tag: number): Uint8Array[] =>
    lenient(() => {
      const field = element && sequence(element, 'revocation data').find((item) => item.is('context', tag));
      return field ? sequence(field.children()[0], 'revocation data').map(({ raw }) => raw) : [];
    });
  return { crls: part(0), ocsps: part(1) };
}

function otherFormat(item: BerElement): Uint8Array[] {
  return lenient(() => {
    if (!item.is('context', 1)) return [];
    const [format, info] = item.children();
    return info && objectIdentifier(format, 'revocation format') === OCSP_RESPONSE_FORMAT ? [info.raw] : [];
  });
}

function lenient(read: () => Uint8Array[]): Uint8Array[] {
  try {
    return read().slice(0, 100);
  } catch (error) {
    if (!(error instanceof MalformedAsn1)) throw error;
    return [];
  }
}
