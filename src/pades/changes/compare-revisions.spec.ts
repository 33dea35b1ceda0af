import { buildCms, replaceSignature } from '../../../test/support/build-cms.js';
import { appendRevision, plainObjects, plainPdf, stream } from '../../../test/support/plain-pdf.js';
import type { PlainObjects } from '../../../test/support/plain-pdf.js';
import { signPdf } from '../../../test/support/sign-pdf.js';
import { createTestCa, testInstant } from '../../../test/support/test-ca.js';
import type { TestCa, TestIdentity } from '../../../test/support/test-ca.js';
import { verifyPdf } from '../index.js';
import type { ChangeLevel, LaterChanges } from '../index.js';

let ca: TestCa;
let identity: TestIdentity;
let signed: Uint8Array;
/** The objects as they stand after signing: the signer rewrote some of them. */
let current: (number: number) => string;

beforeAll(async () => {
  ca = await createTestCa();
  identity = await ca.issue({ shortTerm: true, keyType: 'EC' });
  signed = await signPdf(plainPdf(), identity);
  const text = Buffer.from(signed).toString('latin1');
  current = (number) => {
    const at = text.lastIndexOf(`\n${number} 0 obj`);
    return text.slice(text.indexOf('obj', at) + 3, text.indexOf('endobj', at)).trim();
  };
});

type Outcome = { level: ChangeLevel; laterChanges: LaterChanges | null; accept: boolean };

function after(objects: PlainObjects, trailer = '', docMdp?: 1 | 2 | 3): Outcome {
  const bytes = appendRevision(signed, objects, trailer);
  const report = verifyPdf(bytes, { trustAnchors: [ca.intermediate], at: testInstant, ...(docMdp ? { docMdp } : {}) });
  expect(report.signatures[0]!.integrity).toBe('intact');
  expect(report.signatures[0]!.coverage).toBe('ENTIRE_REVISION');
  const { laterChanges, accept } = report.summary;
  return { level: report.signatures[0]!.changesAfter, laterChanges, accept };
}

const suspicious: Outcome = { level: 'OTHER', laterChanges: 'suspicious', accept: false };
const filled = (): PlainObjects => ({
  6: plainObjects[6]!.replace('(Kari)', '(Ola)').replace('8 0 R', '50 0 R'),
  50: stream('/Type /XObject /Subtype /Form /BBox [0 0 228 20]', 'BT /F1 10 Tf 2 5 Td (Ola) Tj ET'),
});

test('a revision that repeats what was there changes nothing', () => {
  expect(after({ 5: plainObjects[5]! })).toEqual({ level: 'NONE', laterChanges: 'permitted', accept: true });
});

test('a revision nothing leads to changes nothing', () => {
  expect(after({ 60: '(left over)' })).toEqual({ level: 'NONE', laterChanges: 'permitted', accept: true });
});

describe('permitted', () => {
  test('filling a field, with a new appearance', () => {
    expect(after(filled())).toEqual({ level: 'FORM_FILLING', laterChanges: 'permitted', accept: true });
  });

  test.each([
    [1, 'suspicious'],
    [2, 'permitted'],
    [3, 'permitted'],
  ] as const)('filling a field under certification level %i is %s', (docMdp, laterChanges) => {
    expect(after(filled(), '', docMdp)).toMatchObject({ level: 'FORM_FILLING', laterChanges });
  });

  test('document information, metadata and validation data', () => {
    const xmp = '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"></rdf:RDF>';
    const objects = {
      1: current(1).replace(/>>$/, '/Metadata 51 0 R /DSS << /Certs [52 0 R] >> >>'),
      51: stream('/Type /Metadata /Subtype /XML', xmp),
      52: stream('', 'not even a certificate'),
      53: '<< /ModDate (D:20260301120000Z) >>',
    };
    expect(after(objects, '/Info 53 0 R', 1)).toMatchObject({ level: 'LTA_UPDATES', laterChanges: 'permitted' });
  });
});

