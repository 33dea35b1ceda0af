import { PDFDocument, PDFName } from 'pdf-lib';

import { verifyPdf } from '../../src/pades/index.js';
import { testSealer } from '../support/test-sealer.js';
import { authorReceipt, type ReceiptSpec } from '../../src/form/index.js';

const sealedAt = new Date('2020-06-26T08:20:00Z');
const json = JSON.stringify({ reference: 'AKSON-2020-7K3M-Q2', fileName: 'Ærklæring 签字.pdf' });
const spec: ReceiptSpec = {
  language: 'nb',
  owner: 'Helse- og omsorgsdepartementet',
  campaignTitle: 'Prøven 2020',
  text: {
    title: 'Kvittering: Erklæringen er godkjent',
    sections: [
      { paragraphs: ['Takk!'], facts: [['Fil', 'Ærklæring 签字.pdf']] },
      { heading: 'Dette er kontrollert', paragraphs: ['Alt.'], items: ['Det ene', 'Det andre'] },
    ],
  },
  data: { fileName: 'kvittering.json', description: 'For maskiner', json },
  sealedAt,
};
const options = async () => ({ trustAnchors: (await testSealer()).certificates, at: new Date('2020-07-01T00:00:00Z') });

let receipt: Uint8Array;
beforeAll(async () => {
  receipt = await authorReceipt(spec, await testSealer());
});

it('is sealed as a whole and permits no change', async () => {
  const { summary, signatures } = verifyPdf(receipt, await options());
  expect(summary).toMatchObject({
    signatures: 1,
    integrity: 'intact',
    coversWholeDocument: true,
    laterChanges: 'none',
  });
  expect(signatures[0]).toMatchObject({ type: 'certification', docMdp: 1, subFilter: 'ETSI.CAdES.detached' });
  expect(signatures[0]?.indication).toBe('TOTAL_PASSED');
});

it('is broken by any change, and a comment added to it is not permitted', async () => {
  const touched = Buffer.from(receipt);
  touched[touched.indexOf('kvittering.json')] = 0x4b;
  expect(verifyPdf(touched, await options()).summary.integrity).toBe('broken');

  const commented = await PDFDocument.load(receipt, { updateMetadata: false, forIncrementalUpdate: true });
  const page = commented.getPage(0);
  const note = commented.context.obj({ Type: 'Annot', Subtype: 'Text', Rect: [10, 10, 30, 30] });
  page.node.addAnnot(commented.context.register(note));
  const updated = await commented.save({ useObjectStreams: false });
  expect(verifyPdf(updated, await options()).summary).toMatchObject({ accept: false, laterChanges: 'suspicious' });
});

it('brings the same for machines, to the letter', async () => {
  const pdf = await PDFDocument.load(receipt, { updateMetadata: false });
  expect(pdf.getAttachments().map(({ name, data }) => [name, Buffer.from(data).toString('utf8')])).toEqual([
    ['kvittering.json', json],
  ]);
  // PDF/A-3 (ISO 19005-3, 6.8): a file is associated with the document and says how.
  expect(pdf.catalog.has(PDFName.of('AF'))).toBe(true);
  const text = Buffer.from(receipt).toString('latin1');
  expect(text).toContain('/AFRelationship /Data');
});

it('is the same to the byte when it is made again', async () => {
  expect(Buffer.compare(receipt, await authorReceipt(spec, await testSealer()))).toBe(0);
});
