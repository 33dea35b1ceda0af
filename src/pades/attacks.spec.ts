import { appendRevision, plainObjects, plainPdf, stream } from '../../test/support/plain-pdf.js';
import type { PlainObjects } from '../../test/support/plain-pdf.js';
import { signPdf } from '../../test/support/sign-pdf.js';
import { createTestCa, testInstant } from '../../test/support/test-ca.js';
import type { TestCa, TestIdentity } from '../../test/support/test-ca.js';
import { verifyPdf } from './index.js';
import type { CheckName, Finding, VerificationReport } from './index.js';

let ca: TestCa;
let identity: TestIdentity;
let signed: Uint8Array;

beforeAll(async () => {
  ca = await createTestCa();
  identity = await ca.issue({ shortTerm: true, keyType: 'EC' });
  signed = await signPdf(plainPdf(), identity);
});

const text = (bytes: Uint8Array): string => Buffer.from(bytes).toString('latin1');
const bytesOf = (file: string): Uint8Array => Buffer.from(file, 'latin1');
const verify = (file: Uint8Array | string, docMdp?: 1 | 2 | 3): VerificationReport =>
  verifyPdf(typeof file === 'string' ? bytesOf(file) : file, {
    trustAnchors: [ca.intermediate],
    at: testInstant,
    ...(docMdp ? { docMdp } : {}),
  });

const openFindings = (report: VerificationReport): Finding[] =>
  [...report.findings, ...report.signatures.flatMap((signature) => signature.findings)].filter(
    (finding) => finding.result === 'FAILED' || finding.result === 'INDETERMINATE',
  );

/** The checks that keep a file from being accepted, each with a sentence an operator can read; none when it is accepted. */
const refusals = (report: VerificationReport): CheckName[] =>
  report.summary.accept
    ? []
    : openFindings(report).flatMap(({ check, sentence }) => (/^[A-Z].+\.$/.test(sentence) ? [check] : []));

/** As it stands after signing: the signer rewrote some objects. */
function current(number: number, file = signed): string {
  const content = text(file);
  const at = content.lastIndexOf(`\n${number} 0 obj`);
  return content.slice(content.indexOf('obj', at) + 3, content.indexOf('endobj', at)).trim();
}

const later = (objects: PlainObjects, trailer = ''): Uint8Array => appendRevision(signed, objects, trailer);

test('the file the attacks start from is accepted', () => {
  expect(openFindings(verify(signed))).toEqual([]);
  expect(verify(signed).summary.accept).toBe(true);
});

describe('universal signature forgery', () => {
  const dictionary = (): string => /\/ByteRange\s*\[[^\]]*\]/.exec(text(signed))![0];
  /** Keeps the length, so that only this one thing is wrong. */
  const put = (from: string, to: string): string => text(signed).replace(from, to.padEnd(from.length));

  test.each<[string, () => string]>([
    ['a byte range of null', () => put(dictionary(), '/ByteRange null')],
    ['no byte range', () => put(dictionary(), '/NoRange 0')],
    ['an empty byte range', () => put(dictionary(), '/ByteRange []')],
    ['a byte range of zeros', () => put(dictionary(), '/ByteRange [0 0 0 0]')],
    ['a negative byte range', () => put(dictionary(), '/ByteRange [0 -1 -1 -1]')],
    ['a byte range behind the file', () => put(dictionary(), '/ByteRange [0 9 9 99999999]')],
  ])('with %s', (_, forge) => {
    const report = verify(forge());
    expect(refusals(report)).toContain('BYTE_RANGE');
    expect(report.summary.integrity).not.toBe('intact');
    expect(report.summary.indication).toBe('TOTAL_FAILED');
  });

  test.each<[string, (hex: string) => string]>([
    ['empty /Contents', () => '<>'],
    ['/Contents of zeros', (hex) => `<${'0'.repeat(hex.length - 2)}>`],
    ['/Contents of null', () => 'null'],
  ])('with %s', (_, forge) => {
    const hex = /<[0-9A-Fa-f]{200,}>/.exec(text(signed))![0];
    const report = verify(put(hex, forge(hex)));
    expect(report.summary).toMatchObject({ accept: false, indication: 'TOTAL_FAILED' });
    expect(report.summary.integrity).not.toBe('intact');
    expect(openFindings(report).map((finding) => finding.check)).toEqual(
      expect.arrayContaining([expect.stringMatching(/CMS_STRUCTURE|BYTE_RANGE/)]),
    );
  });
});

