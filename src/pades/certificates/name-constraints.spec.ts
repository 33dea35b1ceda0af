import { certify, extension, nameOf } from '../../../test/support/build-certificate.js';
import { der } from '../../../test/support/build-cms.js';
import { Budget, defaultLimits } from '../limits.js';
import { parseCertificate } from './certificate.js';
import { isWithin, nameConstraintProblems } from './name-constraints.js';

const budget = (): Budget => new Budget(defaultLimits);

const text = (tag: number, value: string): Buffer => der(0x80 | tag, Buffer.from(value, 'latin1'));
const email = (value: string): Buffer => text(1, value);
const dns = (value: string): Buffer => text(2, value);
const directory = (commonName: string): Buffer => der(0xa4, nameOf(commonName));

const constraints = (permitted: Buffer[], excluded: Buffer[] = []): Buffer =>
  extension(
    '2.5.29.30',
    der(
      0x30,
      ...(permitted.length > 0 ? [der(0xa0, ...permitted.map((base) => der(0x30, base)))] : []),
      ...(excluded.length > 0 ? [der(0xa1, ...excluded.map((base) => der(0x30, base)))] : []),
    ),
    true,
  );

const alternatives = (...names: Buffer[]): Buffer => extension('2.5.29.17', der(0x30, ...names));

function problems(constraint: Buffer, leafExtensions: Buffer[], commonName = 'Leaf'): string[] {
  const root = certify({ commonName: 'Root', authority: true });
  const authority = certify({ commonName: 'Authority', issuer: root, authority: true, extensions: [constraint] });
  const leaf = certify({ commonName, issuer: authority, extensions: leafExtensions });
  return nameConstraintProblems(
    [leaf, authority, root].map(({ certificate }) => parseCertificate(certificate, budget())),
    budget(),
  );
}

test.each<[string, Buffer, Buffer[], boolean]>([
  ['no name of the permitted form', constraints([email('example.no')]), [], true],
  ['a permitted address', constraints([email('example.no')]), [alternatives(email('a@example.no'))], true],
  ['an address elsewhere', constraints([email('example.no')]), [alternatives(email('a@example.com'))], false],
  [
    'one of two addresses elsewhere',
    constraints([email('example.no')]),
    [alternatives(email('a@example.no'), email('a@b.no'))],
    false,
  ],
  ['an excluded host', constraints([], [dns('example.no')]), [alternatives(dns('www.example.no'))], false],
  ['another host', constraints([], [dns('example.no')]), [alternatives(dns('www.example.com'))], true],
  ['the permitted directory name', constraints([directory('Leaf')]), [], true],
  ['another directory name', constraints([directory('Somebody else')]), [], false],
  ['a form that is not processed', constraints([text(8, 'x')]), [alternatives(text(8, 'x'))], false],
  ['an excluded form that is not processed', constraints([], [text(8, 'x')]), [alternatives(text(8, 'x'))], false],
  [
    'a form that is not processed and not excluded',
    constraints([], [email('a.no')]),
    [alternatives(text(8, 'x'))],
    true,
  ],
  ['another form that is not processed', constraints([text(8, 'x')]), [alternatives(text(3, 'x'))], true],
  [
    'one of two permitted addresses',
    constraints([email('a.no'), email('b.no')]),
    [alternatives(email('x@b.no'))],
    true,
  ],
  [
    'an address that is permitted and excluded',
    constraints([email('a.no')], [email('x@a.no')]),
    [alternatives(email('x@a.no'))],
    false,
  ],
  ['an excluded directory name', constraints([], [directory('Leaf')]), [], false],
  ['an excluded host beside an address', constraints([], [dns('a.no')]), [alternatives(email('x@a.no'))], true],
])('%s', (_, constraint, leafExtensions, holds) => {
  expect(problems(constraint, leafExtensions).length === 0).toBe(holds);
});

test('names that are not excluded by any of two', () => {
  expect(problems(constraints([], [dns('a.no'), dns('b.no')]), [alternatives(dns('c.no'))])).toEqual([]);
  expect(problems(constraints([], [dns('a.no'), dns('b.no')]), [alternatives(dns('x.b.no'))])).toHaveLength(1);
});

test('at most five problems are told', () => {
  const many = Array.from({ length: 7 }, (_, index) => email(`${index}@b.no`));
  expect(problems(constraints([email('a.no')]), [alternatives(...many)])).toHaveLength(5);
});

test('constraints or names that cannot be read are not taken as kept', () => {
  expect(problems(extension('2.5.29.30', der(2, Buffer.from([1])), true), [])[0]).toContain('cannot be read');
  const unreadable = extension('2.5.29.17', der(0x30, der(0xa4, der(2, Buffer.from([1])))));
  expect(problems(constraints([email('a.no')]), [unreadable])[0]).toContain('cannot be read');
});

