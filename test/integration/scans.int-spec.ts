import { createHash } from 'node:crypto';
import { crc32 } from 'node:zlib';
import sharp from 'sharp';
import { z } from 'zod';
import { IssuedForms } from '../../src/declarations/index.js';
import { HandInReturn, ReturnReadModel, ReviewReturn, type ReturnView } from '../../src/returns/index.js';
import { ProcessVerifier, Verifier, VERIFIER_LIMITS } from '../../src/verification/index.js';
import { ApiClient } from '../support/api-client.js';
import { startTestApp, type TestApp } from '../support/app.js';
import type { Degradation } from '../support/degrade-page.mjs';
import { encryptedPdf, minutesPdf, scanPdf, writtenOver } from '../support/returned-files.js';
import { MAILBOX, ReturningMunicipality } from '../support/returning-municipality.js';
import { onPage, paintedOver } from '../support/rewritten-forms.js';
import { ScanLab, type SampleForm, type ScanOrder, type Sheet } from '../support/scan-lab.js';

const PATIENCE_MS = 180_000;
const copier: Degradation = { dpi: 130, turn: 0.7, noise: 8, blur: 0.4 };

let app: TestApp;
let api: ApiClient;
let lab: ScanLab;
let next = 0;

beforeAll(async () => {
  lab = new ScanLab();
  app = await startTestApp();
  api = await ApiClient.connect(app);
  await app.issueAkson();
  app.clock.moveTo(new Date('2020-05-04T10:00:00Z'));
});
afterAll(async () => {
  lab.close();
  await app?.close();
});

const fresh = (): Promise<ReturningMunicipality> => ReturningMunicipality.at(app, next++);

/** The form that the service issued, as paper; `bytes` are what is printed in its place. */
async function paperOf({ reference, number }: ReturningMunicipality, bytes?: Uint8Array): Promise<SampleForm> {
  const [form] = await app.get(IssuedForms).readPlaces([reference]);
  const { codes, fields } = form!;
  return { number, name: number, reference, issued: { bytes: bytes ?? form!.bytes, codes, fields } };
}

async function sheetsOf(municipality: ReturningMunicipality, change: Partial<Sheet> = {}): Promise<Sheet[]> {
  const form = await paperOf(municipality);
  return [1, 2].map((page) => ({ form, page, how: copier, signed: page === 2, ...change }));
}

/** By mail to the case's own address unless told otherwise. */
async function send(
  municipality: ReturningMunicipality,
  order: Omit<ScanOrder, 'given'>,
  mail: { readonly to?: string } = {},
): Promise<ReturnView> {
  const bytes = await lab.scan(order);
  const photo = order.kind === 'PHOTO';
  const file = { fileName: photo ? 'IMG_1234.JPG' : 'Scan_0007.pdf', bytes };
  await municipality.send({ ...mail, files: [photo ? { ...file, contentType: 'image/jpeg' } : file] });
  await app.settle();
  return await newest();
}

async function newest(): Promise<ReturnView> {
  const rows: { id: string }[] = await app.dataSource.query(
    'SELECT id FROM return ORDER BY arrived_at DESC, verified_at DESC NULLS LAST LIMIT 1',
  );
  app.clock.moveTo(new Date(app.clock.now().getTime() + 60_000));
  return await app.get(ReturnReadModel).byId(rows[0]!.id);
}

const finding = z.object({ check: z.string(), result: z.string(), sentence: z.string() });
const scanBody = z.object({
  indication: z.string(),
  reasons: z.array(z.string()),
  confidence: z.number(),
  forms: z.array(z.object({ reference: z.string(), present: z.array(z.number()), missing: z.array(z.number()) })),
  pages: z.array(
    z.object({
      text: z.object({ state: z.string(), identified: z.string().nullable() }),
      notCompared: z.string().nullable(),
      comparison: z.object({ differences: z.array(z.object({ box: z.object({ x: z.number() }) })) }).nullable(),
    }),
  ),
  pictures: z.array(z.object({ page: z.number(), kind: z.string(), path: z.string(), sha256: z.string() })),
  findings: z.array(finding),
});

