import 'reflect-metadata';
import { randomBytes, webcrypto } from 'node:crypto';
import { PDF } from '@libpdf/core';
import { PDFDocument, PDFName } from 'pdf-lib';
import {
  BasicConstraintsExtension,
  Extension,
  KeyUsageFlags,
  KeyUsagesExtension,
  X509CertificateGenerator,
} from '@peculiar/x509';

const RSA = {
  name: 'RSASSA-PKCS1-v1_5',
  hash: 'SHA-256',
  publicExponent: new Uint8Array([1, 0, 1]),
  modulusLength: 2048,
};
/** EN 319 412-1, 5.2: a certificate that needs no revocation data; else the file could not pass. */
const SHORT_TERM = new Extension('0.4.0.194121.2.1', false, new Uint8Array([5, 0]));
const NOT_BEFORE = new Date('2026-01-01T00:00:00Z');
const NOT_AFTER = new Date('2027-01-01T00:00:00Z');
export const JUDGED_AT = new Date('2026-03-01T12:00:00Z');

/** An issuing CA and a signer, both RSA-2048 with SHA-256. */
export async function makeSigner() {
  const caKeys = await webcrypto.subtle.generateKey(RSA, true, ['sign', 'verify']);
  const keys = await webcrypto.subtle.generateKey(RSA, true, ['sign', 'verify']);
  const common = { notBefore: NOT_BEFORE, notAfter: NOT_AFTER, signingAlgorithm: RSA };
  const ca = await X509CertificateGenerator.createSelfSigned(
    {
      ...common,
      serialNumber: '01',
      name: 'CN=Bench CA',
      keys: caKeys,
      extensions: [
        new BasicConstraintsExtension(true, 0, true),
        new KeyUsagesExtension(KeyUsageFlags.keyCertSign | KeyUsageFlags.cRLSign, true),
      ],
    },
    webcrypto,
  );
  const leaf = await X509CertificateGenerator.create(
    {
      ...common,
      serialNumber: '02',
      subject: 'CN=Bench signer',
      issuer: ca.subject,
      publicKey: keys.publicKey,
      signingKey: caKeys.privateKey,
      extensions: [
        new KeyUsagesExtension(KeyUsageFlags.digitalSignature | KeyUsageFlags.nonRepudiation, true),
        SHORT_TERM,
      ],
    },
    webcrypto,
  );
  return { anchor: new Uint8Array(ca.rawData), certificate: new Uint8Array(leaf.rawData), privateKey: keys.privateKey };
}

/** A PDF of about `size` bytes, most of them one picture that does not compress, with one signature (PAdES B-B). */
export async function signedFile(size, { anchor, certificate, privateKey }) {
  const document = await PDFDocument.create();
  const page = document.addPage([595, 842]);
  const side = Math.max(1, Math.floor(Math.sqrt((size - 14_000) / 3)));
  const picture = document.context.register(
    document.context.stream(randomBytes(side * side * 3), {
      Type: 'XObject',
      Subtype: 'Image',
      Width: side,
      Height: side,
      BitsPerComponent: 8,
      ColorSpace: 'DeviceRGB',
    }),
  );
  page.node.setXObject(PDFName.of('Picture'), picture);
  page.drawText('Measured', { x: 40, y: 780, size: 24 });
  page.node.addContentStream(
    document.context.register(document.context.flateStream('q 500 0 0 500 40 200 cm /Picture Do Q')),
  );
  const unsigned = await PDF.load(await document.save({ useObjectStreams: false }));
  const { bytes } = await unsigned.sign({
    signer: {
      certificate,
      certificateChain: [anchor],
      keyType: 'RSA',
      signatureAlgorithm: 'RSASSA-PKCS1-v1_5',
      sign: async (data) => new Uint8Array(await webcrypto.subtle.sign(RSA.name, privateKey, data)),
    },
    fieldName: 'Signature1',
    subFilter: 'ETSI.CAdES.detached',
    signingTime: JUDGED_AT,
    estimatedSize: 6000,
  });
  return bytes;
}
