import type { ReturnFacts, VerificationFacts } from './return-decision.policy.js';
import { receiptChecks } from './return-letters.js';

const sound = {
  readable: true,
  encrypted: false,
  unreadable: null,
  issuedPrefix: true,
  sameForm: false,
  signatures: 1,
  integrity: 'intact',
  laterChanges: 'none',
  indication: 'TOTAL_PASSED',
  coversWholeDocument: true,
  accept: true,
  signerLinked: true,
  sealedByService: false,
  launchesProgram: false,
  pictureOnly: false,
} satisfies VerificationFacts;

function open(verification: Partial<VerificationFacts> | null): string {
  const facts = { verification: verification === null ? null : { ...sound, ...verification } } as ReturnFacts;
  const checks = receiptChecks(facts);
  expect(checks.every(({ result }) => result === 'PASSED' || result === 'OPEN')).toBe(true);
  return checks
    .filter(({ result }) => result !== 'PASSED')
    .map(({ check }) => check)
    .join(' ');
}

it.each<[Partial<VerificationFacts> | null, string]>([
  [{}, ''],
  [{ laterChanges: 'permitted' }, ''],
  [null, 'FILE_READABLE'],
  [{ readable: false, unreadable: 'DAMAGED' }, 'FILE_READABLE'],
  [{ issuedPrefix: false }, 'FORM_RECOGNISED TEXT_UNCHANGED'],
  [{ issuedPrefix: false, sameForm: true }, ''],
  [{ issuedPrefix: false, sameForm: true, laterChanges: 'suspicious' }, 'TEXT_UNCHANGED'],
  [{ laterChanges: 'suspicious' }, 'TEXT_UNCHANGED'],
  [{ laterChanges: null }, 'TEXT_UNCHANGED'],
  [{ coversWholeDocument: false }, 'TEXT_UNCHANGED'],
  [{ integrity: 'broken' }, 'SIGNATURE_INTACT'],
  [{ indication: 'INDETERMINATE' }, 'SIGNER_TRUSTED'],
  [{ signerLinked: false }, 'SIGNER_LINKED'],
  [{ pictureOnly: true, issuedPrefix: false }, 'FORM_RECOGNISED HAND_SIGNATURE'],
  [{ signatures: 0 }, 'HAND_SIGNATURE'],
])('%j leaves open: %s', (verification, checks) => {
  expect(open(verification)).toBe(checks);
});
