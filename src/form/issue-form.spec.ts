import { createHash, createPublicKey, generateKeyPairSync, verify } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';

import { PDFiumLibrary } from '@hyzyla/pdfium';
import { CryptoKeySigner, PDF } from '@libpdf/core';
import { PDFArray, PDFDict, PDFDocument, PDFHexString, PDFName, PDFStream, PDFString } from 'pdf-lib';
import { prepareZXingModule, readBarcodes } from 'zxing-wasm/reader';

import { authorEnclosure } from './author-enclosure.js';
import { authorFormTemplate, type FormTemplateSpec } from './author-form-template.js';
import { municipalitySignatureField } from './signature-fields.js';
import { berChild, berObjectIdentifier, readBerElement } from './ber-element.js';
import { matchIssuedBytes } from './binding/match-issued-bytes.js';
import type { DocumentText } from './document-text.js';
import { fieldNames, formLabels } from './form-labels.js';
import type { FormTemplate } from './form-layout.js';
import type { FormRecipient } from './form-recipient.js';
import { assembleForm, issueForm, prepareFormTemplate, type IssuedForm } from './issue-form.js';
import type { LanguageForm } from './language-form.js';
import { parsePageCode } from './page-code.js';
import { createSealCertificate } from './seal-certificate.js';
import { createSealer } from './sealer.js';

const languages = ['nb', 'nn'] as const;

const texts: Record<LanguageForm, DocumentText> = {
  nb: {
    title: 'Erklæring om støtte',
    subtitle: 'Felles løsning & samarbeid',
    sections: [
      { paragraphs: ['Kommunen støtter arbeidet og vil delta i det videre løpet.'.repeat(4)] },
      {
        heading: 'Forbehold',
        paragraphs: ['Kommunen tar disse forbeholdene:'],
        items: ['Kostnadene må være kjent.', 'Vernet av opplysninger må være godt nok.'],
      },
    ],
  },
  nn: {
    title: 'Fråsegn om støtte',
    sections: [
      { paragraphs: ['Kommunen støttar arbeidet og vil ta del i det vidare løpet.'] },
      { heading: 'Atterhald', paragraphs: ['Kommunen tek desse atterhalda:'], items: ['Kostnadene må vere kjende.'] },
    ],
  },
};

const specOf = (language: LanguageForm): FormTemplateSpec => ({
  campaign: {
    code: 'TEST-2020',
    title: 'Prøven 2020',
    owner: 'Helse- og omsorgsdepartementet',
    mailbox: 'svar@example.org',
  },
  language,
  text: texts[language],
  characters: 'ÁáŊŋŠšŽžđĐ',
  authoredAt: new Date('2020-04-20T08:00:00Z'),
});

const recipientOf = (part: Partial<FormRecipient> = {}): FormRecipient => ({
  reference: '5442-7K3Q9',
  municipalityNumber: '5442',
  municipalityName: 'Unjárga - Nesseby',
  organizationNumber: '839953062',
  issuedAt: new Date('2020-04-23T22:30:00Z'),
  ...part,
});

const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
const validity = { notBefore: new Date('2020-01-01T00:00:00Z'), notAfter: new Date('2030-01-01T00:00:00Z') };
const certificate = createSealCertificate({
  key: privateKey,
  organization: 'Helse- og omsorgsdepartementet',
  serialNumber: Uint8Array.of(7),
  ...validity,
});
const sealer = createSealer(privateKey, [certificate]);

interface Sample {
  readonly template: FormTemplate;
  readonly issued: IssuedForm;
  readonly file: Buffer;
}

const samples = {} as Record<LanguageForm, Sample>;

beforeAll(async () => {
  for (const language of languages) {
    const template = await authorFormTemplate(specOf(language));
    const issued = await issueForm(prepareFormTemplate(template), recipientOf(), sealer);
    samples[language] = { template, issued, file: Buffer.from(assembleForm(template, issued.revision)) };
  }
});

/** Every /ByteRange and /Contents of a file, in the order of the file. */
function signaturesOf(file: Buffer): { range: number[]; contents: Buffer }[] {
  const found = file.toString('latin1').matchAll(/\/ByteRange\s*\[\s*(\d+)\s+(\d+)\s+(\d+)\s+(\d+)\s*\]/g);
  return [...found].map((match) => {
    const range = match.slice(1).map(Number);
    const [, gapStart = 0, gapEnd = 0] = range;
    return { range, contents: Buffer.from(file.subarray(gapStart + 1, gapEnd - 1).toString('latin1'), 'hex') };
  });
}

const [typeName, valueName] = [PDFName.of('FT'), PDFName.of('V')];

