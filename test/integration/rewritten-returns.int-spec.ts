import { ReturnReadModel, HandInReturn } from '../../src/returns/index.js';
import { Log } from '../../src/platform/logging/index.js';
import { startTestApp, type TestApp } from '../support/app.js';
import { enclosedXades, withAttachment } from '../support/enclosed-xades.js';
import { filled, onPage, paintedOver, resaved, rewrittenByService } from '../support/rewritten-forms.js';
import { ReturningMunicipality } from '../support/returning-municipality.js';
import { signPdf } from '../support/sign-pdf.js';
import { createTestCa, type LeafOptions, type TestCa } from '../support/test-ca.js';

/** Of nobody: its check digits are wrong. */
const NATIONAL_ID = '01017012345';

let app: TestApp;
let ca: TestCa;
let next = 0;
let logged = '';

beforeAll(async () => {
  ca = await createTestCa();
  app = await startTestApp({
    trustAnchors: [ca.intermediate],
    log: new Log('debug', { write: (text) => (logged += text) }),
  });
  await app.issueAkson();
  app.clock.moveTo(new Date('2020-05-04T10:00:00Z'));
});
afterAll(async () => {
  await app?.close();
});

const fresh = (): Promise<ReturningMunicipality> => ReturningMunicipality.at(app, next++);

async function sign(
  municipality: ReturningMunicipality,
  pdf: Uint8Array,
  { fieldName, ...options }: LeafOptions & { readonly fieldName?: string } = {},
): Promise<Uint8Array> {
  return await signPdf(pdf, await municipality.identity(ca, options), {
    signingTime: new Date('2020-05-04T10:00:00Z'),
    ...(fieldName === undefined ? {} : { fieldName, keepsFieldInPlace: true }),
  });
}

async function sendFile(municipality: ReturningMunicipality, bytes: Uint8Array): Promise<void> {
  await municipality.send({ files: [{ fileName: 'erklæring.pdf', bytes }] });
  await app.settle();
}

async function handIn({ reference }: ReturningMunicipality, bytes: Uint8Array): Promise<void> {
  await app.get(HandInReturn).execute({
    reference,
    channel: 'REST',
    fileName: 'erklæring.pdf',
    bytes: Buffer.from(bytes),
    actor: 'key:integration',
  });
  await app.settle();
}

interface StoredVerification {
  readonly binding: { readonly findings: readonly { readonly check: string; readonly result: string }[] };
  readonly signers: readonly { readonly match: string; readonly evidence: string }[];
}

async function verification(municipality: ReturningMunicipality): Promise<StoredVerification> {
  const { id } = await municipality.theReturn();
  return (await app.get(ReturnReadModel).verification(id)) as StoredVerification;
}

type Made = (municipality: ReturningMunicipality) => Promise<Uint8Array>;
type Way = (municipality: ReturningMunicipality, bytes: Uint8Array) => Promise<void>;

describe('the form written anew, and sealed by the municipality', () => {
  it.each<[string, Way, Made]>([
    [
      'saved as a whole, by mail',
      sendFile,
      async (m) => await sign(m, await resaved(await m.form()), { fieldName: 'signature' }),
    ],
    ['filled in and flattened, over REST', handIn, async (m) => await sign(m, await filled(await m.form(), true))],
    [
      'with a front page and footers, by mail',
      sendFile,
      async (m) => await sign(m, await rewrittenByService(await m.form())),
    ],
  ])('is accepted: %s', async (_, hand, make) => {
    const municipality = await fresh();
    await hand(municipality, await make(municipality));
    const returned = await municipality.theReturn();
    expect(returned).toMatchObject({ state: 'ACCEPTED', method: 'PADES', bindingTier: 'B', reasons: [] });
    expect((await municipality.declaration()).returnState).toBe('ACCEPTED');
    const { binding, signers } = await verification(municipality);
    expect(binding.findings.some(({ result }) => result === 'FAILED' || result === 'INDETERMINATE')).toBe(false);
    expect(signers.map(({ match }) => match)).toEqual(['MATCH']);
    expect(await municipality.words((await municipality.answers())[0]!)).toMatch(/godkjent|godkjend/);
  });
});

