import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { verifyPdf } from '../../src/pades/index.js';
import type { VerificationReport } from '../../src/pades/index.js';

type CorpusCase = {
  readonly id: string;
  readonly family: string;
  readonly file: string;
  readonly expected: { readonly integrity: string | null; readonly later_changes: string | null };
  readonly accept?: boolean;
  readonly contested?: boolean;
  readonly later_changes_in?: readonly string[];
  readonly roots?: readonly string[];
  readonly validation_time?: string | null;
  readonly password?: string | null;
  readonly forced_permission?: 1 | 2 | 3 | null;
};

const folder = join(dirname(fileURLToPath(import.meta.url)), '../../../shared/corpus');
const present = existsSync(join(folder, 'manifest.json'));
const cases: CorpusCase[] = present ? JSON.parse(readFileSync(join(folder, 'manifest.json'), 'utf8')) : [];

const certificates = (file: string): Uint8Array[] =>
  [
    ...readFileSync(join(folder, file), 'latin1').matchAll(
      /-----BEGIN CERTIFICATE-----([^-]+)-----END CERTIFICATE-----/g,
    ),
  ].map((match) => Buffer.from(match[1]!, 'base64'));

function verify(item: CorpusCase): VerificationReport {
  return verifyPdf(readFileSync(join(folder, item.file)), {
    trustAnchors: (item.roots ?? []).flatMap(certificates),
    at: new Date(item.validation_time ?? '2026-11-01T00:00:00Z'),
    ...(item.password ? { password: item.password } : {}),
    ...(item.forced_permission ? { docMdp: item.forced_permission } : {}),
  });
}

/** Every case nobody may accept, every mutant, and every fourth of the others. */
const mustRefuse = cases.filter((item) => item.accept === false || item.contested);
const others = cases.filter((item) => !mustRefuse.includes(item)).filter((_, index) => index % 4 === 0);

if (!present) {
  test.skip('no corpus of signed files beside the project (../shared/corpus): nothing to measure against', () => undefined);
} else {
  test('no file that must be refused is accepted', () => {
    const accepted = mustRefuse.filter((item) => verify(item).summary.accept).map((item) => item.id);
    expect(accepted).toEqual([]);
    expect(mustRefuse.length).toBeGreaterThan(100);
  });

  test('no changed byte leaves a signature intact', () => {
    const mutants = cases.filter((item) => item.family === 'mutant');
    expect(mutants.filter((item) => verify(item).summary.integrity === 'intact').map((item) => item.id)).toEqual([]);
    expect(mutants.length).toBeGreaterThan(10);
  });

  test('no attack on a signed document is called permitted', () => {
    const attacks = cases.filter((item) => item.expected.later_changes === 'suspicious' && !item.later_changes_in);
    const missed = attacks.filter((item) => {
      const { summary } = verify(item);
      return summary.laterChanges !== 'suspicious' && summary.integrity === 'intact';
    });
    expect(missed.map((item) => item.id)).toEqual([]);
    expect(attacks.length).toBeGreaterThan(20);
  });

  test('every file is answered, whatever it is', () => {
    for (const item of others) {
      const report = verify(item);
      expect(report.findings.filter((finding) => finding.evidence.startsWith('internal:'))).toEqual([]);
      expect(report.sha256).toHaveLength(64);
    }
  });
}
