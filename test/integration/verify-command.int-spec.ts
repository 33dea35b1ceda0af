import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PassThrough, Readable } from 'node:stream';
import { text } from 'node:stream/consumers';
import { Ajv } from 'ajv';
import {
  type FileReport,
  ProcessVerifier,
  PATIENT_VERIFIER_LIMITS,
  verifyBatch,
} from '../../src/verification/index.js';
import { certify } from '../support/build-certificate.js';
import { buildTrustedList, signTrustedList } from '../support/build-trusted-list.js';
import { issuedForm } from '../support/issued-form.js';
import { plainPdf } from '../support/plain-pdf.js';
import { signPdf } from '../support/sign-pdf.js';
import { createTestCa, testInstant } from '../support/test-ca.js';

const PROGRAM = join(import.meta.dirname, '../../bin/tilslutning.js');
const SCHEMA = join(import.meta.dirname, '../../docs/verification-report.schema.json');
const HOSTILE = join(import.meta.dirname, '../support/hostile-process.mjs');
const at = testInstant.toISOString();

let folder: string;
const path = (name: string) => join(folder, name);
const verifier = new ProcessVerifier(PATIENT_VERIFIER_LIMITS);

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'tilslutning-verify-'));
  const ca = await createTestCa();
  const signed = await signPdf(plainPdf(), await ca.issue({ shortTerm: true, keyType: 'EC' }));
  const pem = `-----BEGIN CERTIFICATE-----\n${Buffer.from(ca.intermediate).toString('base64')}\n-----END CERTIFICATE-----\n`;
  const form = await issuedForm('nn');
  const operator = certify({ commonName: 'List operator', rsaBits: 2048 });
  const list = await signTrustedList(
    buildTrustedList({
      nextUpdate: new Date('2026-06-01T00:00:00Z'),
      services: [
        {
          certificate: { certificate: ca.intermediate },
          type: 'CA/QC',
          history: [['granted', new Date('2020-01-01T00:00:00Z')]],
        },
      ],
    }),
    operator,
  );
  await Promise.all([
    writeFile(path('signed.pdf'), signed),
    writeFile(path('unsigned.pdf'), plainPdf()),
    writeFile(path('red\u001b[31m.pdf'), plainPdf()),
    writeFile(path('changed.pdf'), Buffer.from(signed).fill('x', 600, 610)),
    writeFile(path('hostile.pdf'), Buffer.concat([Buffer.from(plainPdf()), Buffer.from('%LOOPS-FOR-EVER')])),
    writeFile(path('ca.pem'), pem),
    writeFile(path('ca.der'), ca.intermediate),
    writeFile(path('none.pem'), 'no certificate'),
    writeFile(path('form.pdf'), form.bytes),
    writeFile(path('seal.der'), form.sealCertificate),
    writeFile(path('list.xml'), list),
    writeFile(path('operator.der'), operator.certificate),
  ]);
});
afterAll(async () => {
  await verifier.close();
  await rm(folder, { recursive: true });
});

type Ended = { readonly code: number; readonly stdout: string; readonly stderr: string };

async function run(...args: string[]): Promise<Ended> {
  return await new Promise((resolve) => {
    execFile(process.execPath, [PROGRAM, 'verify', ...args], { env: {}, cwd: folder }, (error, stdout, stderr) =>
      resolve({ code: Number(error?.code ?? 0), stdout, stderr }),
    );
  });
}