async function fieldsOf(file: Uint8Array): Promise<Map<string, PDFDict>> {
  const pdf = await PDFDocument.load(file, { updateMetadata: false });
  const fields = pdf.catalog.lookup(PDFName.of('AcroForm'), PDFDict).lookup(PDFName.of('Fields'), PDFArray);
  return new Map(
    Array.from({ length: fields.size() }, (_, index) => fields.lookup(index, PDFDict)).map((field) => [
      field.lookup(PDFName.of('T'), PDFString).decodeText(),
      field,
    ]),
  );
}

describe.each(languages)('a form in %s', (language) => {
  it('is the template followed by a small revision', () => {
    const { template, issued, file } = samples[language];
    expect(Buffer.compare(file.subarray(0, template.bytes.length), template.bytes)).toBe(0);
    expect(file.length).toBe(issued.byteLength);
    expect(createHash('sha256').update(file).digest('hex')).toBe(issued.sha256);
    expect(issued.revision.length).toBeLessThan(12_000);
    expect(matchIssuedBytes(file, issued)).toEqual({ prefix: 'EXACT', identical: true });
  });

  it('has the same bytes each time', async () => {
    const { template, file } = samples[language];
    const again = await authorFormTemplate(specOf(language));
    expect(again).toEqual(template);
    const stored: FormTemplate = { ...again, layout: JSON.parse(JSON.stringify(again.layout)) };
    const issued = await issueForm(prepareFormTemplate(stored), recipientOf(), sealer);
    expect(Buffer.compare(Buffer.from(assembleForm(stored, issued.revision)), file)).toBe(0);
  });

  it('is sealed: one signature over the whole file, a certification that permits filling in and signing', async () => {
    const { file } = samples[language];
    const [seal, ...others] = signaturesOf(file);
    expect(others).toEqual([]);
    const [start = -1, gapStart = 0, gapEnd = 0, rest = 0] = seal?.range ?? [];
    expect([start, gapEnd + rest]).toEqual([0, file.length]);
    expect([file.toString('latin1', gapStart, gapStart + 1), file.toString('latin1', gapEnd - 1, gapEnd)]).toEqual([
      '<',
      '>',
    ]);
    const digest = createHash('sha256').update(file.subarray(0, gapStart)).update(file.subarray(gapEnd)).digest();
    const signerInfo = berChild(
      berChild(berChild(berChild(readBerElement(seal?.contents ?? Buffer.alloc(0)), 1), 0), 4),
      0,
    );
    const attributes = berChild(signerInfo, 3);
    const messageDigest = attributes.children.find(
      (attribute) => berObjectIdentifier(berChild(attribute, 0)) === '1.2.840.113549.1.9.4',
    );
    expect(messageDigest && Buffer.from(berChild(berChild(messageDigest, 1), 0).contents)).toEqual(digest);
    const signed = Buffer.from(attributes.whole);
    signed[0] = 0x31;
    expect(verify('sha256', signed, createPublicKey(privateKey), berChild(signerInfo, 5).contents)).toBe(true);

    const dictionary = (await fieldsOf(file)).get('seal')?.lookup(valueName, PDFDict);
    const text = (key: string): string => String(dictionary?.get(PDFName.of(key)));
    expect([text('Filter'), text('SubFilter'), text('M')]).toEqual([
      '/Adobe.PPKLite',
      '/ETSI.CAdES.detached',
      '(D:20200423223000Z)',
    ]);
    expect(dictionary?.lookup(PDFName.of('Reason'), PDFHexString).decodeText()).toBe(formLabels[language].sealReason);
    const reference = dictionary?.lookup(PDFName.of('Reference'), PDFArray).lookup(0, PDFDict);
    expect(String(reference?.get(PDFName.of('TransformMethod')))).toBe('/DocMDP');
    expect(String(reference?.lookup(PDFName.of('TransformParams'), PDFDict).get(PDFName.of('P')))).toBe('2');
    const pdf = await PDFDocument.load(file, { updateMetadata: false });
    const permissions = pdf.catalog.lookup(PDFName.of('Perms'), PDFDict);
    expect(permissions.lookup(PDFName.of('DocMDP'), PDFDict).get(PDFName.of('Type'))).toBe(PDFName.of('Sig'));
  });

  it('has every field with a tooltip in its language and an appearance', async () => {
    const fields = await fieldsOf(samples[language].file);
    expect([...fields.keys()]).toEqual(['seal', ...fieldNames, municipalitySignatureField]);
    for (const name of fieldNames) {
      const field = fields.get(name);
      expect(field?.get(typeName)).toBe(PDFName.of('Tx'));
      const tooltip = field?.lookup(PDFName.of('TU'));
      expect(tooltip instanceof PDFString || tooltip instanceof PDFHexString ? tooltip.decodeText() : '').toBe(
        formLabels[language].fields[name].tooltip,
      );
      expect(field?.lookup(PDFName.of('AP'), PDFDict).lookup(PDFName.of('N'))).toBeInstanceOf(PDFStream);
    }
    expect(fields.get(municipalitySignatureField)?.has(valueName)).toBe(false);
  });

  it('is a tagged PDF/A-2a in its language', async () => {
    const pdf = await PDFDocument.load(samples[language].file, { updateMetadata: false });
    expect(String(pdf.catalog.get(PDFName.of('Lang')))).toBe(`(${language}-NO)`);
    expect(String(pdf.catalog.lookup(PDFName.of('MarkInfo'), PDFDict).get(PDFName.of('Marked')))).toBe('true');
    expect(pdf.catalog.has(PDFName.of('OutputIntents'))).toBe(true);
    const metadata = pdf.catalog.lookup(PDFName.of('Metadata'), PDFStream);
    const xmp = Buffer.from(metadata.getContents()).toString('utf8');
    expect(xmp).toContain('<pdfaid:part>2</pdfaid:part><pdfaid:conformance>A</pdfaid:conformance>');
    for (const page of pdf.getPages()) expect(String(page.node.get(PDFName.of('Tabs')))).toBe('/S');
  });

  it('shows the code on every page, readable from its picture at 200 dpi, and the recipient in its text', async () => {
    const wasm = createRequire(import.meta.url).resolve('zxing-wasm/reader/zxing_reader.wasm');
    const wasmBinary = new Uint8Array(readFileSync(wasm)).buffer;
    await prepareZXingModule({ overrides: { wasmBinary }, fireImmediately: true });
    const library = await PDFiumLibrary.init();
    const document = await library.loadDocument(samples[language].file);
    const pages = [...document.pages()];
    const printed: string[] = [];
    for (const [index, page] of pages.entries()) {
      printed.push(page.getText());
      const picture = await page.render({ scale: 200 / 72, render: async ({ data }) => data });
      const image = {
        data: new Uint8ClampedArray(picture.data),
        width: picture.width,
        height: picture.height,
        colorSpace: 'srgb' as const,
      };
      const codes = await readBarcodes(image, { formats: ['QRCode'], tryHarder: true });
      expect(codes.map(({ text }) => parsePageCode(text))).toEqual([
        { campaign: 'TEST-2020', reference: '5442-7K3Q9', page: index + 1, pages: pages.length },
      ]);
      expect(printed[index]).toContain(`TEST-2020/5442-7K3Q9/${index + 1}/${pages.length}`);
      expect(printed[index]).toContain(formLabels[language].pageOf(index + 1, pages.length));
    }
    document.destroy();
    library.destroy();
    expect(pages.length).toBe(samples[language].template.layout.footers.length);
    for (const value of ['Unjárga - Nesseby', '5442', '839 953 062', '24. april 2020'])
      expect(printed[0]).toContain(value);
    expect(printed.join('\n')).toContain('Unjárga - Nesseby (5442)');
  });
});

