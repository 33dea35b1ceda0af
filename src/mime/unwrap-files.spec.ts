import sharp from 'sharp';
import { attached, buildMime, type MimePartText } from '../../test/support/build-mime.js';
import { certificatesOnly, encryptedData, opaqueSigned, opaqueSignedInPieces } from '../../test/support/build-smime.js';
import { buildTnef } from '../../test/support/build-tnef.js';
import { buildZip, type ZipEntry } from '../../test/support/build-zip.js';
import { readMessage } from './read-message.js';
import { READING_LIMITS } from './reading-limits.js';

const PDF = Buffer.from('%PDF-1.7\n%âãÏÓ\n%%EOF\n', 'latin1');
const read = (...parts: readonly MimePartText[]) => readMessage(buildMime(parts));
const zip = (...entries: readonly ZipEntry[]): MimePartText => [attached('skann.zip'), buildZip(entries)];

/** What is left of a message for a person to see: `path [remark]` of its documents and files, and its findings. */
async function seen(...parts: readonly MimePartText[]) {
  const { documents, otherAttachments, findings } = await read(...parts);
  const line = ({ path, remark }: (typeof documents)[number]): string =>
    remark === null ? path : `${path} [${remark}]`;
  return {
    documents: documents.map(line),
    others: otherAttachments.map(line),
    findings: findings.map(({ code, about }) => `${code} ${about}`),
  };
}
const opened = (...documents: readonly string[]) => ({ documents, others: [], findings: [] });
const shut = (code: string, path: string) => ({
  documents: [`${path} [UNOPENED]`],
  others: [],
  findings: [`${code} ${path}`],
});

describe('forwarded messages', () => {
  const inner = buildMime([[attached('a.pdf'), PDF]]);

  it.each<[string, MimePartText, string]>([
    ['as message/rfc822', [['Content-Type: message/rfc822'], inner], 'mail › vedlegg-1 › a.pdf'],
    ['as a file', [attached('vs.eml'), inner], 'mail › vs.eml › a.pdf'],
    ['in another', [attached('1.eml'), buildMime([[attached('2.eml'), inner]])], 'mail › 1.eml › 2.eml › a.pdf'],
  ])('%s', async (_, part, path) => {
    expect(await seen(part)).toEqual(opened(path));
  });

  it('of too many parts within parts are left shut, and the rest of the message is read', async () => {
    const deep = `From: a@b.example\r\n${Array.from({ length: 30 }, (__, i) => `Content-Type: multipart/mixed; boundary=b${i}\r\n\r\n--b${i}\r\n`).join('')}`;
    expect(await seen([attached('dyp.eml'), deep], [attached('b.pdf'), PDF])).toEqual({
      documents: ['mail › dyp.eml [UNOPENED]', 'mail › b.pdf'],
      others: [],
      findings: ['DAMAGED_CONTAINER mail › dyp.eml'],
    });
  });

  it('one in the other are opened five deep', async () => {
    const nested = (levels: number): Buffer =>
      levels === 0 ? PDF : buildMime([[attached(levels === 1 ? 'a.pdf' : `${levels}.eml`), nested(levels - 1)]]);
    expect((await seen([attached('x.eml'), nested(5)])).documents).toEqual([
      'mail › x.eml › 5.eml › 4.eml › 3.eml › 2.eml › a.pdf',
    ]);
    expect(await seen([attached('x.eml'), nested(6)])).toEqual(
      shut('CONTAINER_PAST_LIMIT', 'mail › x.eml › 6.eml › 5.eml › 4.eml › 3.eml › 2.eml'),
    );
  });
});