async function scanOf({ id }: ReturnView): Promise<z.output<typeof scanBody>> {
  const answer = await api.get(`/api/v1/returns/${id}/scan`, { key: 'approver' });
  expect(answer.status).toBe(200);
  return scanBody.parse(answer.body);
}

async function bindingOf({ id }: ReturnView): Promise<{ pageCodes?: string[]; findings: z.output<typeof finding>[] }> {
  const { body } = await api.get(`/api/v1/returns/${id}`);
  const binding = z.object({ pageCodes: z.array(z.string()).optional(), findings: z.array(finding) });
  return z.object({ verification: z.object({ binding }) }).parse(body).verification.binding;
}

it(
  'a signed scan of the form waits for a person, bound by its code, with everything in front of them',
  async () => {
    const municipality = await fresh();
    const returned = await send(municipality, { sheets: await sheetsOf(municipality) });
    expect(returned).toMatchObject({
      reference: municipality.reference,
      state: 'NEEDS_REVIEW',
      reasons: ['SCAN'],
      bindingTier: 'C',
      method: null,
      match: {
        by: 'CASE_TOKEN',
        candidates: [
          { by: 'CASE_TOKEN', reference: municipality.reference },
          { by: 'PAGE_CODE', reference: municipality.reference },
        ],
      },
    });
    expect((await municipality.declaration()).returnState).toBe('NEEDS_REVIEW');
    const { pageCodes, findings } = await bindingOf(returned);
    expect(pageCodes).toEqual([municipality.reference]);
    expect(findings.map(({ check, result }) => `${check} ${result}`)).toEqual([
      'PAGE_CODE_REFERENCE PASSED',
      'PAGE_CODES PASSED',
      'PAGES_COMPLETE PASSED',
      'SAME_AS_ISSUED PASSED',
      'SAME_AS_ISSUED PASSED',
      'PEN_SIGNATURE INDETERMINATE',
    ]);
    const scan = await scanOf(returned);
    expect(scan).toMatchObject({ indication: 'INDETERMINATE', forms: [{ present: [1, 2], missing: [] }] });
    expect(scan.confidence).toBeGreaterThan(0.6);
    expect(scan.pictures.map(({ page, kind }) => `${page} ${kind}`).toSorted()).toEqual([
      '1 differences',
      '1 issued',
      '1 returned',
      '2 differences',
      '2 issued',
      '2 returned',
    ]);
    for (const { path, sha256 } of scan.pictures) {
      const picture = await api.get(path, { key: 'caseHandler' });
      expect(picture.status).toBe(200);
      expect(createHash('sha256').update(picture.bytes).digest('hex')).toBe(sha256);
      expect(await sharp(picture.bytes).metadata()).toMatchObject({ format: 'png', width: 1240, height: 1754 });
      const etag = picture.headers.get('etag')!;
      const headers = { 'if-none-match': etag, 'cache-control': 'max-age=0' };
      expect((await api.get(path, { key: 'caseHandler', headers })).status).toBe(304);
    }
    const approved = { decision: 'ACCEPT', reason: 'Sammenlignet.', note: null } as const;
    const { state } = await app.get(ReviewReturn).execute({
      returnId: returned.id,
      expectedVersion: returned.version,
      actor: 'key:approver',
      ...approved,
    });
    expect([state, (await app.get(ReturnReadModel).byId(returned.id)).method]).toEqual(['ACCEPTED', 'REVIEWED_SCAN']);
  },
  PATIENCE_MS,
);

type Made = (municipality: ReturningMunicipality) => Promise<Omit<ScanOrder, 'given'>>;

