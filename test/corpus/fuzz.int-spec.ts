import { readFileSync } from 'node:fs';
import { SeededRandom } from '../../src/replay/seeded-random.js';
import type { VerificationReport } from '../../src/pades/index.js';
import { ProcessVerifier, VERIFIER_LIMITS, type VerificationRequest } from '../../src/verification/index.js';
import { readCertificateFile } from '../../src/verification/index.js';
import { issuedForm } from '../support/issued-form.js';
import { MUTATION_KINDS, mutate, type Mutant } from '../support/mutate-file.js';
import { plainPdf } from '../support/plain-pdf.js';
import { signPdf } from '../support/sign-pdf.js';
import { createTestCa, testInstant } from '../support/test-ca.js';
import { CORPUS_PRESENT, corpusCases } from './corpus.mjs';

/** The same every time; another one finds other mutants. */
const SEED = 'fuzz-1';
const MUTANTS_OF_OUR_OWN = 10;

/** Longer than in the service: a busy machine is not the file's fault, and what hangs does so for ever. */
const verifier = new ProcessVerifier({ ...VERIFIER_LIMITS, timeoutMs: 280_000 });
afterAll(async () => {
  await verifier.close();
});

interface Original {
  readonly name: string;
  readonly bytes: Buffer;
  readonly asked: Omit<VerificationRequest, 'bytes'>;
}

/** Files of our own: signed twice, encrypted or not, with and without later revisions. */
async function ownFiles(): Promise<Original[]> {
  const ca = await createTestCa();
  const once = await signPdf(plainPdf(), await ca.issue({ shortTerm: true, keyType: 'EC' }));
  const twice = await signPdf(once, await ca.issue({ shortTerm: true, keyType: 'RSA' }), { fieldName: 'Signature2' });
  const form = await issuedForm('nb');
  const asked = { trustAnchors: [ca.intermediate], at: testInstant };
  return [
    { name: 'signed once', bytes: Buffer.from(once), asked },
    { name: 'signed twice', bytes: Buffer.from(twice), asked },
    {
      name: 'an issued form',
      bytes: Buffer.from(form.bytes),
      asked: { trustAnchors: [form.sealCertificate], at: new Date('2020-05-01T12:00:00Z') },
    },
  ];
}

async function corpusFiles(): Promise<Original[]> {
  return await Promise.all(
    corpusCases().map(async ({ id, request }) => ({
      name: id,
      bytes: readFileSync(request.file),
      asked: {
        trustAnchors: (await Promise.all(request.trust.map(readCertificateFile))).flat(),
        at: new Date(request.at ?? '2026-11-01T00:00:00Z'),
        password: request.password,
      },
    })),
  );
}

/** What a mutant may not gain. */
const INDICATIONS = [null, 'TOTAL_FAILED', 'INDETERMINATE', 'TOTAL_PASSED'] as const;
function gains(mutant: VerificationReport, original: VerificationReport): string[] {
  const [now, then] = [mutant.summary, original.summary];
  const rank = INDICATIONS.indexOf.bind(INDICATIONS);
  return [
    ...(now.accept && !then.accept ? ['it is accepted'] : []),
    ...(rank(now.indication) > rank(then.indication) && now.indication === 'TOTAL_PASSED' ? ['it passes'] : []),
    ...(now.integrity === 'intact' && then.integrity !== 'intact' ? ['it is intact'] : []),
    ...(now.integrity === 'intact' && now.laterChanges !== 'suspicious' && then.laterChanges === 'suspicious'
      ? ['its later changes are permitted']
      : []),
  ];
}

/** Do the changed bytes lie in what some signature signs, or in the signature itself? */
function isCovered({ from, to }: Mutant, original: VerificationReport): boolean {
  return original.signatures.some(({ byteRange }) => {
    if (byteRange?.length !== 4) return false;
    const [start, , second, length] = byteRange as [number, number, number, number];
    return from < second + length && Math.max(to, from + 1) > start;
  });
}

async function findFaults({ name, bytes, asked }: Original, count: number): Promise<string[]> {
  const random = new SeededRandom(SEED).fork(name);
  const mutants = Array.from({ length: count }, (_, index) =>
    mutate(bytes, MUTATION_KINDS[(index + random.integer(0, MUTATION_KINDS.length - 1)) % MUTATION_KINDS.length]!, random),
  ).filter((mutant) => mutant !== null);
  const { report: original } = await verifier.verify({ bytes, ...asked });
  const faults = await Promise.all(
    mutants.map(async (mutant) => {
      const what = `${name}: ${mutant.kind} at ${mutant.from}`;
      try {
        const { report } = await verifier.verify({ bytes: mutant.bytes, ...asked });
        const internal = report.findings.filter(({ evidence }) => evidence.startsWith('internal:'));
        const gained = isCovered(mutant, original) ? gains(report, original) : [];
        return [...internal.map(({ evidence }) => `${what}: ${evidence}`), ...gained.map((gain) => `${what}: ${gain}`)];
      } catch (error) {
        return [`${what}: ${String(error)}`];
      }
    }),
  );
  return faults.flat();
}

test('no change to a file of ours crashes, hangs or betters a verdict', async () => {
  const files = await ownFiles();
  const faults: string[] = [];
  for (const file of files) faults.push(...(await findFaults(file, MUTATION_KINDS.length * MUTANTS_OF_OUR_OWN)));
  expect(faults).toEqual([]);
});

if (CORPUS_PRESENT) {
  test('no change to a file of the corpus crashes, hangs or betters a verdict', async () => {
    const faults: string[] = [];
    for (const file of await corpusFiles()) faults.push(...(await findFaults(file, 3)));
    expect(faults).toEqual([]);
  }, 1_500_000);
} else {
  test.skip('the files of the corpus [skipped: no corpus of signed files beside the project]', () => undefined);
}
