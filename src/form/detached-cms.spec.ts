import { createHash, createPublicKey, generateKeyPairSync, verify, X509Certificate } from 'node:crypto';

import { berChild, berObjectIdentifier, readBerElement } from './ber-element.js';
import { buildDetachedCms, detachedCmsCapacity } from './detached-cms.js';
import { readSealP12 } from './seal-p12.js';
import { createSealCertificate } from './seal-certificate.js';
import { createSealer, type Sealer } from './sealer.js';

const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
const request = {
  key: privateKey,
  organization: 'Helse- og omsorgsdepartementet',
  organizationNumber: '983887406',
  serialNumber: Uint8Array.of(0x01, 0xff),
  notBefore: new Date('2020-01-01T00:00:00Z'),
  notAfter: new Date('2060-01-01T00:00:00Z'),
};
const certificate = createSealCertificate(request);
const digest = createHash('sha256').update('a document').digest();

/** Walks a CMS by hand: ContentInfo, SignedData, its only SignerInfo. */
function walk(cms: Uint8Array): {
  certificates: Uint8Array[];
  attributes: Map<string, Uint8Array>;
  signed: Buffer;
  signature: Uint8Array;
} {
  const signedData = berChild(berChild(readBerElement(cms), 1), 0);
  const signerInfo = berChild(berChild(signedData, 4), 0);
  const signedAttributes = berChild(signerInfo, 3);
  const signed = Buffer.from(signedAttributes.whole);
  signed[0] = 0x31;
  return {
    certificates: berChild(signedData, 3).children.map((child) => child.whole),
    attributes: new Map(
      signedAttributes.children.map((attribute) => [
        berObjectIdentifier(berChild(attribute, 0)),
        berChild(berChild(attribute, 1), 0).whole,
      ]),
    ),
    signed,
    signature: berChild(signerInfo, 5).contents,
  };
}

describe('createSealCertificate', () => {
  const parsed = new X509Certificate(certificate);

  it('is self-signed, says so in its name, and is the same each time', () => {
    expect(parsed.verify(createPublicKey(privateKey))).toBe(true);
    expect(parsed.subject).toBe(parsed.issuer);
    expect(parsed.subject).toContain('CN=Helse- og omsorgsdepartementet (self-made seal)');
    expect(parsed.subject).toContain('O=Helse- og omsorgsdepartementet');
    expect(parsed.serialNumber).toBe('01FF');
    expect(parsed.ca).toBe(false);
    expect([parsed.validFrom, parsed.validTo]).toEqual(['Jan  1 00:00:00 2020 GMT', 'Jan  1 00:00:00 2060 GMT']);
    expect(createSealCertificate(request)).toEqual(certificate);
  });

  it.each([
    [
      'an elliptic-curve key',
      { key: generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey },
      'SEAL_KEY_UNSUITABLE',
    ],
    ['a public key', { key: createPublicKey(privateKey) }, 'SEAL_KEY_UNSUITABLE'],
    ['a name beyond 64 characters', { organization: 'x'.repeat(65) }, 'SEAL_CERTIFICATE_UNREADABLE'],
    ['no serial number', { serialNumber: new Uint8Array(0) }, 'SEAL_CERTIFICATE_UNREADABLE'],
  ])('refuses %s', (_, part, code) => {
    expect(() => createSealCertificate({ ...request, ...part })).toThrow(expect.objectContaining({ code }));
  });

  it('leaves a long owner to the organisation name', () => {
    const long = new X509Certificate(createSealCertificate({ ...request, organization: 'x'.repeat(60) }));
    expect(long.subject.split('\n')).toContain('CN=self-made seal');
  });
});

describe('buildDetachedCms', () => {
  const sealer = createSealer(privateKey, [certificate]);

  it('signs content-type, message-digest and signing-certificate-v2 with the seal key, and nothing else', async () => {
    const cms = await buildDetachedCms({ digest, sealer });
    const { certificates, attributes, signed, signature } = walk(cms);
    expect(verify('sha256', signed, createPublicKey(privateKey), signature)).toBe(true);
    expect([...attributes.keys()]).toEqual([
      '1.2.840.113549.1.9.3',
      '1.2.840.113549.1.9.4',
      '1.2.840.113549.1.9.16.2.47',
    ]);
    expect(attributes.get('1.2.840.113549.1.9.4')).toEqual(Buffer.concat([Uint8Array.of(4, 32), digest]));
    const certificateHash = createHash('sha256').update(certificate).digest();
    expect(Buffer.from(attributes.get('1.2.840.113549.1.9.16.2.47') ?? []).subarray(-32)).toEqual(certificateHash);
    expect(certificates.map((one) => Buffer.from(one))).toEqual([Buffer.from(certificate)]);
    expect(cms).toHaveLength(detachedCmsCapacity(sealer));
  });

  it('gives each digest its own signature, also when many are made at once', async () => {
    const digests = Array.from({ length: 8 }, (_, index) => createHash('sha256').update(String(index)).digest());
    const made = await Promise.all(digests.map((each) => buildDetachedCms({ digest: each, sealer })));
    made.forEach((cms, index) => {
      const { attributes, signed, signature } = walk(cms);
      expect(Buffer.from(attributes.get('1.2.840.113549.1.9.4') ?? []).subarray(2)).toEqual(digests[index]);
      expect(verify('sha256', signed, createPublicKey(privateKey), signature)).toBe(true);
    });
  });

  it('refuses a signature longer than the key can make', async () => {
    const broken: Sealer = { ...sealer, sign: async () => new Uint8Array(300) };
    await expect(buildDetachedCms({ digest, sealer: broken })).rejects.toMatchObject({
      code: 'SEAL_SIGNATURE_TOO_LONG',
    });
  });

  it('signs with ECDSA within the space it reckons with', async () => {
    const { key, certificates } = readSealP12(Buffer.from(ecP12, 'base64'), 'æøå');
    const ecSealer = createSealer(key, certificates);
    for (let round = 0; round < 20; round++) {
      const cms = await buildDetachedCms({ digest, sealer: ecSealer });
      const { signed, signature } = walk(cms);
      expect(verify('sha256', signed, createPublicKey(key), signature)).toBe(true);
      expect(cms.length).toBeLessThanOrEqual(detachedCmsCapacity(ecSealer));
    }
  });
});

