import { certify, extension } from '../../../test/support/build-certificate.js';
import type { TestCertificate } from '../../../test/support/build-certificate.js';
import { der, oid } from '../../../test/support/build-cms.js';
import { Budget, defaultLimits } from '../limits.js';
import { parseCertificate } from './certificate.js';
import { policyProblem } from './policy-constraints.js';

const ANY = '2.5.29.32.0';
const P = '1.3.6.1.4.1.99999.10';
const Q = '1.3.6.1.4.1.99999.11';

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
  ['required by the last certificate itself', [[], [requireExplicit(0)]], false],
])('%s', (_, line, holds) => {
  expect(problem(line) === null).toBe(holds);
});