describe('ZIP', () => {
  it.each<[string, MimePartText, string[]]>([
    [
      'two pages',
      zip({ name: 'side1.pdf', content: PDF }, { name: 'side2.pdf', content: PDF, stored: true }),
      ['side1.pdf', 'side2.pdf'],
    ],
    [
      'under the name of a PDF',
      [attached('a.pdf', 'application/pdf'), buildZip([{ name: 'b.pdf', content: PDF }])],
      ['b.pdf'],
    ],
    [
      'folders, of which the path is not used',
      zip(
        { name: '../../etc/a.pdf', content: PDF },
        { name: 'C:\\x\\b.pdf', content: PDF },
        { name: 'mappe/', content: '' },
      ),
      ['a.pdf', 'b.pdf'],
    ],
    [
      'a name as Windows writes it',
      zip({ name: Buffer.from('erkl\u0091ring \u009b\u0086.pdf', 'latin1'), content: PDF }),
      ['erklæring øå.pdf'],
    ],
    [
      'a name in UTF-8 that does not say so',
      zip({ name: Buffer.from('erklæring.pdf'), content: PDF }),
      ['erklæring.pdf'],
    ],
    [
      'what systems leave in it',
      zip(
        { name: '__MACOSX/._a.pdf', content: 'x' },
        { name: '.DS_Store', content: 'x' },
        { name: 'a.pdf', content: PDF },
      ),
      ['a.pdf'],
    ],
    [
      'a ZIP in it',
      zip({ name: 'indre.zip', content: buildZip([{ name: 'a.pdf', content: PDF }]) }),
      ['indre.zip › a.pdf'],
    ],
    [
      'a forwarded message in it',
      zip({ name: 'vs.eml', content: buildMime([[attached('a.pdf'), PDF]]) }),
      ['vs.eml › a.pdf'],
    ],
    ['nothing', zip(), []],
  ])('%s', async (_, part, names) => {
    const container = /filename="(.*)"/.exec(part[0].join())![1]!;
    expect(await seen(part)).toEqual(opened(...names.map((name) => `mail › ${container} › ${name}`)));
  });

  it('the bytes are those that were packed', async () => {
    const bytes = Buffer.concat([PDF, Buffer.from(Array.from({ length: 256 }, (__, i) => i))]);
    const { documents } = await read(zip({ name: 'a.pdf', content: bytes }));
    expect(documents[0]!.bytes.equals(bytes)).toBe(true);
  });

  it.each<[string, Buffer]>([
    [
      'a Word document',
      buildZip([
        { name: '[Content_Types].xml', content: '<x/>' },
        { name: 'word/a.pdf', content: PDF },
      ]),
    ],
    [
      'an OpenDocument',
      buildZip([
        { name: 'mimetype', content: 'application/vnd.oasis' },
        { name: 'a.pdf', content: PDF },
      ]),
    ],
  ])('%s is one file, not a container', async (_, bytes) => {
    expect(await seen([attached('a.docx'), bytes])).toEqual({ documents: [], others: ['mail › a.docx'], findings: [] });
  });

  const zeros = Buffer.alloc(8 * 1024 * 1024);
  it.each<[string, string, MimePartText]>([
    ['encrypted', 'ENCRYPTED_CONTAINER', zip({ name: 'a.pdf', content: PDF, encrypted: true })],
    ['packed in a way that nobody here knows', 'UNKNOWN_CONTAINER', zip({ name: 'a.pdf', content: PDF, method: 14 })],
    [
      'cut off',
      'DAMAGED_CONTAINER',
      [attached('skann.zip'), buildZip([{ name: 'a.pdf', content: PDF }]).subarray(0, 60)],
    ],
    [
      'damaged',
      'DAMAGED_CONTAINER',
      zip({ name: 'a.pdf', content: 'no deflated data at all', stored: true, method: 8 }),
    ],
    ['that claims to be small', 'DAMAGED_CONTAINER', zip({ name: 'a.pdf', content: zeros, claimedBytes: 100 })],
    ['a bomb', 'CONTAINER_PAST_LIMIT', zip({ name: 'a.pdf', content: zeros })],
    ['that claims to be long', 'CONTAINER_PAST_LIMIT', zip({ name: 'a.pdf', content: PDF, claimedBytes: 0xfffffff0 })],
    [
      'of a thousand and one entries',
      'CONTAINER_PAST_LIMIT',
      zip(...Array.from({ length: 1001 }, () => ({ name: 'x/', content: '' }))),
    ],
    [
      'of a hundred and one files',
      'CONTAINER_PAST_LIMIT',
      zip(...Array.from({ length: 101 }, (__, i) => ({ name: `${i}.pdf`, content: PDF }))),
    ],
  ])('%s is left shut', async (_, code, part) => {
    expect(await seen(part)).toEqual(shut(code, 'mail › skann.zip'));
  });

  it('a bomb in a sound one is left shut, and what lies beside it is read', async () => {
    const bomb = buildZip([{ name: 'b.pdf', content: zeros }]);
    const part = zip({ name: 'a.pdf', content: PDF }, { name: 'bombe.zip', content: bomb });
    expect(await seen(part)).toEqual({
      documents: ['mail › skann.zip › a.pdf', 'mail › skann.zip › bombe.zip [UNOPENED]'],
      others: [],
      findings: ['CONTAINER_PAST_LIMIT mail › skann.zip › bombe.zip'],
    });
  });

  it('what all containers of a message hold counts together', async () => {
    const limits = { ...READING_LIMITS, unpackedBytes: 1000 };
    const part: MimePartText = zip({ name: 'a.pdf', content: Buffer.concat([PDF, Buffer.alloc(500)]), stored: true });
    const { documents } = await readMessage(buildMime([part, part]), limits);
    expect(documents.map(({ remark }) => remark)).toEqual([null, 'UNOPENED']);
  });

  it('a signature around a document is said, for the document itself looks unsigned', async () => {
    const part: MimePartText = [
      attached('a.asice', 'application/vnd.etsi.asic-e+zip'),
      buildZip([
        { name: 'mimetype', content: 'application/vnd.etsi.asic-e+zip', stored: true },
        { name: 'erklæring.pdf', content: PDF },
        { name: 'META-INF/signatures001.xml', content: '<x/>' },
        { name: 'META-INF/manifest.xml', content: '<x/>' },
      ]),
    ];
    expect(await seen(part)).toEqual({
      documents: ['mail › a.asice › erklæring.pdf [SIGNED_OUTSIDE]'],
      others: [],
      findings: ['SIGNED_OUTSIDE mail › a.asice'],
    });
  });
});