it.each<[string, Made, string[]]>([
  ['upside down', async (m) => ({ sheets: await sheetsOf(m, { how: { ...copier, turn: 180.6 } }) }), ['SCAN']],
  ['without its first page', async (m) => ({ sheets: (await sheetsOf(m)).slice(1) }), ['SCAN', 'PAGES_MISSING']],
  ['not signed', async (m) => ({ sheets: await sheetsOf(m, { signed: false }) }), ['SCAN', 'NO_PEN_SIGNATURE']],
  [
    'with a word changed before it was printed',
    async (m) => {
      const changed = await onPage(await m.form(), 1, (page) =>
        paintedOver(page, 'ikke', { x: 100, y: 420, width: 60, height: 14 }),
      );
      const [first, second] = await sheetsOf(m);
      return { sheets: [{ ...first!, form: await paperOf(m, changed) }, second!] };
    },
    ['SCAN', 'DIFFERENCES'],
  ],
  [
    'with another page behind',
    async (m) => ({ sheets: await sheetsOf(m), kind: 'PDF_AND_OTHER_PAGE' }),
    ['SCAN', 'FOREIGN_PAGES'],
  ],
  [
    'photographed',
    async (m) => ({
      sheets: (await sheetsOf(m, { how: { dpi: 200, turn: 4, perspective: 0.1, shadow: 0.3, noise: 6 } })).slice(1),
      kind: 'PHOTO',
    }),
    ['PICTURE', 'PAGES_MISSING'],
  ],
])(
  'a scan %s: tier C, and the reasons say so',
  async (_, make, reasons) => {
    const municipality = await fresh();
    const returned = await send(municipality, await make(municipality));
    expect(returned).toMatchObject({
      state: 'NEEDS_REVIEW',
      reasons,
      bindingTier: 'C',
      reference: municipality.reference,
    });
    const scan = await scanOf(returned);
    if (reasons.includes('DIFFERENCES')) {
      expect(scan.pages[0]!.comparison!.differences.length).toBeGreaterThan(0);
      expect(scan.pages[1]!.comparison!.differences).toEqual([]);
    }
  },
  PATIENCE_MS,
);

it(
  'a scan without readable codes shows its pages as they came, beside those that were issued',
  async () => {
    const municipality = await fresh();
    await municipality.send({ files: [{ fileName: 'Scan.pdf', bytes: scanPdf(1) }] });
    await app.settle();
    const returned = await newest();
    expect(returned).toMatchObject({ reasons: ['SCAN', 'NO_CODE_READ'], bindingTier: 'D' });
    const { pages, pictures } = await scanOf(returned);
    expect(pages.map(({ notCompared }) => notCompared)).toEqual(['NO_CODE', 'NO_CODE']);
    expect(pictures.map(({ page, kind }) => `${page} ${kind}`)).toEqual([
      '1 issued',
      '1 returned',
      '2 issued',
      '2 returned',
    ]);
  },
  PATIENCE_MS,
);