describe('incremental saving', () => {
  const page = { 4: plainObjects[4]!.replace('support', 'oppose ') };

  test('a new version behind the signed one', () => {
    const report = verify(later(page));
    expect(report.signatures[0]).toMatchObject({ integrity: 'intact', changesAfter: 'OTHER' });
    expect(refusals(report)).toContain('LATER_CHANGES');
  });

  test('without a cross-reference table of its own, for readers that repair', () => {
    const report = verify(`${text(signed)}4 0 obj\n${page[4]}\nendobj\n`);
    expect(refusals(report)).toContain('TRAILING_BYTES');
    expect(refusals(report)).toContain('LATER_CHANGES');
  });

  test('with a copy of the signature that is meant to cover it', () => {
    const number = Number(/(\d+) 0 obj\s*<<[^>]*\/Type\s*\/Sig\b/.exec(text(signed))![1]);
    const report = verify(later({ ...page, [number]: current(number) }));
    expect(refusals(report)).toContain('BYTE_RANGE');
    expect(report.summary.laterChanges).not.toBe('none');
  });
});

describe('signature wrapping', () => {
  test('another page in the gap that the byte range leaves for the signature', () => {
    const content = text(signed);
    const range = /\/ByteRange\s*\[\s*0\s+(\d+)\s+(\d+)\s+\d+\s*\]/.exec(content)!;
    const [first, second] = [Number(range[1]), Number(range[2])];
    const value = content.slice(first, second).replace(/0+>$/, '');
    const page = `90 0 obj\n${plainObjects[4]!.replace('support', 'oppose ')}\nendobj`;
    const gap = `${value}${value.length % 2 ? '' : '0'}> /Note (${page})`.padEnd(second - first);
    const wrapped = content.slice(0, first) + gap + content.slice(second);
    const report = verify(wrapped);
    expect(report.signatures[0]).toMatchObject({
      integrity: 'intact',
      coverage: 'UNCLEAR',
      indication: 'TOTAL_FAILED',
    });
    expect(refusals(report)).toContain('BYTE_RANGE');
  });

  test('a second signature dictionary in the place of the first', () => {
    const number = Number(/(\d+) 0 obj\s*<<[^>]*\/Type\s*\/Sig\b/.exec(text(signed))![1]);
    const spoofed = current(number).replace(/\/M\s*\(D:\d{4}/, '/M (D:2031');
    const report = verify(later({ [number]: spoofed }));
    expect(refusals(report)).toContain('BYTE_RANGE');
  });
});

describe('byte ranges', () => {
  const range = (): RegExpExecArray => /\/ByteRange\s*\[\s*0\s+(\d+)\s+(\d+)\s+(\d+)\s*\]/.exec(text(signed))!;
  const withRange = (numbers: readonly number[]): string => {
    const [whole] = range();
    return text(signed).replace(whole, `/ByteRange [${numbers.join(' ')}]`.padEnd(whole.length));
  };

  test.each<[string, (first: number, second: number, length: number) => number[]]>([
    ['overlapping', (first, second, length) => [0, second + 5, second, length]],
    ['with a gap wider than the signature value', (first, second, length) => [0, first - 20, second, length]],
    ['with a gap behind the signature value', (first, second, length) => [0, first, second + 4, length - 4]],
    ['that does not start at the first byte', (first, second, length) => [9, first - 9, second, length]],
    ['that ends before the end', (first, second, length) => [0, first, second, length - 10]],
    ['in six numbers', (first, second, length) => [0, first, second, length - 9, second, 1]],
  ])('%s', (_, forge) => {
    const [, first, second, length] = range().map(Number) as [number, number, number, number];
    const report = verify(withRange(forge(first, second, length)));
    expect(report.summary.accept).toBe(false);
    expect(openFindings(report).map((finding) => finding.check)).toEqual(
      expect.arrayContaining([expect.stringMatching(/BYTE_RANGE|COVERAGE/)]),
    );
  });
});

describe('/Contents', () => {
  test('a second /Contents in the dictionary', () => {
    const content = text(signed);
    const at = content.indexOf('/ByteRange');
    const twice = `${content.slice(0, at)}/Contents <00> ${content.slice(at)}`;
    expect(refusals(verify(twice))).toContain('SIGNATURE_DICTIONARY');
  });

  test('something hidden behind the signature value', () => {
    const hex = /<[0-9A-Fa-f]{200,}>/.exec(text(signed))![0];
    const filled = `${hex.slice(0, -9)}DEADBEEF>`;
    expect(refusals(verify(text(signed).replace(hex, filled)))).toContain('CMS_STRUCTURE');
  });

  test('one value for two signatures', () => {
    const shared = later({
      1: current(1).replace(/(\/Fields\s*\[[^\]]*)\]/, '$1 50 0 R 51 0 R]'),
      50: `<< /FT /Sig /T (Second) /V 52 0 R >>`,
      51: `<< /FT /Sig /T (Third) /V 53 0 R >>`,
      52: `<< /Type /Sig /SubFilter /ETSI.CAdES.detached /ByteRange [0 1 2 3] /Contents 54 0 R >>`,
      53: `<< /Type /Sig /SubFilter /ETSI.CAdES.detached /ByteRange [0 1 2 3] /Contents 54 0 R >>`,
      54: '<00>',
    });
    const report = verify(shared);
    expect(refusals(report)).toContain('BYTE_RANGE');
    expect(report.findings.map((finding) => finding.evidence)).toContain('two signatures with one /Contents');
  });
});