describe('winmail.dat', () => {
  const winmail = (bytes: Buffer): MimePartText => [attached('winmail.dat', 'application/ms-tnef'), bytes];

  it('is opened, and its long names are used', async () => {
    const files = [
      { title: 'ERKLRI~1.PDF', longName: 'Erklæring signert.pdf', content: PDF },
      { title: 'B.PDF', content: PDF },
    ];
    expect(await seen(winmail(buildTnef(files)))).toEqual(
      opened('mail › winmail.dat › Erklæring signert.pdf', 'mail › winmail.dat › B.PDF'),
    );
    const { documents } = await read(winmail(buildTnef(files)));
    expect(documents[0]!.bytes.equals(PDF)).toBe(true);
  });

  it('with a message in it', async () => {
    const inner = buildTnef([{ title: 'A.PDF', content: PDF }]);
    expect(
      await seen(winmail(buildTnef([{ title: 'VS', longName: 'VS Svar', content: inner, embedded: true }]))),
    ).toEqual(opened('mail › winmail.dat › VS Svar › A.PDF'));
  });

  it('without files is nothing', async () => {
    expect(await seen(winmail(buildTnef([])))).toEqual(opened());
  });

  it.each([5, 8, 40, 120])('cut off after %i bytes is left shut', async (length) => {
    const bytes = buildTnef([{ title: 'A.PDF', longName: 'a.pdf', content: PDF }]).subarray(0, length);
    expect(await seen(winmail(bytes))).toEqual(shut('DAMAGED_CONTAINER', 'mail › winmail.dat'));
  });
});

describe('S/MIME', () => {
  const smime = (bytes: Buffer, name = 'smime.p7m'): MimePartText => [attached(name, 'application/pkcs7-mime'), bytes];
  const signedMail = buildMime([
    [['Content-Type: text/plain; charset=utf-8'], 'Her er erklæringen.'],
    [attached('a.pdf'), PDF],
  ]);

  it.each([
    ['in DER', opaqueSigned(signedMail)],
    ['in pieces', opaqueSignedInPieces(signedMail, 20)],
    ['as text', Buffer.from(opaqueSigned(signedMail).toString('base64'))],
  ])('signed mail %s: its words and its files', async (_, bytes) => {
    expect(await seen(smime(bytes))).toEqual(opened('mail › smime.p7m › a.pdf'));
    expect((await read(smime(bytes))).text).toBe('Her er erklæringen.');
  });

  it.each([
    ['in DER', opaqueSigned(PDF)],
    ['in pieces', opaqueSignedInPieces(PDF, 3)],
  ])('a signed file, %s, is said to be signed outside', async (_, bytes) => {
    expect(await seen(smime(bytes, 'a.pdf.p7m'))).toEqual({
      documents: ['mail › a.pdf.p7m › a.pdf [SIGNED_OUTSIDE]'],
      others: [],
      findings: ['SIGNED_OUTSIDE mail › a.pdf.p7m'],
    });
    expect((await read(smime(bytes, 'a.pdf.p7m'))).documents[0]!.bytes.equals(PDF)).toBe(true);
  });

  it('encrypted mail is left shut', async () => {
    expect(await seen(smime(encryptedData()))).toEqual(shut('ENCRYPTED_CONTAINER', 'mail › smime.p7m'));
  });

  it('certificates are nothing', async () => {
    expect(await seen(smime(certificatesOnly()))).toEqual(opened());
  });

  it.each([
    ['no CMS', Buffer.from('Hei')],
    ['cut off', opaqueSigned(PDF).subarray(0, 30)],
  ])('%s is left shut', async (_, bytes) => {
    expect(await seen(smime(bytes))).toEqual(shut('DAMAGED_CONTAINER', 'mail › smime.p7m'));
  });
});