describe('whose form it is', () => {
  it(
    'another municipality’s form lies with the one that sent it, both are named, and it cannot be accepted there',
    async () => {
      const [sender, owner] = [await fresh(), await fresh()];
      const returned = await send(sender, { sheets: await sheetsOf(owner) });
      expect(returned).toMatchObject({
        reference: sender.reference,
        reasons: ['MATCH_DISAGREES', 'SCAN'],
        bindingTier: 'D',
        match: {
          candidates: [
            { by: 'CASE_TOKEN', reference: sender.reference },
            { by: 'PAGE_CODE', reference: owner.reference },
          ],
        },
      });
      const { findings } = await bindingOf(returned);
      expect(findings[0]).toMatchObject({ check: 'PAGE_CODE_REFERENCE', result: 'FAILED' });
      expect(findings[0]!.sentence).toContain(owner.reference);
      // Held against the form that it is all the same.
      expect((await scanOf(returned)).pages.map(({ notCompared }) => notCompared)).toEqual([null, null]);
      const review = { returnId: returned.id, expectedVersion: returned.version, actor: 'key:approver', reason: 'x' };
      await expect(app.get(ReviewReturn).execute({ ...review, decision: 'ACCEPT', note: null })).rejects.toMatchObject({
        code: 'OTHER_FORM',
      });
      await app.get(ReviewReturn).execute({ ...review, decision: 'ATTACH', reference: owner.reference });
      await app.settle();
      expect(await app.get(ReturnReadModel).byId(returned.id)).toMatchObject({
        reference: owner.reference,
        reasons: ['SCAN'],
        bindingTier: 'C',
      });
    },
    PATIENCE_MS,
  );

  it(
    'two municipalities in one file are both found and compared',
    async () => {
      const [sender, other] = [await fresh(), await fresh()];
      const returned = await send(sender, { sheets: [...(await sheetsOf(sender)), ...(await sheetsOf(other))] });
      expect(returned).toMatchObject({
        reference: sender.reference,
        reasons: ['MATCH_DISAGREES', 'SCAN', 'SEVERAL_REFERENCES'],
        bindingTier: 'C',
      });
      expect((await bindingOf(returned)).pageCodes!.toSorted()).toEqual([sender.reference, other.reference].toSorted());
      const scan = await scanOf(returned);
      expect(scan.forms).toMatchObject([{ reference: sender.reference }, { reference: other.reference }]);
      expect(scan.pages.map(({ notCompared }) => notCompared)).toEqual([null, null, null, null]);
    },
    PATIENCE_MS,
  );

  it(
    'a message that nothing else matches is matched by its page code, and the municipality is told at its own address',
    async () => {
      const municipality = await fresh();
      const bytes = await lab.scan({ sheets: await sheetsOf(municipality) });
      await municipality.send({
        from: 'en.annen@postkasse.example',
        to: MAILBOX,
        subject: 'Vedlegg',
        files: [{ fileName: 'Scan_0008.pdf', bytes }],
      });
      await app.settle();
      const returned = await newest();
      expect(returned).toMatchObject({
        reference: municipality.reference,
        state: 'NEEDS_REVIEW',
        reasons: ['SCAN'],
        bindingTier: 'C',
        onTime: true,
        match: { by: 'PAGE_CODE', candidates: [{ by: 'PAGE_CODE', reference: municipality.reference }] },
      });
      expect((await municipality.declaration()).returnState).toBe('NEEDS_REVIEW');
      const answers = await municipality.answers();
      expect(answers.map(({ kind, recipientEmail }) => [kind, recipientEmail])).toEqual([
        ['RECEIPT', municipality.email],
      ]);
      const events: { subject: string; matchedBy: string | null }[] = await app.dataSource.query(
        `SELECT subject, data ->> 'matchedBy' AS "matchedBy" FROM audit_event
         WHERE action = 'RETURN_NEEDS_REVIEW' AND data ->> 'return' = $1`,
        [returned.id],
      );
      expect(events).toEqual([{ subject: `declaration:${municipality.reference}`, matchedBy: 'PAGE_CODE' }]);
    },
    PATIENCE_MS,
  );

  it(
    'with two municipalities in it such a message stays unmatched, with both as candidates',
    async () => {
      const [one, other] = [await fresh(), await fresh()];
      const sheets = [...(await sheetsOf(one)).slice(1), ...(await sheetsOf(other)).slice(1)];
      const returned = await send(one, { sheets }, { to: MAILBOX });
      expect(returned).toMatchObject({
        reference: null,
        reasons: ['UNMATCHED', 'MATCH_DISAGREES', 'SCAN', 'SEVERAL_REFERENCES', 'PAGES_MISSING'],
        bindingTier: 'D',
      });
      const codes = returned.match.candidates.filter(({ by }) => by === 'PAGE_CODE');
      expect(codes.map(({ reference }) => reference).toSorted()).toEqual(
        [one, other].map(({ reference }) => reference).toSorted(),
      );
    },
    PATIENCE_MS,
  );
});

describe('where no code can be read', () => {
  it(
    'the print says whose form it probably is, to a person and never to the machine',
    async () => {
      const municipality = await fresh();
      const sheets = await sheetsOf(municipality, { codeSpoilt: true, how: { dpi: 200 } });
      const returned = await send(municipality, { sheets }, { to: MAILBOX });
      expect(returned).toMatchObject({ reference: null, state: 'NEEDS_REVIEW' });
      expect(returned.reasons).toContain('NO_CODE_READ');
      const { pages, findings } = await scanOf(returned);
      expect(pages.map(({ text }) => text)).toEqual([
        { state: 'READ', identified: municipality.reference },
        { state: 'READ', identified: municipality.reference },
      ]);
      expect(findings.filter(({ check }) => check === 'PAGE_TEXT').map(({ result }) => result)).toEqual([
        'INDETERMINATE',
        'INDETERMINATE',
      ]);
    },
    PATIENCE_MS,
  );
});