describe('verify FILE…', () => {
  it('says of a sound file who signed it, and ends with 0', async () => {
    const { code, stdout } = await run('signed.pdf', '--trust', 'ca.pem', '--at', at);
    expect(stdout).toMatch(/^signed\.pdf {2}TOTAL_PASSED – can be accepted/);
    expect(stdout).toContain('The signature covers the whole file.');
    expect(code).toBe(0);
  });

  it('says of every open finding why and what to do, and ends with 1', async () => {
    const { code, stdout } = await run('signed.pdf', 'unsigned.pdf', 'changed.pdf', '--at', at);
    expect(stdout).toContain('signed.pdf  INDETERMINATE (NO_CERTIFICATE_CHAIN_FOUND) – cannot be accepted as it is');
    expect(stdout).toMatch(/\? No chain leads .+ \[CERTIFICATE_PATH: .+\]\n +→ Find out who issued the certificate/);
    expect(stdout).toContain('unsigned.pdf  NOT SIGNED');
    expect(stdout).toContain('changed.pdf  TOTAL_FAILED');
    expect(code).toBe(1);
  });

  it('does not let a file steer the terminal', async () => {
    const { stdout } = await run('red\u001b[31m.pdf', '--at', at);
    expect(stdout).toContain('red�[31m.pdf  NOT SIGNED');
    expect(stdout).not.toContain('\u001b');
  });

  it('trusts the services of a trusted list whose signer is named', async () => {
    const lists = ['--trusted-list', 'list.xml', '--list-signer', 'operator.der'];
    const { code, stdout } = await run('signed.pdf', ...lists, '--at', at);
    expect(stdout).toMatch(/^signed\.pdf {2}TOTAL_PASSED/);
    expect(code).toBe(0);
  });

  it('prints one JSON object a line', async () => {
    const { stdout } = await run(
      'signed.pdf',
      'form.pdf',
      '--json',
      '--trust',
      'ca.der',
      '--trust',
      'seal.der',
      '--at',
      at,
    );
    const reports = stdout
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line) as FileReport);
    expect(reports.map(({ file }) => file)).toEqual(['signed.pdf', 'form.pdf']);
    expect(Object.keys(reports[0]!).slice(0, 7)).toEqual([
      'file',
      'sha256',
      'bytes',
      'summary',
      'signatures',
      'binding',
      'findings',
    ]);
    expect(reports[0]!.summary).toMatchObject({ indication: 'TOTAL_PASSED', accept: true });
    const validate = new Ajv({ allErrors: true }).compile(JSON.parse(await readFile(SCHEMA, 'utf8')) as object);
    for (const report of reports) {
      validate(report);
      expect(validate.errors).toBeNull();
    }
    expect(validate({ ...reports[0], more: true })).toBe(false);
  });

  it.each([
    [['missing.pdf'], 2, /missing\.pdf cannot be read \(ENOENT\)/],
    [['signed.pdf', '--trust', 'none.pem'], 2, /none\.pem holds no certificate\. Write one that begins with/],
    [['signed.pdf', '--form', 'missing.pdf'], 2, /missing\.pdf cannot be read/],
    [['signed.pdf', '--trusted-list', 'list.xml'], 2, /name the certificate of its signer with --list-signer/],
    [['signed.pdf', '--trusted-list', 'ca.pem', '--list-signer', 'ca.pem'], 2, /ca\.pem cannot be used: /],
    [['signed.pdf', '--trusted-list', 'list.xml', '--list-signer', 'ca.pem'], 2, /list\.xml cannot be used: /],
    [[], 2, /name files to verify, or use --batch/],
    [['signed.pdf', '--batch'], 2, /name files to verify, or use --batch/],
    [['signed.pdf', '--at', 'yesterday'], 2, /Write an ISO instant/],
    [['signed.pdf', '--doc-mdp', '4'], 2, /Allowed choices are 1, 2, 3/],
    [['signed.pdf', '--processes', '0'], 2, /whole number from 1 to 64/],
    [['signed.pdf', '--nonsense'], 2, /unknown option/],
  ])('%p cannot run and says why', async (args, code, message) => {
    const ended = await run(...args);
    expect(ended.stderr).toMatch(message);
    expect(ended.code).toBe(code);
  });
});

