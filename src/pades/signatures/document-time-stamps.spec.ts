import { createHash } from 'node:crypto';
import { PURPOSE, certify, noCheck, shortTerm } from '../../../test/support/build-certificate.js';
import { attribute, buildCms, der, oid } from '../../../test/support/build-cms.js';
import { buildTimeStamp } from '../../../test/support/build-time-stamp.js';
import type { TimeStampSpec } from '../../../test/support/build-time-stamp.js';
import { appendRevision, plainObjects, plainPdf, stream } from '../../../test/support/plain-pdf.js';
import { emptySignature, signByHand } from '../../../test/support/sign-by-hand.js';
import { Findings } from '../findings.js';
import { Budget, defaultLimits } from '../limits.js';
import { formFields } from '../pdf/form-fields.js';
import { PdfRevision } from '../pdf/pdf-revision.js';
import { PdfSource } from '../pdf/pdf-source.js';
import { findRevisionEnds } from '../pdf/revision-ends.js';
import { judgementContext } from './judgement-context.js';
import type { JudgementContext } from './judgement.js';
import { signatureDictionaries } from './signature-dictionary.js';

const now = new Date('2026-06-01T00:00:00Z');
const [first, second] = [new Date('2026-02-01T00:00:00Z'), new Date('2026-04-01T00:00:00Z')];
const root = certify({ commonName: 'Root', authority: true });
const long = { issuer: root, extensions: [shortTerm()] };
const signer = certify({ commonName: 'Signer', ...long });
const stamper = certify({
  commonName: 'Stamper',
  ...long,
  keyUsage: [0],
  purposes: { oids: [PURPOSE.timeStamping], critical: true },
});
const stranger = certify({
  commonName: 'Stranger',
  extensions: [noCheck()],
  keyUsage: [0],
  purposes: { oids: [PURPOSE.timeStamping], critical: true },
});
const identity = { ...signer, chain: [root.certificate] };
const sha256 = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');
const digest = (bytes: Uint8Array): Buffer => createHash('sha256').update(bytes).digest();

const listed = der(0x30, der(0x30, der(5)));
const answered = der(0x30, der(0x30, der(4, Buffer.from('answer'))));
const inner = buildTimeStamp({ authority: stranger, at: first, digest: digest(Buffer.from('inner')) });
const innerContent = buildTimeStamp({ authority: stranger, at: first, digest: digest(Buffer.from('content')) });
const stored = Buffer.from('stored data');

/** A signature that brings all kinds of things along. */
const signature = (bytes: Uint8Array): Uint8Array =>
  buildCms(identity, bytes, {
    signedAttributes: [
      attribute('1.2.840.113583.1.1.8', der(0x30, der(0xa0, der(0x30, listed)))),
      attribute('1.2.840.113549.1.9.16.2.20', innerContent),
    ],
    unsignedAttributes: () => [attribute('1.2.840.113549.1.9.16.2.14', inner)],
    revocationData: [answered],
  });
const stamping =
  (at: Date, variant: Partial<TimeStampSpec> = {}) =>
  (bytes: Uint8Array): Uint8Array =>
    buildTimeStamp({ authority: stamper, chain: [root], at, digest: digest(bytes), ...variant });

const catalog = (fields: string, more = ''): string =>
  `<< /Type /Catalog /Pages 2 0 R ${more} /AcroForm << /Fields [6 0 R ${fields}] /DA (/Helv 0 Tf 0 g) >> >>`;
const fieldOf = (number: number, name: string): string =>
  `<< /Type /Annot /Subtype /Widget /FT /Sig /T (${name}) /F 132 /P 3 0 R /Rect [0 0 0 0] /V ${number} 0 R >>`;
const emptyStamp = emptySignature('', { subFilter: 'ETSI.RFC3161', digits: 9000 }).replace('/Sig', '/DocTimeStamp');

