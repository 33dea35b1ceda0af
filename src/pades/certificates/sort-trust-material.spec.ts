import { der, oid } from '../../../test/support/build-cms.js';
import { buildCrl, buildOcsp } from '../../../test/support/build-revocation.js';
import { createTestPki, pkiDates } from '../../../test/support/test-pki.js';
import { sortTrustMaterial } from './sort-trust-material.js';

const { root, issuing, signer, responder } = createTestPki();
const certificate = Buffer.from(root.certificate);
const crl = Buffer.from(buildCrl({ issuer: root, thisUpdate: pkiDates.signedAt, revoked: [] }));
const ocsp = Buffer.from(buildOcsp({ subject: signer, issuer: issuing, responder, thisUpdate: pkiDates.signedAt }));

/** RFC 5652, 5.1, with nothing signed: how certificates are handed round as .p7b. */
const bundle = der(
  0x30,
  oid('1.2.840.113549.1.7.2'),
  der(
    0xa0,
    der(
      0x30,
      der(2, Buffer.of(1)),
      der(0x31),
      der(0x30, oid('1.2.840.113549.1.7.1')),
      der(0xa0, certificate, issuing.certificate),
      der(0xa1, crl),
      der(0x31),
    ),
  ),
);
/** A list that says its time in two digits of a year, as most do. */
const shortTimed = der(
  0x30,
  der(0x30, der(2, Buffer.of(1)), der(0x30), der(0x30), der(23, Buffer.from('260101000000Z', 'latin1'))),
  der(0x30),
  der(3, Buffer.of(0)),
);
const nothing = Buffer.from('no DER at all');

it.each<[string, Buffer[], { certificates?: Buffer[]; crls?: Buffer[]; ocsps?: Buffer[] }]>([
  ['a certificate', [certificate], { certificates: [certificate] }],
  ['a revocation list', [crl], { crls: [crl] }],
  ['a revocation list with a short time', [shortTimed], { crls: [shortTimed] }],
  ['an OCSP response', [ocsp], { ocsps: [ocsp] }],
  ['a bundle', [bundle], { certificates: [certificate, Buffer.from(issuing.certificate)], crls: [crl] }],
  ['what is none of these', [nothing], { certificates: [nothing] }],
  ['several', [ocsp, certificate, crl], { certificates: [certificate], crls: [crl], ocsps: [ocsp] }],
])('knows %s', (_, ders, { certificates = [], crls = [], ocsps = [] }) => {
  const sorted = sortTrustMaterial(ders);
  const buffers = (list: readonly Uint8Array[]) => list.map((item) => Buffer.from(item));
  expect(buffers(sorted.certificates)).toEqual(certificates);
  expect(buffers(sorted.crls)).toEqual(crls);
  expect(buffers(sorted.ocsps)).toEqual(ocsps);
});