describe('over REST', () => {
  async function handIn(municipality: ReturningMunicipality, bytes: Uint8Array): Promise<ReturnView> {
    const handedIn = await api.post(`/api/v1/declarations/${municipality.reference}/returns`, {
      key: 'integration',
      raw: { mediaType: 'application/pdf', bytes },
    });
    expect(handedIn.status).toBe(201);
    await app.settle();
    app.clock.moveTo(new Date(app.clock.now().getTime() + 60_000));
    const { id } = z.object({ id: z.string() }).parse(handedIn.body);
    return await app.get(ReturnReadModel).byId(id);
  }

  it(
    'a scan handed in is compared, and shown to those who may see files only',
    async () => {
      const municipality = await fresh();
      const returned = await handIn(municipality, await lab.scan({ sheets: await sheetsOf(municipality) }));
      expect(returned).toMatchObject({ state: 'NEEDS_REVIEW', reasons: ['SCAN'], bindingTier: 'C' });
      const path = `/api/v1/returns/${returned.id}`;
      expect((await api.get(`${path}/scan`, { key: 'integration' })).status).toBe(403);
      expect((await api.get(`${path}/pages/1/picture?kind=returned`, { key: 'reader' })).status).toBe(403);
      expect((await api.get(`${path}/pages/1/picture?kind=returned`, { key: null })).status).toBe(401);
      expect((await api.get(`${path}/pages/1/picture?kind=other`, { key: 'caseHandler' })).status).toBe(400);
      expect((await api.get(`${path}/pages/0/picture?kind=issued`, { key: 'caseHandler' })).status).toBe(400);
      const missing = await api.get(`${path}/pages/3/picture?kind=issued`, { key: 'caseHandler' });
      expect(missing).toMatchObject({ status: 404, body: { code: 'PICTURE_UNKNOWN' } });
    },
    PATIENCE_MS,
  );

  it('a PDF that is no scan is drawn and held against the form that it is; what opens nowhere is not', async () => {
    const municipality = await fresh();
    const returned = await handIn(municipality, await writtenOver(await municipality.form()));
    const drawn = await scanOf(returned);
    expect(drawn.forms).toEqual([{ reference: municipality.reference, present: [1, 2], missing: [] }]);
    expect(drawn.reasons).toContain('DIFFERENCES');
    for (const kind of ['returned', 'issued', 'differences']) {
      const picture = await api.get(`/api/v1/returns/${returned.id}/pages/1/picture?kind=${kind}`, { key: 'approver' });
      expect(picture.bytes.subarray(1, 4).toString()).toBe('PNG');
    }
    // The look for a person is no verification: what that found stands.
    expect(await app.get(ReturnReadModel).byId(returned.id)).toEqual(returned);

    const shut = await handIn(await fresh(), encryptedPdf());
    const answer = await api.get(`/api/v1/returns/${shut.id}/scan`, { key: 'approver' });
    expect(answer).toMatchObject({ status: 404, body: { code: 'NOTHING_TO_DRAW' } });
  });

  it('minutes of a meeting are looked through for codes and stay what they are', async () => {
    const returned = await handIn(await fresh(), minutesPdf());
    expect(returned).toMatchObject({ reasons: ['UNBOUND_DOCUMENT'], bindingTier: 'D' });
  });
});

describe('what is hostile', () => {
  it(
    'a picture that unpacks to billions of pixels costs nothing but itself',
    async () => {
      const municipality = await fresh();
      const bomb = await sharp({ create: { width: 4000, height: 4000, channels: 3, background: '#fff' } })
        .png({ compressionLevel: 9 })
        .toBuffer();
      // It says that it is 60 000 by 60 000, and its header is whole.
      bomb.writeUInt32BE(60_000, 16);
      bomb.writeUInt32BE(60_000, 20);
      bomb.writeUInt32BE(crc32(bomb.subarray(12, 29)), 29);
      const file = { fileName: 'IMG_0001.png', bytes: bomb, contentType: 'image/png' };
      await municipality.send({ files: [file] });
      await app.settle();
      const returned = await newest();
      expect(returned).toMatchObject({ state: 'NEEDS_REVIEW', reasons: ['PICTURE', 'PAGES_UNREADABLE'] });
      const answer = await api.get(`/api/v1/returns/${returned.id}/scan`, { key: 'approver' });
      expect(answer).toMatchObject({ status: 409, body: { code: 'SCAN_NOT_COMPARED' } });
    },
    PATIENCE_MS,
  );

  it(
    'a scan that takes longer than its pages may is ended, and goes to a person as not verified',
    async () => {
      const municipality = await fresh();
      const own = app.get(Verifier);
      const patient = own.verify.bind(own);
      const hasty = new ProcessVerifier({ ...VERIFIER_LIMITS, timeoutMs: 1, scan: { pageMs: 1, mostMs: 3 } });
      own.verify = (request) => (request.scan === undefined ? patient(request) : hasty.verify(request));
      try {
        const returned = await send(municipality, { sheets: await sheetsOf(municipality) });
        expect(returned).toMatchObject({ state: 'NEEDS_REVIEW', reasons: ['SCAN', 'NOT_VERIFIED'], bindingTier: 'D' });
        const { body } = await api.get(`/api/v1/returns/${returned.id}`);
        expect(body).toMatchObject({
          verification: { aborted: expect.stringContaining('longer than 0.003 seconds'), report: {} },
        });
      } finally {
        own.verify = patient;
        await hasty.close();
      }
    },
    PATIENCE_MS,
  );
});