describe('suspicious', () => {
  const cases: [string, () => PlainObjects][] = [
    ['the page’s content replaced (shadow: replace)', () => ({ 4: plainObjects[4]!.replace('support', 'oppose ') })],
    [
      'the page given other content (shadow: hide)',
      () => ({ 3: current(3).replace('4 0 R', '50 0 R'), 50: stream('', 'BT ET') }),
    ],
    ['a font exchanged (shadow: hide and replace)', () => ({ 5: plainObjects[5]!.replace('Helvetica', 'Symbol') })],
    [
      'a page added',
      () => ({
        2: '<< /Type /Pages /Kids [3 0 R 50 0 R] /Count 2 >>',
        50: '<< /Type /Page /Parent 2 0 R /MediaBox [0 0 9 9] >>',
      }),
    ],
    ['a field moved', () => ({ 6: plainObjects[6]!.replace('/Rect [72 600 300 620]', '/Rect [72 700 300 740]') })],
    ['a field that looks different from its value', () => ({ 8: plainObjects[8]!.replace('(Kari)', '(Oops)') })],
    ['an action on a field', () => ({ 6: plainObjects[6]!.replace('/V (Kari)', '/V (Kari) /AA << >>') })],
    [
      'an action when the document opens',
      () => ({ 1: current(1).replace(/>>$/, '/OpenAction << /S /JavaScript /JS (x) >> >>') }),
    ],
    ['an attachment', () => ({ 1: current(1).replace(/>>$/, '/Names << /EmbeddedFiles << >> >> >>') })],
    [
      'a text field added',
      () => ({ 1: current(1).replace(/\/Fields\s*\[/, '/Fields [50 0 R '), 50: '<< /FT /Tx /T (New) >>' }),
    ],
    [
      'metadata with entities',
      () => ({
        1: current(1).replace(/>>$/, '/Metadata 51 0 R >>'),
        51: stream('/Subtype /XML', '<!DOCTYPE x><rdf:RDF ></rdf:RDF>'),
      }),
    ],
    ['metadata that is none', () => ({ 1: current(1).replace(/>>$/, '/Metadata (x) >>') })],
    ['validation data with something else in it', () => ({ 1: current(1).replace(/>>$/, '/DSS << /JS (x) >> >>') })],
    [
      'a signed object taken for a permitted change',
      () => ({
        ...filled(),
        6: plainObjects[6]!.replace('(Kari)', '(Ola)').replace('8 0 R', '5 0 R'),
        5: plainObjects[8]!,
      }),
    ],
    ['an object taken away', () => ({ 5: 'null' })],
  ];

  test.each(cases)('%s', (_, objects) => {
    expect(after(objects())).toEqual(suspicious);
  });

  test('an unknown entry in the trailer', () => {
    expect(after({}, '/Extra 4 0 R')).toEqual(suspicious);
  });

  test('a revision that does not build on the signed one', () => {
    const text = Buffer.from(appendRevision(signed, plainObjects)).toString('latin1');
    const at = text.lastIndexOf('/Prev');
    const first = Number(/startxref\n(\d+)/.exec(text)![1]);
    const cut = text.slice(0, at) + text.slice(at).replace(/\/Prev \d+/, `/Prev ${first}`);
    const report = verifyPdf(Buffer.from(cut, 'latin1'), { trustAnchors: [ca.intermediate], at: testInstant });
    expect(report.summary.accept).toBe(false);
    expect(report.summary.laterChanges).not.toBe('permitted');
  });

  const withSignatureField = (field: string, extra: PlainObjects = {}): PlainObjects => ({
    1: current(1).replace(/(\/Fields\s*\[[^\]]*)\]/, '$1 50 0 R]'),
    3: current(3).replace(/(\/Annots\s*\[[^\]]*)\]/, '$1 50 0 R]'),
    50: `<< /Type /Annot /Subtype /Widget /FT /Sig /T (Late) ${field} >>`,
    ...extra,
  });
  const visible = '/Rect [0 0 500 500] /AP << /N 51 0 R >>';
  const picture = { 51: plainObjects[8]! };
  const value = { 52: '<< /Type /Sig /SubFilter /ETSI.CAdES.detached /ByteRange [0 1 2 3] /Contents <00> >>' };

  test('an invisible empty signature field is permitted', () => {
    expect(after(withSignatureField('/Rect [0 0 0 0]'), '', 2)).toEqual({
      level: 'LTA_UPDATES',
      laterChanges: 'permitted',
      accept: true,
    });
  });

  test('a visible signature in a certified document (sneaky signature)', () => {
    const objects = withSignatureField(`${visible} /V 52 0 R`, { ...picture, ...value });
    expect(after(objects)).toMatchObject({ level: 'FORM_FILLING' });
    expect(after(objects, '', 2)).toMatchObject({ level: 'OTHER', laterChanges: 'suspicious' });
  });

  test('an empty visible signature field: no signature answers for its picture', () => {
    expect(after(withSignatureField(visible, picture))).toEqual(suspicious);
  });

  test.each([
    ['an action', '/Rect [0 0 0 0] /A << /S /URI >>'],
    ['the name of another field', '/Rect [0 0 0 0] /T (Name)'],
    ['a value that was signed before', '/Rect [0 0 0 0] /V 5 0 R'],
  ])('a signature field with %s', (_, field) => {
    const { 50: added, ...others } = withSignatureField(field);
    const renamed = field.includes('/T (Name)') ? added!.replace('/T (Late) ', '') : added!;
    expect(after({ ...others, 50: renamed })).toEqual(suspicious);
  });
});