it('is filled in and signed by another program without a change to the issued bytes', async () => {
  const { file, issued } = samples.nb;
  const pdf = await PDF.load(file);
  pdf.getForm()?.fill({ name: 'Åse Næss', role: 'Ordfører', resolutionCase: '20/045' });
  const filled = await pdf.save({ incremental: true });
  const pair = generateKeyPairSync('rsa', { modulusLength: 2048 });
  const own = createSealCertificate({
    key: pair.privateKey,
    organization: 'Kommunen',
    serialNumber: Uint8Array.of(9),
    ...validity,
  });
  const key = await crypto.subtle.importKey(
    'pkcs8',
    pair.privateKey.export({ format: 'der', type: 'pkcs8' }),
    { name: 'RSASSA-PKCS1-v1_5', hash: 'SHA-256' },
    false,
    ['sign'],
  );
  const signer = new CryptoKeySigner(key, own, 'RSA', 'RSASSA-PKCS1-v1_5');
  const { bytes } = await (await PDF.load(filled)).sign({ signer, fieldName: municipalitySignatureField });
  const returned = Buffer.from(bytes);
  expect(matchIssuedBytes(returned, issued)).toEqual({ prefix: 'EXACT', identical: false });
  const [seal, signature] = signaturesOf(returned);
  expect(seal).toEqual(signaturesOf(file)[0]);
  expect((signature?.range[2] ?? 0) + (signature?.range[3] ?? 0)).toBe(returned.length);
  expect((await fieldsOf(returned)).get('name')?.lookup(valueName, PDFString).decodeText()).toBe('Åse Næss');
});

