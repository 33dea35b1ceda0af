import { createHash } from 'node:crypto';
import type { Certificate } from '../certificates/certificate.js';

/**
 * The DER of an OCSPRequest (RFC 6960, 4.1.1) for one certificate, by SHA-1 as RFC 5019, 2.1.1, has it: the digest only
 * names the issuer. There is no nonce, so that the same question is always the same bytes.
 */
export function ocspRequest(certificate: Certificate, issuer: Certificate): Uint8Array {
  const sha1 = (bytes: Uint8Array): Buffer => createHash('sha1').update(bytes).digest();
  const serial = Buffer.from(certificate.serial, 'hex');
  const identifier = element(
    0x30,
    element(0x30, Buffer.from('06052b0e03021a0500', 'hex')),
    element(4, sha1(certificate.issuer.raw)),
    element(4, sha1(issuer.keyBits)),
    // The serial number is kept without the leading zero that a positive number may need.
    element(2, serial[0]! & 0x80 ? Buffer.concat([Buffer.from([0]), serial]) : serial),
  );
  return new Uint8Array(element(0x30, element(0x30, element(0x30, element(0x30, identifier)))));
}

function element(tag: number, ...parts: readonly Uint8Array[]): Buffer {
  const content = Buffer.concat(parts);
  const length =
    content.length < 0x80
      ? [content.length]
      : content.length < 0x100
        ? [0x81, content.length]
        : [0x82, content.length >> 8, content.length & 0xff];
  return Buffer.concat([Buffer.from([tag, ...length]), content]);
}
