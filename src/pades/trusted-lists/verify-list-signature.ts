import { X509Certificate, verify } from 'node:crypto';
import type { SignedXml } from 'xml-crypto';
import { InvalidTrustedList } from '../pades.errors.js';
import { childElements, parseXml } from './parse-xml.js';

const XML_SIGNATURE = 'http://www.w3.org/2000/09/xmldsig#';
const ECDSA = 'http://www.w3.org/2001/04/xmldsig-more#ecdsa-';

/**
 * Checks the one enveloped signature of a trusted list (TS 119 612, 5.7.1 and annex B) with the key of the given signer
 * that it names, and returns the canonical XML of the whole list as it was signed. Throws InvalidTrustedList.
 */
export async function verifyListSignature(text: string, signers: readonly Uint8Array[]): Promise<string> {
  const { SignedXml } = await import('xml-crypto');
  const root = (await parseXml(text)).documentElement;
  const count = root.getElementsByTagNameNS(XML_SIGNATURE, 'Signature').length;
  const [signature] = childElements(root, 'Signature').filter((item) => item.namespaceURI === XML_SIGNATURE);
  if (!signature || count !== 1)
    throw new InvalidTrustedList('NOT_SIGNED', `The list has ${count} signatures; exactly one must stand in its root.`);
  const named = childElements(signature, 'KeyInfo')
    .flatMap((info) => childElements(info, 'X509Data'))
    .flatMap((data) => childElements(data, 'X509Certificate'))
    .map((item) => Buffer.from(item.textContent ?? '', 'base64'));
  const signer = signers.find((candidate) => named.some((der) => der.equals(candidate)));
  if (!signer)
    throw new InvalidTrustedList(
      'SIGNER_UNKNOWN',
      'The list is not signed with any of the certificates given for that; check whether its operator has renewed them.',
    );
  const checked = new SignedXml({ publicCert: new X509Certificate(signer).toString(), getCertFromKeyInfo: () => null });
  restrictAlgorithms(checked);
  try {
    checked.loadSignature(signature);
    if (!checked.checkSignature(text)) throw new Error('a digest differs');
  } catch (error) {
    throw new InvalidTrustedList('SIGNATURE_INVALID', `The signature of the list does not hold: ${String(error)}`, {
      cause: error,
    });
  }
  const identifier = root.getAttribute('Id');
  const whole = checked
    .getReferences()
    .find(({ uri }) => uri === '' || (identifier !== null && identifier !== '' && uri === `#${identifier}`));
  if (!whole?.signedReference)
    throw new InvalidTrustedList('SIGNATURE_INVALID', 'The signature is not over the whole list.');
  return whole.signedReference;
}

/** SHA-1 is out, SHA-384 and the curves are in; the library brings the others. */
function restrictAlgorithms(signed: SignedXml): void {
  const { SignatureAlgorithms, HashAlgorithms } = signed;
  delete SignatureAlgorithms[`${XML_SIGNATURE}rsa-sha1`];
  delete HashAlgorithms[`${XML_SIGNATURE}sha1`];
  for (const digest of ['sha256', 'sha384', 'sha512']) {
    const name = `${ECDSA}${digest}`;
    SignatureAlgorithms[name] = class {
      getSignature = (): string => {
        throw new Error('Lists are not signed here.');
      };
      verifySignature = (data: string, key: string, value: string): boolean =>
        verify(digest, Buffer.from(data), { key, dsaEncoding: 'ieee-p1363' }, Buffer.from(value, 'base64'));
      getAlgorithmName = (): string => name;
    };
  }
}