describe('shadow attacks', () => {
  test('hide: an image of the signed page taken away', () => {
    expect(
      refusals(verify(later({ 3: current(3).replace('/Contents 4 0 R', '/Contents 50 0 R'), 50: stream('', '') }))),
    ).toContain('LATER_CHANGES');
  });

  test('replace: a font whose letters are others', () => {
    expect(refusals(verify(later({ 5: plainObjects[5]!.replace('Helvetica', 'ZapfDingbats') })))).toContain(
      'LATER_CHANGES',
    );
  });

  test('replace: the look of a field without its value', () => {
    expect(refusals(verify(later({ 8: plainObjects[8]!.replace('(Kari)', '(Oda!)') })))).toContain('LATER_CHANGES');
  });

  test('hide and replace: a hidden page put in the place of the shown one', async () => {
    const shadow = {
      ...plainObjects,
      90: '<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 91 0 R >>',
      91: stream('', 'BT (We oppose.) Tj ET'),
    };
    const prepared = await signPdf(plainPdf(shadow), identity);
    const switched = appendRevision(prepared, { 2: '<< /Type /Pages /Kids [90 0 R] /Count 1 >>' });
    const report = verify(switched);
    expect(report.signatures[0]!.integrity).toBe('intact');
    expect(refusals(report)).toContain('LATER_CHANGES');
  });

  test('hide and replace: a dangling object of the signed file brought to life', async () => {
    const dangling = { ...plainObjects, 90: stream('', 'BT (We oppose.) Tj ET') };
    const prepared = await signPdf(plainPdf(dangling), identity);
    expect(verify(prepared).summary.accept).toBe(true);
    const live = appendRevision(prepared, { 3: current(3, prepared).replace('/Contents 4 0 R', '/Contents 90 0 R') });
    expect(refusals(verify(live))).toContain('LATER_CHANGES');
  });
});