describe('where scans are compared when somebody asks', () => {
  let lazy: TestApp;
  beforeAll(async () => {
    lazy = await startTestApp({ scanComparison: 'WHEN_ASKED' });
    await lazy.issueAkson();
    lazy.clock.moveTo(new Date('2020-05-04T10:00:00Z'));
  });
  afterAll(async () => {
    await lazy?.close();
  });

  it(
    'codes are read at once, and the comparison is made once, by the first who looks',
    async () => {
      const municipality = await ReturningMunicipality.at(lazy, 0);
      const [form] = await lazy.get(IssuedForms).readPlaces([municipality.reference]);
      const { bytes: issued, codes, fields } = form!;
      const paper: SampleForm = {
        number: '',
        name: '',
        reference: form!.reference,
        issued: { bytes: issued, codes, fields },
      };
      const bytes = await lab.scan({ sheets: [{ form: paper, page: 2, how: copier }] });
      const { id } = await lazy.get(HandInReturn).execute({
        reference: municipality.reference,
        channel: 'REST',
        fileName: 'Scan.pdf',
        bytes: Buffer.from(bytes),
        actor: 'key:integration',
      });
      await lazy.settle();
      const returned = await municipality.theReturn();
      expect(returned).toMatchObject({ reasons: ['SCAN', 'PAGES_MISSING'], bindingTier: 'C' });
      expect(await lazy.dataSource.query('SELECT 1 FROM return_scan')).toEqual([]);
      let looks = 0;
      const verifier = lazy.get(Verifier);
      const verify = verifier.verify.bind(verifier);
      verifier.verify = (request) => {
        looks += 1;
        return verify(request);
      };
      const paths = ['scan', 'pages/1/picture?kind=returned', 'pages/1/picture?kind=issued'];
      const read = (path: string) => lazy.fetch(`/api/v1/returns/${id}/${path}`, { key: 'approver' });
      const answers = await Promise.all(paths.map(read));
      expect(answers.map(({ status }) => status)).toEqual([200, 200, 200]);
      const { reasons, comparedAt } = (await answers[0]!.json()) as { reasons: string[]; comparedAt: string };
      expect(reasons).toEqual(['SCAN', 'PAGES_MISSING', 'NO_PEN_SIGNATURE']);
      expect(comparedAt).toMatch(/^2020-05-04/);
      expect((await read('scan')).status).toBe(200);
      expect(looks).toBe(1);
      // What waits for a decision is as it was: nobody's If-Match is spoilt by looking.
      expect((await municipality.theReturn()).version).toBe(returned.version);
    },
    PATIENCE_MS,
  );
});

it('a return that came before its verification has no comparison yet', async () => {
  const municipality = await fresh();
  const { id } = await app.get(HandInReturn).execute({
    reference: municipality.reference,
    channel: 'REST',
    fileName: 'Scan.pdf',
    bytes: Buffer.from(scanPdf(9)),
    actor: 'key:integration',
  });
  const answer = await api.get(`/api/v1/returns/${id}/scan`, { key: 'approver' });
  expect(answer).toMatchObject({ status: 409, body: { code: 'RETURN_NOT_VERIFIED' } });
  await app.settle();
});
