import type { FileVerification } from '../verification/index.js';
import { isOwnDocument } from './own-document.policy.js';

type Report = Pick<FileVerification['report'], 'summary' | 'signatures'>;

const seal = { type: 'certification', docMdp: 1, signer: { certificateSha256: 'ours' } };
const summary = { readable: true, integrity: 'intact', coversWholeDocument: true, laterChanges: 'none' };
const report = (changes: { summary?: object; seal?: object; signatures?: readonly object[] } = {}): Report =>
  ({
    summary: { ...summary, ...changes.summary },
    signatures: changes.signatures ?? [{ ...seal, ...changes.seal }],
  }) as unknown as Report;

it('what we sealed as a whole is ours', () => {
  expect(isOwnDocument(report(), 'ours')).toBe(true);
});

it.each<[string, Report]>([
  ['nothing is signed', report({ signatures: [] })],
  ['another seal', report({ seal: { signer: { certificateSha256: 'theirs' } } })],
  ['a signer that cannot be read', report({ seal: { signer: null } })],
  ['somebody has signed it besides', report({ signatures: [seal, { ...seal, type: 'approval' }] })],
  ['a form, which may be filled in and signed', report({ seal: { docMdp: 2 } })],
  ['no certification', report({ seal: { type: 'approval' } })],
  ['a broken seal', report({ summary: { integrity: 'broken' } })],
  ['something behind it', report({ summary: { coversWholeDocument: false } })],
  ['not known what it covers', report({ summary: { coversWholeDocument: null } })],
  ['a permitted change', report({ summary: { laterChanges: 'permitted' } })],
  ['it cannot be read', report({ summary: { readable: false } })],
])('not: %s', (_, not) => {
  expect(isOwnDocument(not, 'ours')).toBe(false);
});
