import { certify, extension } from '../../../test/support/build-certificate.js';
import type { TestCertificate } from '../../../test/support/build-certificate.js';
import { der, oid } from '../../../test/support/build-cms.js';
import { Budget, defaultLimits } from '../limits.js';
import { parseCertificate } from './certificate.js';
import { policyProblem } from './policy-constraints.js';

const ANY = '2.5.29.32.0';
const P = '1.3.6.1.4.1.99999.10';
const Q = '1.3.6.1.4.1.99999.11';
const R = '1.3.6.1.4.1.99999.12';

const policies = (...oids: string[]): Buffer =>
  extension('2.5.29.32', der(0x30, ...oids.map((item) => der(0x30, oid(item)))));
const mapping = (from: string, to: string): Buffer =>
  extension('2.5.29.33', der(0x30, der(0x30, oid(from), oid(to))), true);
const requireExplicit = (skip: number): Buffer =>
  extension('2.5.29.36', der(0x30, der(0x80, Buffer.from([skip]))), true);
const inhibitMapping = (skip: number): Buffer =>
  extension('2.5.29.36', der(0x30, der(0x80, Buffer.from([0])), der(0x81, Buffer.from([skip]))), true);
const inhibitAny = (skip: number): Buffer => extension('2.5.29.54', der(2, Buffer.from([skip])), true);

/** `line`: extensions of each certificate below the root, from the root downwards. */
function problem(line: Buffer[][]): string | null {
  const root = certify({ commonName: 'Root', authority: true });
  const certificates: TestCertificate[] = [root];
  for (const [index, extensions] of line.entries()) {
    const isLast = index === line.length - 1;
    certificates.push(
      certify({
        commonName: `Level ${index}`,
        issuer: certificates.at(-1)!,
        ...(isLast ? {} : { authority: true as const }),
        extensions,
      }),
    );
  }
  const budget = new Budget(defaultLimits);
  return policyProblem(
    certificates.reverse().map(({ certificate }) => parseCertificate(certificate, budget)),
    budget,
  );
}

test.each<[string, Buffer[][], boolean]>([
  ['no policies at all', [[], []], true],
  ['none where one is required', [[requireExplicit(0)], []], false],
  ['required later than the end of the path', [[requireExplicit(5)], []], true],
  ['the same policy down the path', [[policies(P), requireExplicit(0)], [policies(P)]], true],
  ['another policy', [[policies(P), requireExplicit(0)], [policies(Q)]], false],
  ['another policy where none is required', [[policies(P)], [policies(Q)]], true],
  ['any policy above', [[policies(ANY), requireExplicit(0)], [policies(Q)]], true],
  ['any policy below', [[policies(P), requireExplicit(0)], [policies(ANY)]], true],
  ['any policy inhibited', [[policies(P), requireExplicit(0), inhibitAny(0)], [policies(ANY)]], false],
  ['a mapped policy', [[policies(P), requireExplicit(0), mapping(P, Q)], [policies(Q)]], true],
  ['the policy it was mapped from', [[policies(P), requireExplicit(0), mapping(P, Q)], [policies(P)]], false],
  ['mapping inhibited', [[policies(P), inhibitMapping(0)], [policies(P), mapping(P, Q)], [policies(Q)]], false],
  ['a mapping of any policy', [[policies(P), mapping(ANY, Q)], [policies(Q)]], false],
  ['required from the next certificate on', [[requireExplicit(1)], []], false],
  ['required from the one after that on', [[requireExplicit(2)], []], true],
  ['required from the one after that on, which is there', [[requireExplicit(2)], [], []], false],
  ['policies that were lost on the way', [[policies(P), requireExplicit(0)], [], [policies(P)]], false],
  ['policies that were lost on the way where none is required', [[policies(P)], [], [policies(P)]], true],
  ['any policy, then two others', [[policies(ANY), requireExplicit(0)], [policies(P)], [policies(Q)]], false],
  ['one of two policies', [[policies(P, Q), requireExplicit(0)], [policies(Q)]], true],
  ['any policy inhibited from later on', [[policies(P), requireExplicit(0), inhibitAny(1)], [policies(ANY)]], true],
  [
    'any policy inhibited from the last on',
    [[policies(P), requireExplicit(0), inhibitAny(1)], [policies(P)], [policies(ANY)]],
    false,
  ],
  [
    'mapping inhibited from later on',
    [[policies(P), inhibitMapping(1)], [policies(P), mapping(P, Q)], [policies(Q)]],
    true,
  ],
  [
    'mapping inhibited by then',
    [[policies(P), inhibitMapping(1)], [policies(P)], [policies(P), mapping(P, Q)], [policies(Q)]],
    false,
  ],
  [
    'mapping never inhibited',
    [[policies(P), requireExplicit(0)], [policies(P)], [policies(P), mapping(P, Q)], [policies(Q)]],
    true,
  ],
  ['a policy beside the mapped one', [[policies(P, Q), requireExplicit(0), mapping(P, R)], [policies(Q)]], true],
  ['a mapping where any policy is valid', [[policies(ANY), requireExplicit(0), mapping(P, Q)], [policies(Q)]], true],
  ['a mapping of a policy that is not valid', [[policies(P), requireExplicit(0), mapping(R, Q)], [policies(Q)]], false],
  ['a mapping without any policy', [[mapping(P, Q)], []], true],
  ['a mapping to any policy', [[policies(P), mapping(P, ANY)], [policies(Q)]], false],
  ['a count of less than nothing', [[requireExplicit(0x80)], [policies(P)]], false],
  ['a count that is none', [[extension('2.5.29.36', der(0x30, der(0x80)))], [policies(P)]], false],
  ['a count beyond all paths', [[extension('2.5.29.36', der(0x30, der(0x80, Buffer.alloc(5, 1))))], []], true],
  ['policies that cannot be read', [[extension('2.5.29.32', der(2, Buffer.from([1])))], []], false],
  ['required by the last certificate itself, later', [[], [requireExplicit(1)]], true],
  ['required by the last certificate itself', [[], [requireExplicit(0)]], false],
])('%s', (_, line, holds) => {
  expect(problem(line) === null).toBe(holds);
});

