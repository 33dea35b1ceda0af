import { fileKind, hasPdfEnd } from './file-kind.policy.js';

const latin1 = (text: string): Buffer => Buffer.from(text, 'latin1');

describe('fileKind', () => {
  it.each<[string, Buffer, string]>([
    ['a PDF', latin1('%PDF-1.7\n'), 'PDF'],
    ['a PDF behind other bytes', latin1(`${' '.repeat(1019)}%PDF-1.7`), 'PDF'],
    ['a header too far in', latin1(`${' '.repeat(1020)}%PDF-1.7`), 'OTHER'],
    ['JPEG', latin1('\xff\xd8\xff\xe0'), 'PICTURE'],
    ['PNG', latin1('\x89PNG\r\n\x1a\n'), 'PICTURE'],
    ['PNG without its line ends', latin1('\x89PNG\n\n'), 'OTHER'],
    ['TIFF, little-endian', latin1('II*\0'), 'PICTURE'],
    ['TIFF, big-endian', latin1('MM\0*'), 'PICTURE'],
    ['GIF', latin1('GIF89a'), 'PICTURE'],
    ['WebP', latin1('RIFF\x10\0\0\0WEBPVP8 '), 'PICTURE'],
    ['HEIC', latin1('\0\0\0\x18ftypheic'), 'PICTURE'],
    ['a zip, so a Word document', latin1('PK\x03\x04'), 'OTHER'],
    ['text', latin1('Kjære departement'), 'OTHER'],
    ['nothing', Buffer.alloc(0), 'EMPTY'],
  ])('%s', (_, bytes, kind) => {
    expect(fileKind(bytes, bytes.length, 10_000)).toBe(kind);
  });

  it('is too large one byte past the limit, whatever it is', () => {
    expect(fileKind(latin1('%PDF-'), 100, 100)).toBe('PDF');
    expect(fileKind(latin1('%PDF-'), 101, 100)).toBe('TOO_LARGE');
  });

  it('looks at the bytes of a view, not of what lies around it', () => {
    const around = latin1('%PDF-1.7 and then MM\0*');
    expect(fileKind(around.subarray(18), 4, 100)).toBe('PICTURE');
  });
});

describe('hasPdfEnd', () => {
  it.each<[string, string, boolean]>([
    ['at the end', 'x%%EOF\r\n', true],
    ['a kilobyte before the end', `%%EOF${' '.repeat(1019)}`, true],
    ['further before', `%%EOF${' '.repeat(1020)}`, false],
    ['cut off in the middle of it', 'x%%EO', false],
    ['nowhere', '', false],
  ])('%s', (_, text, expected) => {
    expect(hasPdfEnd(latin1(text))).toBe(expected);
  });
});