describe('other files', () => {
  it.each(['7z', 'rar', 'tar.gz', 'msg'])('.%s holds what nobody here opens', async (ending) => {
    expect(await seen([attached(`a.${ending}`), 'x'])).toEqual(shut('UNKNOWN_CONTAINER', `mail › a.${ending}`));
  });

  it.each<[string, readonly string[]]>([
    ['says that it is text', ['Content-Type: text/plain; charset=utf-8; name="a.pdf"']],
    ['says that it is HTML', ['Content-Type: TEXT/html; name="a.pdf"', 'Content-Disposition: inline']],
    ['stands in the text', ['Content-Type: application/pdf; name="a.pdf"', 'Content-Disposition: inline']],
    ['says that it is a picture', ['Content-Type: image/jpeg; name="a.pdf"']],
  ])('a PDF that %s has its bytes', async (_, headers) => {
    const { documents } = await read([headers, PDF]);
    expect(documents.map(({ fileName }) => fileName)).toEqual(['a.pdf']);
    expect(documents[0]!.bytes.equals(PDF)).toBe(true);
  });

  it('a message that is a PDF and nothing else', async () => {
    const raw = `From: a@b.example\r\nContent-Type: application/pdf\r\nContent-Transfer-Encoding: base64\r\n\r\n${PDF.toString('base64')}\r\n`;
    expect((await readMessage(Buffer.from(raw))).documents[0]!.bytes.equals(PDF)).toBe(true);
  });

  it.each(['png', 'jpeg', 'tiff', 'webp'] as const)('a picture, %s', async (format) => {
    const noise = Buffer.from(Array.from({ length: 300 * 300 * 3 }, (__, i) => ((i * 2654435761) >>> 7) % 256));
    const bytes = await sharp(noise, { raw: { width: 300, height: 300, channels: 3 } })
      .toFormat(format)
      .toBuffer();
    expect(await seen([attached(`side.${format}`), bytes])).toEqual(opened(`mail › side.${format}`));
  });

  it('a picture that cannot be shown here is said', async () => {
    const bytes = Buffer.concat([Buffer.from('\0\0\0\u0018ftypheic\0\0\0\0mif1heic', 'latin1'), Buffer.alloc(60_000)]);
    expect(await seen([attached('IMG_1.HEIC', 'image/heic'), bytes])).toEqual({
      documents: ['mail › IMG_1.HEIC [NOT_SHOWABLE]'],
      others: [],
      findings: ['PICTURE_NOT_SHOWABLE mail › IMG_1.HEIC'],
    });
  });
});

describe('links to files elsewhere', () => {
  const text = (words: string, type = 'text/plain'): MimePartText => [[`Content-Type: ${type}; charset=utf-8`], words];
  const found = async (...parts: readonly MimePartText[]) => (await read(...parts)).findings.map(({ about }) => about);

  it('in the text', async () => {
    const { findings } = await read(text('Her er den: https://we.tl/t-AbC'));
    expect(findings).toEqual([
      {
        code: 'SHARE_LINK',
        about: 'https://we.tl/t-AbC',
        sentence: 'It links to a file that lies with WeTransfer; a person has to look at it there.',
      },
    ]);
  });

  it('behind a word of HTML', async () => {
    expect(await found(text('<p>Se <a class="x" href="https://www.dropbox.com/s/x">her</a></p>', 'text/html'))).toEqual(
      ['https://www.dropbox.com/s/x'],
    );
  });

  it('but not in what is quoted', async () => {
    expect(await found(text('Takk.\n\n> Se https://we.tl/t-AbC'))).toEqual([]);
  });
});