describe('verify --batch', () => {
  async function batch(lines: readonly (object | string)[], using: ProcessVerifier = verifier) {
    const output = new PassThrough();
    const input = Readable.from(lines.map((line) => `${typeof line === 'string' ? line : JSON.stringify(line)}\n`));
    const exit = verifyBatch(
      { input, output, verifier: using, atOnce: 4 },
      { trust: [], trustedLists: [], at: testInstant, password: undefined, docMdp: undefined, form: undefined },
    ).finally(() => output.end());
    const answers = (await text(output))
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line) as Answer);
    return { exit: await exit, answers: new Map(answers.map((answer) => [answer.id, answer])) };
  }
  type Answer = Partial<FileReport> & { id: string | number | null; error?: { code: string; message: string } };

  it('answers every request with its id, whatever the others are', async () => {
    const many = Array.from({ length: 12 }, (_, id) => ({ id, file: path('signed.pdf'), trust: [path('ca.pem')] }));
    const { exit, answers } = await batch([...many, { id: 'u', file: path('unsigned.pdf') }]);
    expect(answers.size).toBe(13);
    expect(answers.get(11)).toMatchObject({ file: path('signed.pdf'), summary: { indication: 'TOTAL_PASSED' } });
    expect(answers.get('u')).toMatchObject({ summary: { readable: true, signatures: 0, accept: false } });
    expect(exit).toBe(1);
  });

  it('ends with 0 when all passed', async () => {
    expect((await batch([{ id: 1, file: path('signed.pdf'), trust: [path('ca.pem')] }])).exit).toBe(0);
  });

  it('names the request that it cannot carry out, and carries out the others', async () => {
    const { exit, answers } = await batch([
      { id: 1, file: path('missing.pdf') },
      { id: 2, file: path('signed.pdf'), trust: [path('none.pem')] },
      { id: 3, file: path('signed.pdf'), docMdp: 4 },
      { id: 4, file: path('signed.pdf'), at: 'yesterday' },
      { id: 5, file: path('signed.pdf'), fle: 'x' },
      'not json',
      '',
      { id: 6, file: path('signed.pdf'), trust: [path('ca.pem')] },
    ]);
    expect(answers.get(1)?.error).toMatchObject({ code: 'FILE_UNREADABLE' });
    expect(answers.get(2)?.error).toMatchObject({ code: 'CERTIFICATE_FILE_INVALID' });
    expect(answers.get(3)?.error?.message).toMatch(/docMdp: Write 1, 2 or 3/);
    expect(answers.get(4)?.error?.message).toMatch(/at: Write an ISO instant/);
    expect(answers.get(5)?.error?.message).toMatch(/fle/);
    expect(answers.get(null)?.error?.message).toMatch(/not JSON/);
    expect(answers.get(6)?.summary).toMatchObject({ indication: 'TOTAL_PASSED' });
    expect(exit).toBe(2);
  });

  it.each([1, 2, 'NO_CHANGES_PERMITTED', { level: 'FORM_FIELDS_MODIFICATION' }])(
    'judges later changes at the level %j',
    async (docMdp) => {
      const { answers } = await batch([{ id: 1, file: path('signed.pdf'), trust: [path('ca.pem')], docMdp }]);
      const level = docMdp === 1 || docMdp === 'NO_CHANGES_PERMITTED' ? 1 : 2;
      expect(answers.get(1)?.signatures?.[0]).toMatchObject({ docMdp: level });
    },
  );

  it('holds a file against the issued form', async () => {
    const { answers } = await batch([
      { id: 'own', file: path('form.pdf'), form: path('form.pdf') },
      { id: 'other', file: path('signed.pdf'), form: path('form.pdf') },
      { id: 'none', file: path('form.pdf') },
    ]);
    expect(answers.get('own')?.binding).toMatchObject({ tier: 'A' });
    expect(answers.get('other')?.binding).toMatchObject({ tier: 'D' });
    expect(answers.get('none')?.binding).toBeNull();
  });

  it('reports a file that is past a limit, and answers the others', async () => {
    const hostile = new ProcessVerifier({ ...PATIENT_VERIFIER_LIMITS, timeoutMs: 8000, memoryMb: 256 }, HOSTILE);
    const { exit, answers } = await batch(
      [
        { id: 1, file: path('hostile.pdf') },
        { id: 2, file: path('signed.pdf'), trust: [path('ca.pem')] },
      ],
      hostile,
    );
    await hostile.close();
    expect(answers.get(1)).toMatchObject({
      summary: { readable: false, indication: null, accept: false },
      findings: [{ check: 'LIMITS', evidence: 'The file took longer than 8 seconds to verify.' }],
    });
    expect(answers.get(2)?.summary).toMatchObject({ indication: 'TOTAL_PASSED' });
    expect(exit).toBe(1);
  });
});