describe('a certificate that an authority issued to itself', () => {
  /** The second has the first one's name, or another. */
  function between(top: Buffer[], middle: Buffer[], bottom: Buffer[], itself: boolean): boolean {
    const root = certify({ commonName: 'Root', authority: true });
    const first = certify({ commonName: 'First', issuer: root, authority: true, extensions: top });
    const second = certify({
      commonName: itself ? 'First' : 'Second',
      issuer: first,
      authority: true,
      extensions: middle,
    });
    const leaf = certify({ commonName: 'Leaf', issuer: second, extensions: bottom });
    const budget = new Budget(defaultLimits);
    const line = [leaf, second, first, root].map(({ certificate }) => parseCertificate(certificate, budget));
    return policyProblem(line, budget) === null;
  }

  test('does not count', () => {
    for (const itself of [true, false]) {
      expect(between([requireExplicit(2)], [], [], itself)).toBe(itself);
      expect(between([policies(P), requireExplicit(0), inhibitAny(1)], [policies(P)], [policies(ANY)], itself)).toBe(
        itself,
      );
    }
  });

  test('counts for less when it is the last one', () => {
    const judge = (top: Buffer[], bottom: Buffer[], itself: boolean): boolean => {
      const root = certify({ commonName: 'Root', authority: true });
      const first = certify({ commonName: 'First', issuer: root, authority: true, extensions: top });
      const last = certify({ commonName: itself ? 'First' : 'Last', issuer: first, extensions: bottom });
      const budget = new Budget(defaultLimits);
      const line = [last, first, root].map(({ certificate }) => parseCertificate(certificate, budget));
      return policyProblem(line, budget) === null;
    };
    for (const itself of [true, false]) {
      expect(judge([requireExplicit(1)], [], itself)).toBe(itself);
      expect(judge([policies(P), requireExplicit(0), inhibitAny(0)], [policies(ANY)], itself)).toBe(false);
    }
  });

  test('may state any policy where others may not', () => {
    const top = [policies(P), requireExplicit(0), inhibitAny(0)];
    for (const itself of [true, false]) expect(between(top, [policies(ANY)], [policies(P)], itself)).toBe(itself);
  });
});