const signed = signByHand(
  plainPdf({ ...plainObjects, 7: fieldOf(50, 'Signature1'), 50: emptySignature('', { digits: 9000 }) }),
  identity,
  signature,
);
const stampedOnce = (build = stamping(first)): Uint8Array =>
  signByHand(
    appendRevision(signed, {
      1: catalog('7 0 R 60 0 R', '/DSS << /Certs [62 0 R] >>'),
      60: fieldOf(61, 'Stamp1'),
      61: emptyStamp,
      62: stream('', stored.toString('latin1')),
    }),
    identity,
    build,
  );
const stampedTwice = (once = stampedOnce(), build = stamping(second)): Uint8Array =>
  signByHand(
    appendRevision(once, {
      1: catalog('7 0 R 60 0 R 70 0 R', '/DSS << /Certs [62 0 R] >>'),
      70: fieldOf(71, 'Stamp2'),
      71: emptyStamp,
    }),
    identity,
    build,
  );

type Judged = JudgementContext & {
  /** Since when a thing is proven to have been there; null: since now. */
  readonly since: (thing: Uint8Array | string | null) => string | null;
  readonly contents: Readonly<Record<string, Uint8Array>>;
};

function judge(bytes: Uint8Array): Judged {
  const final = PdfRevision.open(new PdfSource(bytes, new Budget(defaultLimits)), bytes.length);
  const dictionaries = signatureDictionaries(final, formFields(final));
  const options = { trustAnchors: [root.certificate], at: now };
  const context = judgementContext(final, findRevisionEnds(final), dictionaries, options, new Findings());
  const { proofs } = context.trust;
  return {
    ...context,
    since: (thing) => {
      const name = typeof thing === 'string' ? thing : sha256(thing!);
      return proofs.has(name) ? proofs.of(name).toISOString().slice(0, 10) : null;
    },
    contents: Object.fromEntries(dictionaries.map((item) => [item.field.fullName, item.contents!])),
  };
}
const verdicts = ({ documentTimeStamps }: JudgementContext) =>
  documentTimeStamps.map(({ dictionary, verdict, end }) => [
    dictionary.field.fullName,
    verdict.trusted,
    end === null ? 'proves nothing' : 'proves',
  ]);

test('without time-stamps nothing is proven', () => {
  const { since, contents, documentTimeStamps } = judge(signed);
  expect(documentTimeStamps).toEqual([]);
  expect(since(contents.Signature1!)).toBeNull();
});

test('a time-stamp proves the signature before it with all that it brought along, and the store', () => {
  const judged = judge(stampedOnce());
  const { since, contents } = judged;
  expect(verdicts(judged)).toEqual([['Stamp1', true, 'proves']]);
  for (const thing of [
    contents.Signature1!,
    signer.certificate,
    root.certificate,
    listed,
    answered,
    inner,
    innerContent,
    stored,
  ])
    expect(since(thing)).toBe('2026-02-01');
  // The time-stamp proves its own certificate, never itself.
  expect(since(stamper.certificate)).toBe('2026-02-01');
  expect(since(contents.Stamp1!)).toBeNull();
});

test('the value of a time-stamp is proven by a later one, by its own name', () => {
  const { since, documentTimeStamps } = judge(stampedTwice());
  const [newer, older] = documentTimeStamps.map(({ verdict }) => verdict.examined.check!.signer!.signature);
  expect([since(newer!), since(older!)]).toEqual([null, '2026-04-01']);
});

test('the newest is judged first, and proves the older one; what both cover is as old as the older says', () => {
  const judged = judge(stampedTwice());
  const { since, contents } = judged;
  expect(verdicts(judged)).toEqual([
    ['Stamp2', true, 'proves'],
    ['Stamp1', true, 'proves'],
  ]);
  expect(since(contents.Stamp1!)).toBe('2026-04-01');
  expect(since(contents.Stamp2!)).toBeNull();
  for (const thing of [contents.Signature1!, listed, stored]) expect(since(thing)).toBe('2026-02-01');
});

test('its accuracy is added to its time', () => {
  const { trust, contents } = judge(stampedOnce(stamping(first, { accuracySeconds: 90 })));
  expect(trust.proofs.of(sha256(contents.Signature1!)).toISOString()).toBe('2026-02-01T00:01:30.000Z');
});