describe('certification attacks', () => {
  const annotation =
    '<< /Type /Annot /Subtype /FreeText /Rect [0 0 595 842] /Contents (We oppose.) /AP << /N 51 0 R >> >>';
  const look = { 51: stream('/Type /XObject /Subtype /Form /BBox [0 0 595 842]', '1 g 0 0 595 842 re f') };
  const annotated = (body = annotation): Uint8Array =>
    later({ 3: current(3).replace(/\/Annots\s*\[/, '/Annots [50 0 R '), 50: body, ...look });

  test.each([1, 2, undefined] as const)('evil annotation under level %p', (level) => {
    const report = verify(annotated(), level);
    expect(report.signatures[0]!.changesAfter).toBe('ANNOTATIONS');
    expect(report.summary.laterChanges).toBe('suspicious');
    expect(refusals(report)).toContain('LATER_CHANGES');
  });

  test('evil annotation where annotations are permitted: a person looks', () => {
    const report = verify(annotated(), 3);
    expect(report.summary.laterChanges).toBe('permitted');
    expect(report.signatures[0]).toMatchObject({ docMdpOk: true, indication: 'TOTAL_PASSED' });
    expect(refusals(report)).toContain('ANNOTATIONS');
  });

  test.each([
    ['an action', annotation.replace('/Contents', '/A << /S /JavaScript /JS (x) >> /Contents')],
    ['an attached file', annotation.replace('FreeText', 'FileAttachment')],
    ['a redaction', annotation.replace('FreeText', 'Redact')],
    ['a link', annotation.replace('FreeText', 'Link')],
  ])('%s is no annotation that any level permits', (_, body) => {
    const report = verify(annotated(body), 3);
    expect(report.signatures[0]!.changesAfter).toBe('OTHER');
    expect(refusals(report)).toContain('LATER_CHANGES');
  });

  test('an annotation may be taken away where annotations are permitted', async () => {
    const remarked = await signPdf(
      plainPdf({
        ...plainObjects,
        3: plainObjects[3]!.replace('/Annots [6', '/Annots [50 0 R 6'),
        50: annotation,
        ...look,
      }),
      identity,
    );
    const gone = appendRevision(remarked, { 3: current(3, remarked).replace('50 0 R', '') });
    expect(verify(gone, 3).signatures[0]).toMatchObject({ changesAfter: 'ANNOTATIONS', docMdpOk: true });
    expect(verify(gone, 2).summary.laterChanges).toBe('suspicious');
    const moved = appendRevision(remarked, { 50: annotation.replace('(We oppose.)', '(We support.)') });
    expect(verify(moved, 3).signatures[0]).toMatchObject({ changesAfter: 'ANNOTATIONS', docMdpOk: true });
  });

  test('sneaky signature: a picture over the page in a new signature field', () => {
    const field =
      '<< /Type /Annot /Subtype /Widget /FT /Sig /T (Late) /Rect [0 0 595 842] /AP << /N 51 0 R >> /V 52 0 R >>';
    const value = '<< /Type /Sig /SubFilter /ETSI.CAdES.detached /ByteRange [0 1 2 3] /Contents <00> >>';
    const objects = {
      1: current(1).replace(/(\/Fields\s*\[[^\]]*)\]/, '$1 50 0 R]'),
      3: current(3).replace(/(\/Annots\s*\[[^\]]*)\]/, '$1 50 0 R]'),
      50: field,
      52: value,
      ...look,
    };
    expect(refusals(verify(later(objects), 2))).toContain('LATER_CHANGES');
    expect(verify(later(objects), 2).signatures[0]!.changesAfter).toBe('OTHER');
  });
});

