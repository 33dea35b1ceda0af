import {
  certify,
  extension,
  signatureAlgorithm,
  signedStructure,
  time,
  uri,
} from '../../../test/support/build-certificate.js';
import { der, oid } from '../../../test/support/build-cms.js';
import { buildCrl } from '../../../test/support/build-revocation.js';
import { parseCertificate } from '../certificates/certificate.js';
import { Budget, defaultLimits } from '../limits.js';
import { parseCertificateList } from './certificate-list.js';

const at = new Date('2026-03-01T00:00:00Z');
const issuer = certify({ commonName: 'Issuer', authority: true });
const [first, second] = ['First', 'Second'].map((commonName) => certify({ commonName, issuer }));
const budget = new Budget(defaultLimits);

/** A list with these extensions alone. */
function listWith(...extensions: Buffer[]) {
  const algorithm = signatureAlgorithm(issuer.privateKey, 'sha256');
  const list = der(
    0x30,
    der(2, Buffer.from([1])),
    algorithm,
    issuer.name,
    time(at),
    ...(extensions.length > 0 ? [der(0xa0, der(0x30, ...extensions))] : []),
  );
  return parseCertificateList(new Uint8Array(signedStructure(list, algorithm, issuer.privateKey, 'sha256')), budget);
}

test('a list without extensions', () => {
  expect(listWith()).toMatchObject({
    thisUpdate: at,
    nextUpdate: null,
    isDelta: false,
    unprocessed: false,
    distributionPoint: null,
    expiredCertificatesFrom: null,
  });
});

test.each<[string, Buffer, boolean]>([
  ['2.5.29.20', der(2, Buffer.from([7])), false],
  ['2.5.29.28', der(0x30), false],
  ['2.5.29.35', der(0x30), false],
  ['2.5.29.60', time(at), true],
  ['2.5.29.46', der(0x30), true],
  ['1.3.6.1.4.1.99999.3', der(5), true],
])('the extension %s, marked as critical, keeps the list from being used: %s', (id, value, unprocessed) => {
  expect(listWith(extension(id, value, true)).unprocessed).toBe(unprocessed);
  expect(listWith(extension(id, value)).unprocessed).toBe(false);
});

test('a delta, critical or not', () => {
  for (const critical of [true, false])
    expect(listWith(extension('2.5.29.27', der(2, Buffer.from([6])), critical))).toMatchObject({
      isDelta: true,
      unprocessed: false,
    });
});

test('how far back it goes', () => {
  expect(listWith(extension('2.5.29.60', time(new Date('2020-01-01')))).expiredCertificatesFrom).toEqual(
    new Date('2020-01-01'),
  );
});

const none = {
  names: [],
  onlyUsers: false,
  onlyAuthorities: false,
  someReasons: false,
  indirect: false,
  onlyAttributes: false,
};
const yes = Buffer.from([0xff]);
test.each<[string, Buffer[], object]>([
  ['nothing', [], none],
  [
    'a name',
    [der(0xa0, der(0xa0, uri('http://x.example/')))],
    { ...none, names: [{ kind: 'uri', text: 'http://x.example/' }] },
  ],
  ['users', [der(0x81, yes)], { ...none, onlyUsers: true }],
  ['authorities', [der(0x82, yes)], { ...none, onlyAuthorities: true }],
  ['some reasons', [der(0x83, Buffer.from([0, 0x40]))], { ...none, someReasons: true }],
  ['several issuers', [der(0x84, yes)], { ...none, indirect: true }],
  ['attribute certificates', [der(0x85, yes)], { ...none, onlyAttributes: true }],
  ['flags that say no', [1, 2, 4, 5].map((tag) => der(0x80 | tag, Buffer.from([0]))), none],
])('it says that it is about %s', (_, parts, expected) => {
  expect(listWith(extension('2.5.29.28', der(0x30, ...parts), true)).distributionPoint).toEqual(expected);
});

describe('an entry', () => {
  const revokedAt = new Date('2026-02-01T00:00:00Z');
  const asked = parseCertificate(first!.certificate, budget);
  const find = (spec: Omit<Parameters<typeof buildCrl>[0], 'issuer' | 'thisUpdate'>) =>
    parseCertificateList(buildCrl({ issuer, thisUpdate: at, ...spec }), budget).find(asked.serial, asked.issuer);

  test.each([
    [undefined, null],
    [1, 1],
    [6, 6],
  ])('with the reason %p', (reason, expected) => {
    const entry = { subject: first!, at: revokedAt, ...(reason === undefined ? {} : { reason }) };
    expect(find({ revoked: [{ subject: second!, at }, entry] })).toEqual({ revokedAt, reason: expected });
  });

  test('of another certificate is not its own', () => {
    expect(find({ revoked: [{ subject: second!, at }] })).toBeNull();
    expect(find({})).toBeNull();
  });

  test('belongs to the issuer named last before it', () => {
    const stranger = certify({ commonName: 'Stranger', authority: true });
    const place = [der(0x84, yes)];
    const [own, other] = [issuer, stranger].map((listedUnder) => ({ subject: first!, at: revokedAt, listedUnder }));
    expect(find({ place, revoked: [other!] })).toBeNull();
    expect(
      find({
        place,
        revoked: [
          { ...own!, subject: second! },
          { subject: first!, at: revokedAt },
        ],
      }),
    ).not.toBeNull();
    expect(
      find({
        place,
        revoked: [
          { ...other!, subject: second! },
          { subject: first!, at: revokedAt },
        ],
      }),
    ).toBeNull();
    expect(find({ place, revoked: [other!, own!] })).toEqual({ revokedAt, reason: null });
    expect(find({ place, revoked: [{ subject: first!, at: revokedAt }] })).not.toBeNull();
    // Where the list is not for several issuers, nobody else's name counts.
    expect(find({ revoked: [other!] })).not.toBeNull();
  });
});

test('what is no list', () => {
  expect(() => parseCertificateList(new Uint8Array(der(0x30, oid('1.2'))), budget)).toThrow('to be signed');
});
