import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Ajv } from 'ajv';
import { PDFDocument } from 'pdf-lib';
import { verifyPdf } from '../../src/pades/index.js';
import { ReviewReturn } from '../../src/returns/index.js';
import { startTestApp, type TestApp } from '../support/app.js';
import { capturedMail } from '../support/captured-mail.js';
import { scanPdf } from '../support/returned-files.js';
import { ReturningMunicipality } from '../support/returning-municipality.js';
import { createTestCa, type TestCa } from '../support/test-ca.js';

const SCHEMA = join(import.meta.dirname, '../../docs/receipt.schema.json');
const conforms = new Ajv({ validateFormats: false }).compile(JSON.parse(readFileSync(SCHEMA, 'utf8')));

let app: TestApp;
let ca: TestCa;

beforeAll(async () => {
  ca = await createTestCa();
  app = await startTestApp({ trustAnchors: [ca.intermediate] });
  await app.issueAkson();
  app.clock.moveTo(new Date('2020-05-04T10:00:00Z'));
});
afterAll(async () => {
  await app?.close();
});

interface Proof {
  readonly fileName: string;
  readonly pdf: Buffer;
  readonly facts: Record<string, unknown>;
}

/** The sealed document in the municipality's letter of that kind. */
async function proof(municipality: ReturningMunicipality, kind: 'receipt' | 'decision'): Promise<Proof> {
  const [mail] = await capturedMail(app, 'message_id LIKE $1', [`${municipality.caseToken}.${kind}.%`]);
  const attachment = mail!.email.attachments.find(({ mimeType }) => mimeType === 'application/pdf');
  const pdf = Buffer.from(attachment!.content as ArrayBuffer);
  const loaded = await PDFDocument.load(pdf, { updateMetadata: false });
  const [file] = loaded.getAttachments();
  expect(file?.name).toBe('kvittering.json');
  const facts = JSON.parse(Buffer.from(file!.data).toString('utf8')) as Record<string, unknown>;
  expect(conforms(facts) ? [] : conforms.errors).toEqual([]);
  expect(facts).toMatchObject({ messageId: mail!.messageId, reference: municipality.reference });
  return { fileName: attachment!.filename!, pdf, facts };
}

function seal(pdf: Uint8Array): string | null {
  const { summary } = verifyPdf(pdf, { trustAnchors: app.sealer.certificates, at: app.clock.now() });
  return summary.accept ? summary.indication : null;
}

it('a receipt goes with a sealed document that proves what was delivered, and when', async () => {
  const municipality = await ReturningMunicipality.at(app, 0);
  const signed = await municipality.signed(ca);
  const { messageId } = await municipality.send({ files: [{ fileName: 'Signert «skjema».pdf', bytes: signed }] });
  await app.settle();
  const { fileName, pdf, facts } = await proof(municipality, 'receipt');
  expect(fileName).toBe(`Kvittering ${municipality.reference}.pdf`);
  expect(facts).toMatchObject({
    kind: 'RECEIPT',
    mailbox: 'akson@hod.dep.no',
    municipality: { number: municipality.number, organizationNumber: municipality.organizationNumber },
    arrivedAt: '2020-05-04T12:00:00+02:00',
    timeliness: 'ON_TIME',
    deadlineOn: '2020-07-01',
    inReplyTo: messageId,
    files: [{ fileName: 'Signert «skjema».pdf', sha256: createHash('sha256').update(signed).digest('hex') }],
    outcome: 'ACCEPTED',
  });
  expect(facts['checks']).toContainEqual({ check: 'SIGNER_LINKED', result: 'PASSED' });
  expect(seal(pdf)).toBe('TOTAL_PASSED');
});

it('a decision too; it says how and when a person accepted', async () => {
  const municipality = await ReturningMunicipality.at(app, 1);
  await municipality.send({ files: [{ fileName: 'skann.pdf', bytes: scanPdf(7) }] });
  await app.settle();
  expect((await proof(municipality, 'receipt')).facts).toMatchObject({ outcome: 'IN_REVIEW' });
  const { id, version } = await municipality.theReturn();
  await app.get(ReviewReturn).execute({
    returnId: id,
    expectedVersion: version,
    actor: 'key:approver',
    decision: 'ACCEPT',
    reason: 'Compared.',
    note: 'Takk.',
  });
  await app.settle();
  const { fileName, pdf, facts } = await proof(municipality, 'decision');
  expect(fileName).toBe(`Godkjenning ${municipality.reference}.pdf`);
  expect(facts).toMatchObject({ kind: 'DECISION', outcome: 'ACCEPTED', method: 'REVIEWED_SCAN', note: 'Takk.' });
  expect(seal(pdf)).toBe('TOTAL_PASSED');
});

it('of automatic answers to one address three go out in an hour, and the others later: none is dropped', async () => {
  const municipality = await ReturningMunicipality.at(app, 2);
  const started = app.clock.now();
  for (const question of ['Én', 'To', 'Tre', 'Fire', 'Fem']) {
    await municipality.send({ subject: question, text: 'Når er fristen?' });
    await app.settle();
    await app.moveTo(new Date(app.clock.now().getTime() + 60_000));
  }
  const states = async (): Promise<string[]> =>
    (await municipality.letters('QUESTION_RECEIVED')).map(({ delivery }) => delivery).toSorted();
  expect(await states()).toEqual(['PLANNED', 'PLANNED', 'SENT', 'SENT', 'SENT']);
  await app.moveTo(new Date(started.getTime() + 60 * 60_000));
  expect(await states()).toEqual(['PLANNED', 'SENT', 'SENT', 'SENT', 'SENT']);
  await app.moveTo(new Date(started.getTime() + 61 * 60_000));
  expect(await states()).toEqual(['SENT', 'SENT', 'SENT', 'SENT', 'SENT']);
});