test.each<[string, Partial<TimeStampSpec>]>([
  ['that does not hold', { wrongSignature: true }],
  ['over something else', { digest: digest(Buffer.from('else')) }],
  ['by somebody who is not trusted', { authority: stranger, chain: [] }],
  ['of the future', { at: new Date('2026-07-01T00:00:00Z') }],
])('a time-stamp %s proves nothing', (_, variant) => {
  const judged = judge(stampedOnce(stamping(first, variant)));
  expect(verdicts(judged)[0]!.slice(0, 2)).toEqual(['Stamp1', false]);
  for (const thing of [judged.contents.Signature1!, signer.certificate, stored]) expect(judged.since(thing)).toBeNull();
});

test('a trusted time-stamp whose byte range ends where no version does proves nothing', () => {
  const text = Buffer.from(stampedOnce()).toString('latin1');
  const [range, start, length] = [...text.matchAll(/\/ByteRange \[0 (\d+) +\d+ +(\d+) *\]/g)].at(-1)!;
  const shorter = Buffer.from(
    text.replace(range, range.replace(` ${length}`, ` ${Number(length) - 9}`).padEnd(range.length)),
    'latin1',
  );
  expect(Number(start)).toBeGreaterThan(0);
  const resigned = restamp(shorter);
  const judged = judge(resigned);
  expect(verdicts(judged)).toEqual([['Stamp1', true, 'proves nothing']]);
  expect(judged.since(judged.contents.Signature1!)).toBeNull();
});

/** The value of the last time-stamp made again over what its byte range now says. */
function restamp(pdf: Buffer): Uint8Array {
  const text = pdf.toString('latin1');
  const [, ...numbers] = [...text.matchAll(/\/ByteRange \[(\d+) (\d+) +(\d+) +(\d+) *\]/g)].at(-1)!;
  const [start, length, from, rest] = numbers.map(Number) as [number, number, number, number];
  const bytes = Buffer.concat([pdf.subarray(start, start + length), pdf.subarray(from, from + rest)]);
  const out = Buffer.from(pdf);
  out.write(
    Buffer.from(stamping(first)(bytes))
      .toString('hex')
      .padEnd(from - length - 2, '0'),
    length + 1,
    'latin1',
  );
  return new Uint8Array(out);
}

test('what comes after a time-stamp is not proven by it', () => {
  const late = signByHand(
    appendRevision(stampedOnce(), {
      1: catalog('7 0 R 60 0 R 80 0 R'),
      80: fieldOf(81, 'Signature2'),
      81: emptySignature('', { digits: 9000 }),
    }),
    identity,
    (bytes) => buildCms(identity, bytes, { revocationData: [der(0x30, der(0x30, der(4, Buffer.from('late'))))] }),
  );
  const { since, contents } = judge(late);
  expect(since(contents.Signature1!)).toBe('2026-02-01');
  expect(since(contents.Signature2!)).toBeNull();
});

test.each<[string, Uint8Array]>([
  ['cannot be read', Buffer.from('no signature')],
  [
    'has no signer',
    der(
      0x30,
      oid('1.2.840.113549.1.7.2'),
      der(0xa0, der(0x30, der(2, Buffer.from([1])), der(0x31), der(0x30, oid('1.2.840.113549.1.7.1')), der(0x31))),
    ),
  ],
])('a value that %s is proven all the same', (_, odder) => {
  const odd = signByHand(
    plainPdf({ ...plainObjects, 7: fieldOf(50, 'Signature1'), 50: emptySignature('', { digits: 9000 }) }),
    identity,
    () => odder,
  );
  const stamped = signByHand(
    appendRevision(odd, { 1: catalog('7 0 R 60 0 R'), 60: fieldOf(61, 'Stamp1'), 61: emptyStamp }),
    identity,
    stamping(first),
  );
  const { since, contents } = judge(stamped);
  expect(since(contents.Signature1!)).toBe('2026-02-01');
});
