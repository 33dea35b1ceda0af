import { execFile } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import {
  ProcessVerifier,
  Verifier,
  PATIENT_VERIFIER_LIMITS,
  type VerificationRequest,
} from '../../src/verification/index.js';
import { startTestApp, type TestApp } from '../support/app.js';
import { plainPdf } from '../support/plain-pdf.js';
import { ReturningMunicipality } from '../support/returning-municipality.js';
import { halden, ScanLab } from '../support/scan-lab.js';
import { signPdf } from '../support/sign-pdf.js';
import { createTestCa, testInstant, type TestCa } from '../support/test-ca.js';

const HOSTILE = join(import.meta.dirname, '../support/hostile-process.mjs');
const DIST = join(import.meta.dirname, '../../dist/verification/index.js');
const LEFT_ALONE = join(import.meta.dirname, '../support/dies-while-verifying.mjs');
const LIMITS = { processes: 1, timeoutMs: 15_000, scan: { pageMs: 1000, mostMs: 8000 }, memoryMb: 256 };

let ca: TestCa;
let signed: Uint8Array;
const opened: ProcessVerifier[] = [];

beforeAll(async () => {
  ca = await createTestCa();
  signed = await signPdf(plainPdf(), await ca.issue({ shortTerm: true, keyType: 'EC' }));
});
afterEach(async () => {
  await Promise.all(opened.splice(0).map((verifier) => verifier.close()));
});

function open(limits = LIMITS, processFile: string = HOSTILE): ProcessVerifier {
  const verifier = new ProcessVerifier(limits, processFile);
  opened.push(verifier);
  return verifier;
}

const request = (bytes: Uint8Array): VerificationRequest => ({
  bytes,
  trustAnchors: [ca.intermediate],
  at: testInstant,
});
const marked = (marker: string): Uint8Array => Buffer.concat([Buffer.from(plainPdf()), Buffer.from(marker)]);

function isRunning(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}

async function until(holds: () => boolean): Promise<void> {
  while (!holds()) await new Promise((resolve) => setTimeout(resolve, 20));
}

describe('the pool of processes', () => {
  it('verifies in a process of its own what the library says', async () => {
    const { report, prefixes } = await open(PATIENT_VERIFIER_LIMITS).verify(request(signed));
    expect(report.summary).toMatchObject({ indication: 'TOTAL_PASSED', accept: true });
    expect(prefixes.at(-1)!.byteLength).toBe(signed.length);
  });

  it('looks at a scan within its limit of memory', async () => {
    const lab = new ScanLab();
    try {
      const sheets = [1, 2].map((page) => ({ form: halden, page, how: { dpi: 150, turn: 180.6, noise: 8 } }));
      const { bytes, forms } = await lab.examine({ sheets, given: [halden] });
      const scanned = { ...request(bytes), scan: { forms, pictures: true } };
      const { scan } = await open(PATIENT_VERIFIER_LIMITS).verify(scanned);
      expect(scan!.report).toMatchObject({
        reasons: ['SCAN', 'NO_PEN_SIGNATURE'],
        forms: [{ reference: halden.reference, present: [1, 2] }],
      });
      expect(scan!.pictures).toHaveLength(6);
    } finally {
      lab.close();
    }
  });

  it.each([
    ['%LOOPS-FOR-EVER', /longer than 15 seconds/],
    ['%EATS-SMALL-OBJECTS', /more than 256 MB of memory/],
    ['%EATS-LARGE-ARRAYS', /more than 256 MB of memory/],
    ['%EATS-STRINGS', /more than 256 MB of memory/],
    ['%EATS-BUFFERS', /more than 256 MB of memory/],
    ['%ENDS-THE-PROCESS', /without an answer \(exit code 3\)/],
    ['%THROWS', /thrown on purpose/],
  ])('%s costs nobody but that file, and the pool goes on', async (marker, reason) => {
    const verifier = open();
    const hostile = verifier.verify(request(marked(marker)));
    const behind = verifier.verify(request(signed));
    await expect(hostile).rejects.toMatchObject({
      code: 'VERIFICATION_ABORTED',
      message: expect.stringMatching(reason),
    });
    expect((await behind).report.summary.accept).toBe(true);
    expect((await verifier.verify(request(signed))).report.summary.accept).toBe(true);
  });

  it('replaces a process that keeps too much, so that no file pays for the one before', async () => {
    const verifier = open();
    for (let file = 0; file < 4; file++) {
      const { report } = await verifier.verify(request(marked('%KEEPS-MEMORY')));
      expect(report.summary.readable).toBe(true);
    }
  });

  it('does not wait behind a hostile file when there is another process', async () => {
    const verifier = open({ ...LIMITS, processes: 2 });
    await Promise.all([verifier.verify(request(signed)), verifier.verify(request(signed))]);
    let ended = false;
    const hostile = verifier.verify(request(marked('%LOOPS-FOR-EVER'))).catch(() => (ended = true));
    await verifier.verify(request(signed));
    expect(ended).toBe(false);
    await hostile;
  });

  it('a process that cannot start costs the files that asked for it, and is not tried for ever', async () => {
    const directory = await mkdtemp(join(tmpdir(), 'tilslutning-process-'));
    const file = join(directory, 'process.mjs');
    await writeFile(file, 'throw new Error("cannot start");');
    const verifier = open(LIMITS, file);
    for (const bytes of [signed, signed]) {
      await expect(verifier.verify(request(bytes))).rejects.toMatchObject({
        code: 'VERIFICATION_ABORTED',
        message: expect.stringContaining('Error: cannot start'),
      });
    }
    await rm(directory, { recursive: true });
  });

  it('a process that is busy does not outlive the service that started it', async () => {
    const started = execFile(process.execPath, [LEFT_ALONE], (error, stdout) => (busy = Number(stdout)));
    let busy = 0;
    await once(started, 'close');
    expect(busy).toBeGreaterThan(1);
    await until(() => !isRunning(busy));
  });

  it('can be closed by a program that has nothing else to wait for', async () => {
    const program = `
      import { ProcessVerifier } from ${JSON.stringify(DIST)};
      const verifier = new ProcessVerifier();
      await verifier.verify({ bytes: Buffer.from('no PDF'), trustAnchors: [], at: new Date(0) });
      await verifier.close();
      console.log('closed');
    `;
    const ended = await promisify(execFile)(process.execPath, ['--input-type=module', '--eval', program]);
    expect(ended.stdout).toBe('closed\n');
  });

  it('closing leaves the files for the next start instead of judging them', async () => {
    const verifier = open();
    const [running, waiting] = [
      verifier.verify(request(marked('%LOOPS-FOR-EVER'))),
      verifier.verify(request(signed)),
    ].map((verification) => verification.catch((error: unknown) => error));
    await verifier.close();
    expect(await running).toMatchObject({ code: 'VERIFIER_CLOSED' });
    expect(await waiting).toMatchObject({ code: 'VERIFIER_CLOSED' });
    await expect(verifier.verify(request(signed))).rejects.toMatchObject({ code: 'VERIFIER_CLOSED' });
  });
});