describe('createSealer', () => {
  it.each([
    [
      'a key of another certificate',
      generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey,
      [certificate],
      'SEAL_KEY_MISMATCH',
    ],
    ['no certificate', privateKey, [], 'SEAL_KEY_MISMATCH'],
    ['something else for a certificate', privateKey, [Buffer.from('x')], 'SEAL_CERTIFICATE_UNREADABLE'],
    ['an Ed25519 key', generateKeyPairSync('ed25519').privateKey, [certificate], 'SEAL_KEY_UNSUITABLE'],
  ])('refuses %s', (_, key, certificates, code) => {
    expect(() => createSealer(key, certificates)).toThrow(expect.objectContaining({ code }));
  });
});

// A P-256 key with its certificate, made with openssl pkcs12 -export.
const ecP12 = [
  'MIID/AIBAzCCA7IGCSqGSIb3DQEHAaCCA6MEggOfMIIDmzCCAlIGCSqGSIb3DQEHBqCCAkMwggI/AgEAMIICOAYJKoZIhvcNAQcB',
  'MFcGCSqGSIb3DQEFDTBKMCkGCSqGSIb3DQEFDDAcBAjFwH398kNqUQICCAAwDAYIKoZIhvcNAgkFADAdBglghkgBZQMEASoEEASR',
  'vvNTj/S4IKc2Bh+TvemAggHQOJGFDCS25h/JO2urvhDNa5EkYirC2VOm2Z+XBTsvFLu8vK1xTA3kV3YFCTKoVjsinKnyr67FarO6',
  'xlPnN8i1WhVz6jwxvEBLbf3v8ERNTmTAdCXRcvHBwcmXlypW6B9a8iYIKpeVAuyrbtn/h00E9x/Higt29BbMZj7jPAaQ/RaHIv1M',
  'WPdVy0KKG/1Sd4NMdLLy84hrSMeMirzJuFsEmdzr+6SHOUeFkF5+WM1FsHlyBqQTxB50jQZQXCYe2zBWY/WryvTwu87Qwktx2utw',
  'zEES07TcGo3JkZsLnjHRSVgcGdbwaGRtABtZZE2ScDd6BEctPdnIfSG4qGzWR0di4BaqI6kiFr+zz2SQMbhKZuIygKDZ2J0sW7Gp',
  'zZvxFmCaYrvsfIsbOOPqTLGVVMHNL9yPgh0BK1fCls3k6CuaD5oay0/ZS3H5Sn0k0aoBTfueX+es8gyTrS0a0dL3IwIk/uye5ZPp',
  'Wsh7UFP6Fj6KOmUmVG+yx9BKhHKp4vxb74h3YmVE4st5+RppxekHSf1IG6gVjeh+BH/9qcYoL6+oz2fxNdUQXvf1+OET9ULzZH75',
  'yZzXKIW1JjrbeJHkd63QjJH0rplvO2iK9R0/ISdfI2cwggFBBgkqhkiG9w0BBwGgggEyBIIBLjCCASowggEmBgsqhkiG9w0BDAoB',
  'AqCB7zCB7DBXBgkqhkiG9w0BBQ0wSjApBgkqhkiG9w0BBQwwHAQIrRcaZTDian4CAggAMAwGCCqGSIb3DQIJBQAwHQYJYIZIAWUD',
  'BAEqBBA7yPjJuvZ/8grHx6ZG5kbXBIGQIP8H/bZ0jwU+VF823UgtHZQ8CurjwWIM78nXpdlPbH8BfKFd0Vt774lzjGhQFaHwGKAU',
  '+xdJ65eciKPsm76bC3R7xS4AWQu82tVaK9umcUA8pCsEzDmF16NwZjvNdBVV2cILOe3AJJo+rCFzEZm3MabDXUe1mkENDTKqXJiD',
  'd7pzeO9nLpl0poh1qhIPq2WSMSUwIwYJKoZIhvcNAQkVMRYEFETLgMAdRo8Pm0MO3ajnHjnsShYOMEEwMTANBglghkgBZQMEAgEF',
  'AAQg4to+Vlz4gUx4URP2EVQEtVMuN1HleMNbPQ03z7GCv98ECJXCkKTsap/LAgIIAA==',
].join('');
