import { plainObjects, plainPdf } from '../../../test/support/plain-pdf.js';
import type { PlainObjects } from '../../../test/support/plain-pdf.js';
import { Budget, defaultLimits } from '../limits.js';
import { findActiveContent } from './active-content.js';
import { PdfRevision } from './pdf-revision.js';
import { PdfSource } from './pdf-source.js';

function found(objects: PlainObjects): string[] {
  const bytes = plainPdf({ ...plainObjects, ...objects });
  const revision = PdfRevision.open(new PdfSource(bytes, new Budget(defaultLimits)), bytes.length);
  return findActiveContent(revision).map(
    ({ kind, path, automatic }) => `${kind} ${path}${automatic ? ' by itself' : ''}`,
  );
}
const catalog = (entries: string): PlainObjects => ({ 1: plainObjects[1]!.replace('/Pages', `${entries} /Pages`) });
const opening = (action: string): PlainObjects => catalog(`/OpenAction ${action}`);
const annotation = (entries: string): PlainObjects => ({
  3: plainObjects[3]!.replace('7 0 R]', '7 0 R 60 0 R]'),
  60: `<< /Type /Annot /Rect [0 0 9 9] ${entries} >>`,
});
const script = '<< /S /JavaScript /JS (x) >>';

test('a plain form has none', () => {
  expect(found({})).toEqual([]);
});

test.each(['GoTo', 'GoToDp', 'GoToR', 'GoToE', 'Thread', 'URI', 'Named'])('opening with %s is quiet', (type) => {
  expect(found(opening(`<< /S /${type} >>`))).toEqual([]);
});

test.each<[string, string, string[]]>([
  ['a script', script, ['JAVASCRIPT /OpenAction by itself']],
  ['a script under another name', '<< /S /Rendition /JS (x) >>', ['JAVASCRIPT /OpenAction by itself']],
  ['a program', '<< /S /Launch >>', ['LAUNCH_ACTION /OpenAction by itself']],
  ['sending', '<< /S /SubmitForm >>', ['SUBMIT_ACTION /OpenAction by itself']],
  ['fetching', '<< /S /ImportData >>', ['SUBMIT_ACTION /OpenAction by itself']],
  ['hiding', '<< /S /Hide >>', ['AUTOMATIC_ACTION /OpenAction by itself']],
  ['a film', '<< /S /Movie >>', ['AUTOMATIC_ACTION /OpenAction by itself']],
  ['a place', '[3 0 R /Fit]', []],
  ['what is none', '<< /Odd /Launch >>', []],
  ['a script behind a place', `<< /S /GoTo /Next ${script} >>`, ['JAVASCRIPT /OpenAction by itself']],
  [
    'several behind each other',
    `<< /S /GoTo /Next [<< /S /Launch >> << /S /GoTo /Next [${script}] >>] >>`,
    ['JAVASCRIPT /OpenAction by itself', 'LAUNCH_ACTION /OpenAction by itself'],
  ],
])('opening with %s', (_, action, expected) => {
  expect(found(opening(action)).sort()).toEqual(expected);
});

test.each(['Screen', 'Movie', 'Sound', '3D', 'RichMedia'])('an annotation of the kind %s is media', (subtype) => {
  expect(found(annotation(`/Subtype /${subtype}`))).toEqual(['MEDIA page 1/Annots[2]']);
});

test.each<[string, boolean]>([
  ['PO', true],
  ['PC', true],
  ['PV', true],
  ['PI', true],
  ['E', false],
  ['X', false],
  ['D', false],
  ['U', false],
  ['Fo', false],
  ['Bl', false],
])('the trigger %s of an annotation acts by itself: %s', (trigger, automatic) => {
  const expected = automatic ? ' by itself' : '';
  expect(found(annotation(`/Subtype /Link /AA << /${trigger} ${script} >>`))).toEqual([
    `JAVASCRIPT page 1/Annots[2]/AA/${trigger}${expected}`,
  ]);
  expect(found(annotation(`/Subtype /Link /AA << /${trigger} << /S /Hide >> >>`))).toEqual(
    automatic ? [`AUTOMATIC_ACTION page 1/Annots[2]/AA/${trigger} by itself`] : [],
  );
});

test.each<[string, PlainObjects, string[]]>([
  ['the document', catalog(`/AA << /WC ${script} >>`), ['JAVASCRIPT /AA/WC by itself']],
  [
    'a page',
    { 3: plainObjects[3]!.replace('/Type', `/AA << /O ${script} >> /Type`) },
    ['JAVASCRIPT page 1/AA/O by itself'],
  ],
  [
    'a list of scripts',
    catalog('/Names << /JavaScript << /Names [(a) 5 0 R] >> >>'),
    ['JAVASCRIPT /Names/JavaScript by itself'],
  ],
  [
    'a tree of scripts',
    catalog('/Names << /JavaScript << /Kids [5 0 R] >> >>'),
    ['JAVASCRIPT /Names/JavaScript by itself'],
  ],
  ['an empty list of scripts', catalog('/Names << /JavaScript << /Names [] >> >>'), []],
  [
    'attached files',
    catalog('/Names << /EmbeddedFiles << /Names [(a) 5 0 R] >> >>'),
    ['EMBEDDED_FILES /Names/EmbeddedFiles'],
  ],
  ['associated files', catalog('/AF [5 0 R]'), ['EMBEDDED_FILES /AF']],
  ['no associated files', catalog('/AF []'), []],
  ['a file on the page', annotation('/Subtype /FileAttachment'), ['EMBEDDED_FILES page 1/Annots[2]']],
  ['a second form', { 1: plainObjects[1]!.replace('/DA', '/XFA [(x)] /DA') }, ['XFA /AcroForm/XFA by itself']],
  ['a link', annotation(`/Subtype /Link /A ${script}`), ['JAVASCRIPT page 1/Annots[2]/A']],
  ['a field', { 6: plainObjects[6]!.replace('/F 4', `/A ${script} /F 4`) }, ['JAVASCRIPT field Name/A']],
  ['a widget that is no field', annotation(`/Subtype /Widget /A ${script}`), ['JAVASCRIPT page 1/Annots[2]/A']],
  [
    'outlines, each once, in every depth',
    {
      ...catalog('/Outlines << /First 61 0 R >>'),
      61: `<< /Title (a) /A ${script} /Next 62 0 R /First 63 0 R >>`,
      62: '<< /Title (b) /A << /S /Launch >> /Next 61 0 R >>',
      63: '<< /Title (c) /A << /S /SubmitForm >> >>',
    },
    ['JAVASCRIPT outline 61/A', 'LAUNCH_ACTION outline 62/A', 'SUBMIT_ACTION outline 63/A'],
  ],
])('in %s', (_, objects, expected) => {
  expect(found(objects).sort()).toEqual(expected);
});