describe('what a form refuses', () => {
  it.each([
    [
      'a name with characters that were not announced',
      { municipalityName: 'Жук kommune' },
      'FORM_CHARACTER_NOT_AVAILABLE',
      /5442.*"Ж" \(U\+0416\)/,
    ],
    ['a name too long to be read', { municipalityName: 'Langt navn '.repeat(30) }, 'FORM_TEXT_DOES_NOT_FIT', /5442/],
    ['a reference that no code can carry', { reference: 'a/b' }, 'FORM_PAGE_CODE_INVALID', /a\/b/],
    [
      'numbers of the wrong length',
      { municipalityNumber: '3', organizationNumber: '1' },
      'FORM_RECIPIENT_INVALID',
      /2 to 10 digits or capital letters; .*nine digits/,
    ],
    ['no time of issue', { issuedAt: new Date(Number.NaN) }, 'FORM_RECIPIENT_INVALID', /time of issue/],
  ])('%s', async (_, part, code, message) => {
    const prepared = prepareFormTemplate(samples.nb.template);
    const attempt = issueForm(prepared, recipientOf(part), sealer);
    await expect(attempt).rejects.toMatchObject({ code, message: expect.stringMatching(message) });
  });

  it('a template whose bytes were changed', () => {
    const { template } = samples.nb;
    const bytes = Buffer.from(template.bytes);
    bytes[1000] = (bytes[1000] ?? 0) ^ 1;
    expect(() => prepareFormTemplate({ ...template, bytes })).toThrow(
      expect.objectContaining({ code: 'FORM_TEMPLATE_DAMAGED' }),
    );
  });

  it('a text or an announced character that the font cannot draw', async () => {
    const spec = specOf('nb');
    await expect(authorFormTemplate({ ...spec, characters: '漢' })).rejects.toMatchObject({
      code: 'FORM_CHARACTER_NOT_AVAILABLE',
    });
    const text = { ...spec.text, title: 'Erklæring ✍' };
    await expect(authorFormTemplate({ ...spec, text })).rejects.toMatchObject({ code: 'FORM_CHARACTER_NOT_AVAILABLE' });
  });
});

it('takes a name in decomposed Unicode for the same name', async () => {
  const { template, issued } = samples.nb;
  const decomposed = recipientOf({ municipalityName: 'Unjárga - Nesseby'.normalize('NFD') });
  const again = await issueForm(prepareFormTemplate(template), decomposed, sealer);
  expect(again.sha256).toBe(issued.sha256);
});

it('prints the names of all municipalities of 2020', async () => {
  const rows = readFileSync(new URL('../../data/municipalities-2020.csv', import.meta.url), 'utf8')
    .trim()
    .split('\n')
    .slice(1);
  const names = rows.map((row) => row.split(',').slice(0, 3));
  const template = await authorFormTemplate({ ...specOf('nb'), characters: names.flat().join('') });
  const prepared = prepareFormTemplate(template);
  expect(names).toHaveLength(356);
  const forms = await Promise.all(
    names.map(([municipalityNumber = '', name = '', other = '']) =>
      issueForm(
        prepared,
        recipientOf({ municipalityNumber, municipalityName: other ? `${other} - ${name}` : name }),
        sealer,
      ),
    ),
  );
  expect(new Set(forms.map(({ sha256 }) => sha256)).size).toBe(356);
  expect(Math.max(...forms.map(({ revision }) => revision.length))).toBeLessThan(15_000);
});

it('makes an enclosure in the look of the form: a tagged PDF/A-2a, the same bytes each time', async () => {
  const spec = {
    language: 'nn',
    owner: 'Helse- og omsorgsdepartementet',
    campaignTitle: 'Prøven 2020',
    text: texts.nn,
    authoredAt: validity.notBefore,
  } as const;
  const [bytes, again] = [await authorEnclosure(spec), await authorEnclosure(spec)];
  expect(Buffer.compare(bytes, again)).toBe(0);
  const pdf = await PDFDocument.load(bytes, { updateMetadata: false });
  expect([pdf.getTitle(), pdf.getAuthor(), pdf.getPageCount()]).toEqual([
    'Fråsegn om støtte – Prøven 2020',
    spec.owner,
    1,
  ]);
  expect(pdf.catalog.has(PDFName.of('AcroForm'))).toBe(false);
});