describe('in the service', () => {
  let app: TestApp;
  beforeAll(async () => {
    app = await startTestApp({ trustAnchors: [ca.intermediate] });
    await app.issueAkson();
    const hostile = open();
    opened.length = 0;
    app.get(Verifier).verify = (asked) => hostile.verify(asked);
    closing.push(() => hostile.close());
  });
  const closing: (() => Promise<void>)[] = [];
  afterAll(async () => {
    await app?.close();
    for (const close of closing) await close();
  });

  it('a hostile file waits for a person as not verified, and the next return is accepted', async () => {
    const [hostile, sound] = [await ReturningMunicipality.at(app, 0), await ReturningMunicipality.at(app, 1)];
    app.clock.moveTo(new Date('2020-05-04T10:00:00Z'));
    await hostile.send({ files: [{ fileName: 'a.pdf', bytes: marked('%LOOPS-FOR-EVER') }] });
    await sound.send({ files: [{ fileName: 'b.pdf', bytes: await sound.signed(ca) }] });
    await app.settle();
    expect(await hostile.theReturn()).toMatchObject({
      state: 'NEEDS_REVIEW',
      reasons: ['NOT_VERIFIED'],
      bindingTier: null,
    });
    expect((await hostile.answers()).map(({ kind }) => kind)).toEqual(['RECEIPT']);
    expect(await sound.theReturn()).toMatchObject({ state: 'ACCEPTED' });
  });

  it('a return that keeps failing for reasons of ours goes to a person in the end', async () => {
    const municipality = await ReturningMunicipality.at(app, 2);
    app.get(Verifier).verify = () => Promise.reject(new Error('the disk is full'));
    await municipality.send({ files: [{ fileName: 'a.pdf', bytes: await municipality.form() }] });
    for (let attempt = 0; attempt < 5; attempt++) {
      await app.settle();
      expect((await municipality.theReturn()).state).toBe(attempt < 4 ? 'RECEIVED' : 'NEEDS_REVIEW');
      app.clock.moveTo(new Date(app.clock.now().getTime() + 3_600_000));
    }
    await app.settle();
    expect(await municipality.theReturn()).toMatchObject({ reasons: ['NOT_VERIFIED'] });
    expect((await municipality.declaration()).returnState).toBe('NEEDS_REVIEW');
    expect((await municipality.answers()).map(({ kind, delivery }) => [kind, delivery])).toEqual([['RECEIPT', 'SENT']]);
  });
});