describe('two ways to read a file', () => {
  test('an object twice in one revision', () => {
    const twice = text(later({ 60: '(x)' })).replace(/xref\n60 1\n/, 'xref\n60 1\n0000000015 00000 n \n60 1\n');
    expect(refusals(verify(twice.replace(/startxref\n(\d+)\n%%EOF\n$/, 'startxref\n$1\n%%EOF\n')))).toContain(
      'STRUCTURE',
    );
  });

  test('a dictionary entry that stands twice', () => {
    expect(
      refusals(verify(later({ 3: current(3).replace('/Type', '/Contents 50 0 R /Type'), 50: stream('', '') }))),
    ).toContain('LATER_CHANGES');
  });

  test('a second catalogue', () => {
    const other = current(1).replace('/Pages 2 0 R', '/Pages 70 0 R');
    const objects = {
      69: other,
      70: '<< /Type /Pages /Kids [71 0 R] /Count 1 >>',
      71: '<< /Type /Page /Parent 70 0 R /MediaBox [0 0 595 842] >>',
    };
    const file = text(later(objects)).replace(/\/Root 1 0 R(?![^]*\/Root 1 0 R)/, '/Root 69 0 R');
    expect(refusals(verify(file))).toContain('LATER_CHANGES');
  });

  test('another version of the file for readers of old cross-references', () => {
    const table = text(later({ 4: plainObjects[4]! }));
    const at = table.lastIndexOf('xref\n4 1');
    const hidden = `4 0 obj\n${plainObjects[4]!.replace('support', 'oppose ')}\nendobj\n`;
    const row = Buffer.from([1, at >> 8, at & 0xff, 0]).toString('latin1');
    const extra = `80 0 obj\n${stream('/Type /XRef /W [1 2 1] /Index [4 1] /Size 90', row)}\nendobj\n`;
    const start = at + hidden.length;
    const hybrid =
      table.slice(0, at) +
      hidden +
      extra +
      table
        .slice(at)
        .replace(/4 1\n\d{10} 00000 n/, '4 1\n0000000000 00000 f')
        .replace('/Size 200', `/Size 200 /XRefStm ${start}`)
        .replace(/startxref\n\d+/, `startxref\n${start + extra.length}`);
    const report = verify(hybrid);
    expect(report.signatures[0]!.changesAfter).toBe('OTHER');
    expect(refusals(report)).toContain('LATER_CHANGES');
  });

  test('a damaged cross-reference that readers mend in their own way', () => {
    const report = verify(text(later({ 60: '(x)' })).replace(/startxref\n\d+\n%%EOF\n$/, 'startxref\n7\n%%EOF\n'));
    expect(refusals(report)).toContain('STRUCTURE');
    expect(report.summary).toMatchObject({ integrity: 'intact', laterChanges: 'suspicious' });
  });

  test('what stands before the header', () => {
    expect(verify(`#!/bin/sh\n${text(signed)}`).summary.accept).toBe(false);
    const report = verify(`#!/bin/sh\n${text(signed)}`);
    expect(refusals(report)).toContain('STRUCTURE');
  });

  test('more permitted changes than are listed do not hide one that is not', async () => {
    const numbers = Array.from({ length: 80 }, (_, i) => 100 + i);
    const field = (n: number, value: string): string =>
      `<< /FT /Tx /T (F${n}) /Type /Annot /Subtype /Widget /Rect [0 0 9 9] /V (${value}) >>`;
    const many: PlainObjects = {
      ...plainObjects,
      1: plainObjects[1]!.replace('/Fields [', `/Fields [${numbers.map((n) => `${n} 0 R`).join(' ')} `),
      ...Object.fromEntries(numbers.map((n) => [n, field(n, 'a')])),
    };
    const form = await signPdf(plainPdf(many), identity);
    const filled = Object.fromEntries(numbers.map((n) => [n, field(n, 'b')]));
    expect(verify(appendRevision(form, filled)).summary.laterChanges).toBe('permitted');
    const hidden = appendRevision(form, { ...filled, 5: plainObjects[5]!.replace('Helvetica', 'Symbol') });
    expect(verify(hidden).summary.laterChanges).toBe('suspicious');
  });
});

