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
])('%s', (_, constraint, leafExtensions, holds) => {
  expect(problems(constraint, leafExtensions).length === 0).toBe(holds);
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
])('%s %s within %s: %s', (kind, name, base, within) => {
  expect(isWithin({ kind, text: name }, { kind, text: base })).toBe(within);
});

test.each([
  ['10.1.2.3', true],
  ['10.2.2.3', false],
])('address %s within 10.1.0.0/16: %s', (dotted, within) => {
  const bytes = Uint8Array.from(dotted.split('.').map(Number));
  const base = Uint8Array.from([10, 1, 0, 0, 255, 255, 0, 0]);
  expect(isWithin({ kind: 'address', bytes }, { kind: 'address', bytes: base })).toBe(within);
});
