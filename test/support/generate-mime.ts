import type { SeededRandom } from '../../src/replay/seeded-random.js';
import { base64Lines } from './build-mime.js';
import { certificatesOnly, encryptedData, opaqueSigned, opaqueSignedInPieces } from './build-smime.js';
import { buildTnef } from './build-tnef.js';
import { buildZip } from './build-zip.js';

const CHARSETS = ['utf-8', 'iso-8859-1', 'windows-1252', 'us-ascii', 'utf-7', 'gb2312', 'x-unknown', 'utf-16', ''];
const NAMES = [
  'erklæring.pdf',
  'a.jpg',
  'vs.eml',
  'winmail.dat',
  'smime.p7m',
  'x.zip',
  '../../x',
  '',
  'навн.pdf',
  '\0.7z',
];
const TYPES = [
  'application/pdf',
  'application/octet-stream',
  'image/jpeg',
  'text/html',
  'text/calendar; method=REPLY',
  'message/delivery-status',
  'message/partial',
  'message/external-body; access-type=url',
  'application/pkcs7-mime',
  'nonsense',
  '/',
  '',
];
const HEADERS = [
  'Subject: =?utf-8?Q?Erkl=C3=A6ring?= =?iso-8859-1?B?5g==?=',
  'Subject: =?utf-8?B?not base64?=',
  'To: undisclosed-recipients:;',
  'Cc: "a\\"b" <c@d.example>, (comment (in comment)) e@f.example,,',
  'Date: Thu, 1 Jan 1970 00:00:00 +0000',
  'Date: 32 Foo 2099 99:99',
  'References: <a@b> <a@b> garbage <',
  'Received: from x by y;',
  'X-Folded: a\r\n\tb\r\n c',
  'Content-Type: multipart/mixed',
  'MIME-Version: 1.0 (by nobody)',
  'no colon at all',
  ': empty',
];

/** A message as real systems and faulty ones write them: any structure, any encoding, containers in containers. */
export function generateMime(random: SeededRandom, depth = 0): Buffer {
  const headers = [`From: Kari <kari${random.integer(0, 99)}@kommune.example>`, ...several(random, HEADERS)];
  return Buffer.from(`${headers.join('\r\n')}\r\n${part(random, depth).toString('latin1')}`, 'latin1');
}

/** Header lines about its content, an empty line, and the content. */
function part(random: SeededRandom, depth: number): Buffer {
  return depth < 4 && random.integer(0, 2) > 0 ? multipart(random, depth) : leaf(random, depth);
}

function multipart(random: SeededRandom, depth: number): Buffer {
  const boundary = `b${random.integer(0, 5)}`;
  const kind = random.pick([
    'mixed',
    'alternative',
    'related',
    'signed',
    'report; report-type=delivery-status',
    'digest',
    'x',
  ]);
  const children = Array.from({ length: random.integer(0, 4) }, () => part(random, depth + 1).toString('latin1'));
  const end = random.integer(0, 4) === 0 ? '' : `--${boundary}--\r\n`;
  const quoted = random.integer(0, 1) === 0 ? boundary : `"${boundary}"`;
  return Buffer.from(
    `Content-Type: multipart/${kind}; boundary=${quoted}\r\n\r\n${children.map((child) => `--${boundary}\r\n${child}\r\n`).join('')}${end}`,
    'latin1',
  );
}

function leaf(random: SeededRandom, depth: number): Buffer {
  const name = random.pick(NAMES);
  const charset = random.pick(CHARSETS);
  const type = `${random.pick(TYPES)}${charset === '' ? '' : `; charset=${charset}`}`;
  const content = contentOf(random, depth);
  const [encoding, written] = random.pick([
    ['base64', base64Lines(content)],
    ['base64', base64Lines(content).slice(0, -3)],
    [
      'quoted-printable',
      content.toString('latin1').replaceAll(/[^ -<>-~\r\n]/g, (c) => `=${c.charCodeAt(0).toString(16)}`),
    ],
    ['8bit', content.toString('latin1')],
    ['x-uuencode', content.toString('latin1')],
  ] as const);
  const disposition = random.pick([
    `attachment; filename="${name}"`,
    `inline; filename*0*=utf-8''erkl%C3%A6; filename*1=ring.pdf`,
    `attachment; filename="=?utf-8?B?ZXJrbMOmcmluZw==?="`,
    '',
  ]);
  return Buffer.from(
    `Content-Type: ${type}\r\n${disposition === '' ? '' : `Content-Disposition: ${disposition}\r\n`}Content-Transfer-Encoding: ${encoding}\r\n\r\n${written}`,
    'latin1',
  );
}

function contentOf(random: SeededRandom, depth: number): Buffer {
  const inner = (): Buffer => (depth < 4 ? generateMime(random, depth + 2) : Buffer.from('%PDF-1.7\n%%EOF'));
  switch (random.integer(0, 9)) {
    case 0:
      return buildZip([{ name: random.pick(NAMES), content: inner(), encrypted: random.integer(0, 5) === 0 }]);
    case 1:
      return buildTnef([{ title: 'A.PDF', longName: 'erklæring.pdf', content: inner() }]);
    case 2:
      return random.pick([opaqueSigned, (bytes: Buffer) => opaqueSignedInPieces(bytes, 7)])(inner());
    case 3:
      return random.pick([encryptedData(), certificatesOnly()]);
    case 4:
      return inner();
    case 5:
      return Buffer.from('BEGIN:VCALENDAR\r\nMETHOD:REPLY\r\nEND:VCALENDAR\r\n');
    case 6:
      return Buffer.from('<p>Se <a href="https://we.tl/t-x">her</a> <style>p{</p>');
    case 7:
      return Buffer.from(Array.from({ length: random.integer(0, 3000) }, () => random.integer(0, 255)));
    default:
      return Buffer.from('Kjære departement\r\n%PDF-1.7 \xe6\xf8\xe5\r\n', 'latin1');
  }
}

function several<T>(random: SeededRandom, from: readonly T[]): T[] {
  return from.filter(() => random.integer(0, 2) === 0);
}