describe('active content', () => {
  const catalog = (entry: string): string => plainObjects[1]!.replace('/Pages', `${entry} /Pages`);
  const names = '/Names << /EmbeddedFiles << /Names [(a.xml) 50 0 R] >> >>';
  const cases: [string, CheckName, 'INFO' | 'INDETERMINATE', (object: (n: number) => string) => PlainObjects][] = [
    [
      'JavaScript when the document opens',
      'JAVASCRIPT',
      'INDETERMINATE',
      (object) => ({ 1: object(1).replace('/Pages', '/OpenAction << /S /JavaScript /JS (x) >> /Pages') }),
    ],
    [
      'JavaScript in the names',
      'JAVASCRIPT',
      'INDETERMINATE',
      (object) => ({
        1: object(1).replace('/Pages', '/Names << /JavaScript << /Names [(a) 50 0 R] >> >> /Pages'),
        50: '<< /S /JavaScript /JS (x) >>',
      }),
    ],
    [
      'JavaScript behind another action',
      'JAVASCRIPT',
      'INDETERMINATE',
      (object) => ({
        3: object(3).replace('/Parent', '/AA << /O << /S /GoTo /Next [<< /S /JavaScript /JS (x) >>] >> >> /Parent'),
      }),
    ],
    [
      'JavaScript that checks a field',
      'JAVASCRIPT',
      'INFO',
      () => ({ 6: plainObjects[6]!.replace('/FT', '/AA << /K << /S /JavaScript /JS (x) >> >> /FT') }),
    ],
    [
      'a launch action',
      'LAUNCH_ACTION',
      'INDETERMINATE',
      () => ({ 6: plainObjects[6]!.replace('/FT', '/A << /S /Launch /F (calc) >> /FT') }),
    ],
    [
      'a submit action behind a field',
      'SUBMIT_ACTION',
      'INFO',
      () => ({ 6: plainObjects[6]!.replace('/FT', '/A << /S /SubmitForm /F (x) >> /FT') }),
    ],
    [
      'a submit action when the document opens',
      'SUBMIT_ACTION',
      'INDETERMINATE',
      (object) => ({ 1: object(1).replace('/Pages', '/AA << /WC << /S /SubmitForm /F (x) >> >> /Pages') }),
    ],
    [
      'another action when a page opens',
      'AUTOMATIC_ACTION',
      'INDETERMINATE',
      (object) => ({ 3: object(3).replace('/Parent', '/AA << /O << /S /Hide /T (Name) >> >> /Parent') }),
    ],
    [
      'XFA',
      'XFA',
      'INDETERMINATE',
      (object) => ({ 1: object(1).replace('/Fields', '/XFA 50 0 R /Fields'), 50: stream('', '<xdp/>') }),
    ],
    [
      'embedded files',
      'EMBEDDED_FILES',
      'INFO',
      (object) => ({ 1: object(1).replace('/Pages', `${names} /Pages`), 50: '<< /Type /Filespec /F (a.xml) >>' }),
    ],
    [
      'a film',
      'MEDIA',
      'INDETERMINATE',
      (object) => ({
        3: object(3).replace('/Annots [', '/Annots [50 0 R '),
        50: '<< /Type /Annot /Subtype /Screen /Rect [0 0 9 9] >>',
      }),
    ],
    [
      'an outline that launches',
      'LAUNCH_ACTION',
      'INDETERMINATE',
      (object) => ({
        1: object(1).replace('/Pages', '/Outlines 50 0 R /Pages'),
        50: '<< /First 51 0 R /Last 51 0 R >>',
        51: '<< /Title (x) /Parent 50 0 R /A << /S /Launch /F (calc) >> >>',
      }),
    ],
  ];

  test.each(cases)('%s added after signing is refused', (_, check, __, change) => {
    const report = verify(later(change(current)), 3);
    expect(refusals(report)).toContain(check);
    expect(refusals(report)).toContain('LATER_CHANGES');
    const finding = report.findings.find((item) => item.check === check)!;
    expect(finding).toMatchObject({ result: 'FAILED' });
    expect(finding.sentence).toContain('added after');
  });

  test.each(cases)('%s that was signed: %s is %s', async (_, check, result, change) => {
    const original = { ...plainObjects, ...change((number) => plainObjects[number]!) };
    const report = verify(await signPdf(plainPdf(original), identity));
    expect(report.findings.filter((finding) => finding.check === check)).toEqual([expect.objectContaining({ result })]);
    expect(report.summary.laterChanges).toBe('none');
    expect(report.summary.accept).toBe(result === 'INFO');
  });

  test('a destination, a link and a page turned are nothing', async () => {
    const quiet = {
      ...plainObjects,
      1: catalog('/OpenAction [3 0 R /Fit] /Names << /JavaScript << /Names [] >> >>'),
      3: plainObjects[3]!.replace('/Annots [', '/Annots [50 0 R '),
      50: '<< /Type /Annot /Subtype /Link /Rect [0 0 9 9] /A << /S /URI /URI (https://example.org) >> >>',
    };
    expect(openFindings(verify(await signPdf(plainPdf(quiet), identity)))).toEqual([]);
  });
});

describe('signatures that belong to no field', () => {
  test('usage rights for a reader are no signature and hide none', async () => {
    const rights = '<< /Type /Sig /ByteRange [0 1 2 3] /Contents <00> /Reference [<< /TransformMethod /UR3 >>] >>';
    const withRights = {
      ...plainObjects,
      1: plainObjects[1]!.replace('/Pages', '/Perms << /UR3 50 0 R >> /Pages'),
      50: rights,
    };
    const report = verify(await signPdf(plainPdf(withRights), identity));
    expect(report.summary).toMatchObject({ signatures: 1, accept: true });
    const other = { ...withRights, 50: rights.replace('/TransformMethod /UR3', '/TransformMethod /DocMDP') };
    expect(refusals(verify(await signPdf(plainPdf(other), identity)))).toContain('SIGNATURE_PRESENT');
  });
});
