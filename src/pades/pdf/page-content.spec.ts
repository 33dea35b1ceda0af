import { plainObjects, plainPdf, stream } from '../../../test/support/plain-pdf.js';
import { Budget, defaultLimits } from '../limits.js';
import { readPageContent } from './page-content.js';
import type { PageContent } from './page-content.js';
import { readPages } from './pages.js';
import { PdfRevision } from './pdf-revision.js';
import { PdfSource } from './pdf-source.js';

/** What a page of 595 by 842 points shows; /P is a picture. */
function read(content: string): PageContent | null {
  const bytes = plainPdf({
    ...plainObjects,
    3: plainObjects[3]!
      .replace('/Contents 4 0 R', '/Contents 60 0 R')
      .replace('/Font', '/XObject << /P 61 0 R >> /Font'),
    60: stream('', content),
    61: stream('/Type /XObject /Subtype /Image /Width 1 /Height 1', 'x'),
  });
  const revision = PdfRevision.open(new PdfSource(bytes, new Budget(defaultLimits)), bytes.length);
  return readPageContent(revision, readPages(revision)![0]!);
}
const picture = 'q 595 0 0 842 0 0 cm /P Do Q';

test('one picture over the whole page is all there is', () => {
  expect(read(picture)).toEqual({ showsText: false, onePicture: true });
  expect(read('/P Do')).toEqual({ showsText: false, onePicture: false });
  expect(read(`q 2 0 0 2 0 0 cm ${picture.replace('595', '300').replace('842', '421')} Q`)).toMatchObject({
    onePicture: true,
  });
});

test.each(['S', 's', 'f', 'F', 'f*', 'B', 'B*', 'b', 'b*'])('beside it something is drawn with %s', (operator) => {
  expect(read(`${picture} 0 0 m 9 9 l 0 9 l ${operator}`)).toEqual({ showsText: false, onePicture: false });
});

test('beside it something is shaded, or nothing is drawn', () => {
  expect(read(`${picture} /Sh1 sh`)).toEqual({ showsText: false, onePicture: false });
  expect(read(`${picture} 0 0 m 9 9 l n`)).toEqual({ showsText: false, onePicture: true });
});

test.each(['(x) Tj', '[(x)] TJ', "(x) '", '1 1 (x) "'])('beside it text is shown with %s', (text) => {
  expect(read(`${picture} BT /F1 9 Tf ${text} ET`)).toEqual({ showsText: true, onePicture: false });
  expect(read(`${picture} BT 3 Tr ${text} ET`)).toEqual({ showsText: true, onePicture: true });
});