describe('lists', () => {
  const empty = '<< /Type /Annot /Subtype /Widget /FT /Sig /T (Late) /Rect [0 0 0 0] >>';

  test('a new signature field may stand before the others', () => {
    const objects = {
      1: current(1).replace(/\/Fields\s*\[/, '/Fields [50 0 R '),
      3: current(3).replace(/\/Annots\s*\[/, '/Annots [50 0 R '),
      50: empty,
    };
    expect(after(objects)).toEqual({ level: 'LTA_UPDATES', laterChanges: 'permitted', accept: true });
  });

  test('a field taken away, or one put in its place, is not permitted', () => {
    expect(after({ 1: current(1).replace('6 0 R', '') })).toEqual(suspicious);
    expect(after({ 1: current(1).replace('6 0 R', '50 0 R'), 50: empty })).toEqual(suspicious);
  });

  test('fields in another order are the same form', () => {
    const turned = current(1).replace(/\/Fields\s*\[\s*6 0 R\s+7 0 R/, '/Fields [7 0 R 6 0 R');
    expect(turned).not.toBe(current(1));
    expect(after({ 1: turned })).toMatchObject({ level: 'NONE', laterChanges: 'permitted' });
  });

  test('annotations in another order lie above each other in another way', () => {
    const turned = current(3).replace(/\/Annots\s*\[\s*6 0 R\s+7 0 R/, '/Annots [7 0 R 6 0 R');
    expect(turned).not.toBe(current(3));
    expect(after({ 3: turned }, '', 2)).toMatchObject({ level: 'ANNOTATIONS', laterChanges: 'suspicious' });
  });

  test('the place of a signature does not go away under any level', () => {
    expect(after({ 3: current(3).replace('7 0 R', '') }, '', 3)).toMatchObject({ level: 'OTHER' });
  });
});

describe('entries of the catalogue and of pages', () => {
  const catalog = (entry: string): PlainObjects => ({ 1: current(1).replace(/>>$/, `${entry} >>`) });

  test.each<[string, string, ChangeLevel]>([
    ['an extension', '/Extensions << /ESIC << /BaseVersion /1.7 /ExtensionLevel 5 >> >>', 'LTA_UPDATES'],
    ['several extensions', '/Extensions << /ISO_ [<< /BaseVersion /2.0 /ExtensionLevel 32001 >>] >>', 'LTA_UPDATES'],
    ['an extension that holds a dictionary', '/Extensions << /ESIC << /X << >> >> >>', 'OTHER'],
    ['a version', '/Version /2.0', 'LTA_UPDATES'],
    ['a version that is none', '/Version (2.0)', 'OTHER'],
    ['a mark for a structure tree', '/MarkInfo << /Marked true >>', 'LTA_UPDATES'],
    ['a mark that holds more', '/MarkInfo << /Marked << >> >>', 'OTHER'],
    ['layers', '/OCProperties << /OCGs [] >>', 'OTHER'],
  ])('%s: %s is %s', (_, entry, level) => {
    expect(after(catalog(entry)).level).toBe(level);
  });

  test.each<[string, string, ChangeLevel]>([
    ['the order of tabs', '/Tabs /S', 'ANNOTATIONS'],
    ['the time it was changed', '/LastModified (D:20260301)', 'LTA_UPDATES'],
    ['a rotation', '/Rotate 180', 'OTHER'],
  ])('of a page, %s: %s is %s', (_, entry, level) => {
    expect(after({ 3: current(3).replace(/>>$/, `${entry} >>`) }).level).toBe(level);
  });

  test('the integrity code of an encrypted file is made anew by every revision', () => {
    expect(after({}, '/AuthCode << /ByteRange [0 1 2 3] >>')).toMatchObject({ level: 'NONE' });
  });
});

test('how a value is set may change with the value only', () => {
  const set = (value: string): PlainObjects => ({ ...filled(), 6: filled()[6]!.replace('/FT', `${value} /FT`) });
  expect(after(set('/DA (/F1 9 Tf) /Q 1')).level).toBe('FORM_FILLING');
  expect(after({ 6: plainObjects[6]!.replace('/FT', '/DA (/F1 9 Tf) /FT') })).toEqual(suspicious);
});

test('an object that the trailer leads to as well is not replaced in a permitted change', async () => {
  // Signed with an entry that is copied, which then becomes one of the writer's own, and is signed again.
  const copied = Buffer.from(await signPdf(plainPdf(plainObjects, '/Info 8 0 R'), identity)).toString('latin1');
  const own = Buffer.from(copied.replaceAll('/Info 8 0 R', '/Mine 8 0 R'), 'latin1');
  const shared = replaceSignature(own, (content) => buildCms(identity, content));
  const judge = (objects: PlainObjects): ChangeLevel => {
    const report = verifyPdf(appendRevision(shared, objects, '/Mine 8 0 R'), { trustAnchors: [], at: testInstant });
    expect(report.signatures[0]!.integrity).toBe('intact');
    return report.signatures[0]!.changesAfter;
  };
  expect(judge({ 53: '(nothing)' })).toBe('NONE');
  expect(judge(filled())).toBe('OTHER');
});

describe('the structure tree', () => {
  let tagged: Uint8Array;
  const root = (entries: string): string => `<< /Type /StructTreeRoot ${entries} >>`;
  const before = '/K 41 0 R /ParentTree << /Nums [0 [42 0 R]] >> /ParentTreeNextKey 1';
  const body = (kids: string): string => `<< /Type /StructElem /S /Document /P 40 0 R /K [${kids}] >>`;
  const paragraph = '<< /Type /StructElem /S /P /P 41 0 R /Pg 3 0 R /K 0 >>';
  const form = '<< /Type /StructElem /S /Form /P 41 0 R /K << /Type /OBJR /Obj 6 0 R /Pg 3 0 R >> >>';

  beforeAll(async () => {
    const objects = {
      ...plainObjects,
      1: plainObjects[1]!.replace('/Pages', '/StructTreeRoot 40 0 R /Pages'),
      40: root(before),
      41: body('42 0 R'),
      42: paragraph,
    };
    tagged = await signPdf(plainPdf(objects), identity);
  });

  const judge = (objects: PlainObjects): ChangeLevel =>
    verifyPdf(appendRevision(tagged, objects), { trustAnchors: [], at: testInstant }).signatures[0]!.changesAfter;

  test.each<[string, () => PlainObjects, ChangeLevel]>([
    [
      'gains an element for a field',
      () => ({
        40: root(before.replace('[42 0 R]]', '[42 0 R] 1 50 0 R]').replace('NextKey 1', 'NextKey 2')),
        41: body('42 0 R 50 0 R'),
        50: form,
      }),
      'LTA_UPDATES',
    ],
    ['counts on', () => ({ 40: root(before.replace('NextKey 1', 'NextKey 7')) }), 'LTA_UPDATES'],
    ['counts back', () => ({ 40: root(before.replace('NextKey 1', 'NextKey 0')) }), 'OTHER'],
    ['loses an element', () => ({ 41: body('') }), 'OTHER'],
    ['reads content differently', () => ({ 42: paragraph.replace('/Pg', '/ActualText (We oppose) /Pg') }), 'OTHER'],
    [
      'gains an element with content',
      () => ({ 41: body('42 0 R 50 0 R'), 50: paragraph.replace('/K 0', '/K 1') }),
      'OTHER',
    ],
    [
      'gains an element with a text of its own',
      () => ({ 41: body('42 0 R 50 0 R'), 50: form.replace('/K', '/ActualText (x) /K') }),
      'OTHER',
    ],
    ['gives a number other content', () => ({ 40: root(before.replace('[0 [42 0 R]]', '[0 [41 0 R]]')) }), 'OTHER'],
    ['gives a new number to content', () => ({ 40: root(before.replace(']]', '] 1 [42 0 R]]')) }), 'OTHER'],
    ['gets other roles', () => ({ 40: root(`${before} /RoleMap << /P /Artifact >>`) }), 'OTHER'],
  ])('%s', (_, objects, level) => {
    expect(judge(objects())).toBe(level);
  });
});

test.each([
  'Size 300',
  'Type /XRef',
  'W [1 2 1]',
  'Index [0 1]',
  'Filter /Odd',
  'DecodeParms << >>',
  'Length 7',
  'DL 7',
])('the entry /%s of the trailer describes the file, not the document', (entry) => {
  expect(after({ 60: '(x)' }, `/${entry}`)).toMatchObject({ level: 'NONE', accept: true });
});