describe('what a person decides', () => {
  it.each<[string, Way, Made, string[], string]>([
    [
      'a word painted over, and sealed soundly',
      sendFile,
      async (m) =>
        await sign(
          m,
          await onPage(await m.form(), 1, (page) =>
            paintedOver(page, 'ikke', { x: 100, y: 420, width: 40, height: 12 }),
          ),
        ),
      ['NOT_ISSUED_BYTES'],
      'D',
    ],
    [
      'the same over REST',
      handIn,
      async (m) =>
        await sign(
          m,
          await onPage(await m.form(), 1, (page) =>
            paintedOver(page, 'ikke', { x: 100, y: 420, width: 40, height: 12 }),
          ),
        ),
      ['NOT_ISSUED_BYTES'],
      'D',
    ],
    [
      'the form of a neighbour',
      sendFile,
      async (m) => await sign(m, await resaved(await (await fresh()).form())),
      ['NOT_ISSUED_BYTES'],
      'D',
    ],
    [
      'somebody else’s seal',
      sendFile,
      async (m) => await sign(m, await resaved(await m.form()), { organizationIdentifier: 'NTRNO-983609155' }),
      ['SIGNER_NOT_LINKED'],
      'B',
    ],
    ['nobody’s signature', sendFile, async (m) => await resaved(await m.form()), ['MARKED_UNSIGNED'], 'B'],
  ])('%s', async (_, hand, make, reasons, bindingTier) => {
    const municipality = await fresh();
    await hand(municipality, await make(municipality));
    expect(await municipality.theReturn()).toMatchObject({
      state: 'NEEDS_REVIEW',
      reasons,
      bindingTier,
      method: null,
    });
  });
});

describe('a signing service’s seal on behalf of signers', () => {
  it('goes to a person with the signers’ names, and no national identity number is kept in clear', async () => {
    const municipality = await fresh();
    const signer = await ca.issue({ commonName: `Kari Nordmann ${NATIONAL_ID}`, serialNumber: NATIONAL_ID });
    const xml = enclosedXades(signer.certificate, `Signert av ${NATIONAL_ID}`);
    const rewritten = await rewrittenByService(await municipality.form(), { footer: `Født ${NATIONAL_ID}` });
    const sealed = await sign(municipality, await withAttachment(rewritten, 'signature.xml', xml), {
      commonName: 'Signeringstjenesten',
      organization: 'Posten Bring AS',
      organizationIdentifier: 'NTRNO-984661185',
      serialNumber: NATIONAL_ID,
    });
    await sendFile(municipality, sealed);
    expect(await municipality.theReturn()).toMatchObject({
      state: 'NEEDS_REVIEW',
      reasons: ['SEALED_BY_SERVICE'],
      bindingTier: 'B',
    });
    const { signers } = await verification(municipality);
    expect(signers).toHaveLength(1);
    expect(signers[0]).toMatchObject({ match: 'SIGNING_SERVICE' });
    expect(signers[0]!.evidence).toMatch(/Posten Bring AS.*on behalf of: Kari Nordmann \*+$/);
    expect(await tablesWith('Kari Nordmann')).toEqual(['return']);
    expect(await tablesWith(NATIONAL_ID)).toEqual([]);
    expect(logged).not.toBe('');
    expect(logged).not.toContain(NATIONAL_ID);
  });
});

/** Tables with a row in whose text a word stands; files are kept as bytes, as they came. */
async function tablesWith(word: string): Promise<string[]> {
  const tables: { name: string }[] = await app.dataSource.query(
    `SELECT quote_ident(schemaname) || '.' || quote_ident(tablename) AS name FROM pg_tables
     WHERE schemaname NOT IN ('pg_catalog', 'information_schema') ORDER BY 1`,
  );
  const found: string[] = [];
  for (const { name } of tables) {
    const rows: unknown[] = await app.dataSource.query(
      `SELECT 1 FROM ${name} AS row WHERE position($1 IN row::text) > 0 LIMIT 1`,
      [word],
    );
    if (rows.length > 0) found.push(name.replace('public.', ''));
  }
  return found;
}
