import { PDFDocument } from 'pdf-lib';
import { enclosedXades, withAttachment } from '../../test/support/enclosed-xades.js';
import { createTestCa, type TestCa } from '../../test/support/test-ca.js';
import { readEnclosedSignatures } from './enclosed-signatures.js';

let ca: TestCa;
let blank: Uint8Array;

beforeAll(async () => {
  ca = await createTestCa();
  const pdf = await PDFDocument.create();
  pdf.addPage();
  blank = await pdf.save();
});

async function xadesOf(commonName: string): Promise<string> {
  const { certificate } = await ca.issue({ keyType: 'EC', commonName });
  return enclosedXades(certificate, 'egenskaper');
}

it('names each signer once, over all files', async () => {
  const kari = await withAttachment(blank, 'a.xml', await xadesOf('Kari Nordmann'));
  const both = await withAttachment(kari, 'b.xml', (await xadesOf('Ola Nordmann')) + (await xadesOf('Kari Nordmann')));
  expect(await readEnclosedSignatures(both)).toEqual({ files: 2, signers: ['Kari Nordmann', 'Ola Nordmann'] });
});

it('reads signed data objects of BankID as signatures, whether or not they name anybody', async () => {
  const file = await withAttachment(blank, 'a.sdo', '<?xml version="1.0"?><SDOList xmlns="x"><SDO/></SDOList>');
  expect(await readEnclosedSignatures(file)).toEqual({ files: 1, signers: [] });
});

it('masks a national identity number in a name', async () => {
  const file = await withAttachment(blank, 'a.xml', await xadesOf('Kari 010170 12345'));
  expect(await readEnclosedSignatures(file)).toEqual({ files: 1, signers: ['Kari ***********'] });
});

it.each<[string, () => Promise<string>]>([
  ['other XML', () => Promise.resolve('<rapport xmlns="urn:x"/>')],
  ['a signature without XAdES', async () => (await xadesOf('Kari')).replace('http://uri.etsi.org/01903/', 'urn:')],
  ['a document type', async () => `<!DOCTYPE x [<!ENTITY a "b">]>${await xadesOf('Kari')}`],
  ['more bytes than are read', async () => (await xadesOf('Kari')) + ' '.repeat(2 * 1024 * 1024)],
])('takes no notice of %s', async (_, content) => {
  expect(await readEnclosedSignatures(await withAttachment(blank, 'a.xml', await content()))).toBeNull();
});

it.each<[string, Uint8Array]>([
  ['a file without attachments', Buffer.from('%PDF-1.7')],
  ['a file that only speaks of them', Buffer.from('%PDF-1.7 EmbeddedFile')],
])('finds nothing in %s', async (_, file) => {
  expect(await readEnclosedSignatures(file)).toBeNull();
});

it('leaves out a certificate that is none', async () => {
  const xml = (await xadesOf('Kari')).replace(/<ds:X509Certificate>[^<]+</, '<ds:X509Certificate>AAAA<');
  expect(await readEnclosedSignatures(await withAttachment(blank, 'a.xml', xml))).toEqual({ files: 1, signers: [] });
});