test('what an authority issued to itself is exempt, but for the last certificate', () => {
  const root = certify({ commonName: 'Root', authority: true });
  const limits = [constraints([directory('Leaf')])];
  const first = certify({ commonName: 'First', issuer: root, authority: true, extensions: limits });
  const judge = (...line: ReturnType<typeof certify>[]): number =>
    nameConstraintProblems(
      line.map(({ certificate }) => parseCertificate(certificate, budget())),
      budget(),
    ).length;
  const renewed = certify({ commonName: 'First', issuer: first, authority: true });
  const other = certify({ commonName: 'Second', issuer: first, authority: true });
  expect(judge(certify({ commonName: 'Leaf', issuer: renewed }), renewed, first, root)).toBe(0);
  expect(judge(certify({ commonName: 'Leaf', issuer: other }), other, first, root)).toBe(1);
  expect(judge(renewed, first, root)).toBe(1);
});

test('a certificate without a subject breaks no constraint on directory names', () => {
  const root = certify({ commonName: 'Root', authority: true, extensions: [constraints([directory('Leaf')])] });
  const made = parseCertificate(certify({ commonName: 'Other', issuer: root }).certificate, budget());
  const unnamed = Object.assign(Object.create(made) as typeof made, { subject: { ...made.subject, parts: [] } });
  const judge = (leaf: typeof made): number =>
    nameConstraintProblems([leaf, parseCertificate(root.certificate, budget())], budget()).length;
  expect([judge(made), judge(unnamed)]).toEqual([1, 0]);
});

test('the e-mail attribute of the subject counts where no alternative name of that form stands', () => {
  const root = certify({ commonName: 'Root', authority: true, extensions: [constraints([email('a.no')])] });
  const judge = (...extensions: Buffer[]): number => {
    const made = parseCertificate(certify({ commonName: 'Leaf', issuer: root, extensions }).certificate, budget());
    const attributes = new Map([['1.2.840.113549.1.9.1', 'x@b.no']]);
    const leaf = Object.assign(Object.create(made) as typeof made, { subject: { ...made.subject, attributes } });
    return nameConstraintProblems([leaf, parseCertificate(root.certificate, budget())], budget()).length;
  };
  expect(judge()).toBe(1);
  expect(judge(alternatives(dns('b.no')))).toBe(1);
  expect(judge(alternatives(email('x@a.no')))).toBe(0);
});

test('a subtree with a minimum is not taken as kept', () => {
  const odd = extension(
    '2.5.29.30',
    der(0x30, der(0xa0, der(0x30, dns('example.no'), der(0x80, Buffer.from([1]))))),
    true,
  );
  expect(problems(odd, [])[0]).toContain('minimum');
});

test.each<['dns' | 'email' | 'uri', string, string, boolean]>([
  ['dns', 'a.example.no', 'example.no', true],
  ['dns', 'badexample.no', 'example.no', false],
  ['email', 'a@EXAMPLE.no', 'example.no', true],
  ['email', 'a@host.example.no', 'example.no', false],
  ['email', 'a@host.example.no', '.example.no', true],
  ['email', 'a@example.no', 'a@example.no', true],
  ['email', 'b@example.no', 'a@example.no', false],
  ['uri', 'https://host.example.no:8443/x', '.example.no', true],
  ['uri', 'https://user@example.no/', 'example.no', true],
  ['uri', 'https://evil.com/?example.no', 'example.no', false],
  ['uri', 'urn:x', 'example.no', false],
  ['uri', 'urn:x', '', false],
  ['uri', 'https:///x', '', false],
  ['uri', 'https://example.no/', '', true],
  ['dns', 'example.no', 'example.no', true],
  ['dns', 'a.example.no', '.example.no', true],
  ['dns', 'other.no', '', true],
  ['email', 'a@other.no', '', true],
  ['email', 'a@badexample.no', 'example.no', false],
])('%s %s within %s: %s', (kind, name, base, within) => {
  expect(isWithin({ kind, text: name }, { kind, text: base })).toBe(within);
});

test('names of two forms are never within each other', () => {
  const bytes = Uint8Array.of(10, 1, 0, 0);
  const other = { kind: 'other' as const, tag: 8, raw: bytes };
  const uri = { kind: 'uri' as const, text: '' };
  for (const base of [uri, other]) {
    expect(isWithin({ kind: 'address', bytes }, base)).toBe(false);
    expect(isWithin({ kind: 'dns', text: 'a' }, base)).toBe(false);
    expect(isWithin(other, base)).toBe(false);
  }
  for (const length of [4, 7, 9, 32])
    expect(isWithin({ kind: 'address', bytes }, { kind: 'address', bytes: new Uint8Array(length) })).toBe(false);
});

test.each([
  ['10.1.2.3', true],
  ['10.2.2.3', false],
])('address %s within 10.1.0.0/16: %s', (dotted, within) => {
  const bytes = Uint8Array.from(dotted.split('.').map(Number));
  const base = Uint8Array.from([10, 1, 0, 0, 255, 255, 0, 0]);
  expect(isWithin({ kind: 'address', bytes }, { kind: 'address', bytes: base })).toBe(within);
});
