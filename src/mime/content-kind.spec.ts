import { contentKind } from './content-kind.js';

const head = (text: string, offset = 0): Buffer => Buffer.from(`${' '.repeat(offset)}${text}`, 'latin1');
const cms = Buffer.from('308006092a864886f70d010702a080', 'hex');

it.each<[string, Buffer, string, string, string]>([
  ['PDF', head('%PDF-1.7'), 'a.pdf', 'application/pdf', 'PDF'],
  ['PDF that says it is a picture', head('%PDF-1.7'), 'a.jpg', 'image/jpeg', 'PDF'],
  ['PDF that says it is an archive', head('%PDF-1.7'), 'a.7z', 'application/x-7z-compressed', 'PDF'],
  ['PDF behind a page of something else', head('%PDF-1.7', 1000), 'a', '', 'PDF'],
  ['PDF too far behind', head('%PDF-1.7', 1100), 'a', '', 'OTHER'],
  ['JPEG', head('\u00ff\u00d8\u00ff\u00e0'), 'a.pdf', 'application/pdf', 'PICTURE'],
  ['PNG', head('\u0089PNG\r\n\u001a\n'), '', '', 'PICTURE'],
  ['TIFF, either way', head('MM\0*'), '', '', 'PICTURE'],
  ['WebP', head('RIFF....WEBP'), '', '', 'PICTURE'],
  ['HEIC', head('....ftypheic'), 'IMG_1.HEIC', 'image/heic', 'HEIC'],
  ['HEIC of several pictures', head('....ftypmif1'), '', '', 'HEIC'],
  ['ZIP', head('PK\u0003\u0004'), 'a.pdf', 'application/pdf', 'ZIP'],
  ['ZIP with a PDF at its start', head('PK\u0003\u0004....%PDF-1.7'), 'a', '', 'ZIP'],
  ['ZIP with nothing in it', head('PK\u0005\u0006'), '', '', 'ZIP'],
  ['winmail.dat', Buffer.from('789f3e22', 'hex'), 'a', '', 'TNEF'],
  ['winmail.dat by its name', head('?'), 'WINMAIL.DAT', '', 'TNEF'],
  ['winmail.dat by its type', head('?'), 'a', 'application/ms-tnef', 'TNEF'],
  ['S/MIME', cms, 'smime.p7m', 'application/pkcs7-mime', 'CMS'],
  ['S/MIME under another name', cms, 'a.bin', 'application/octet-stream', 'CMS'],
  ['the signature of a mail', cms, 'smime.p7s', 'application/pkcs7-signature', 'OTHER'],
  ['S/MIME as text', head('MIAGCSqGSIb3DQEHAqCA'), 'smime.p7m', 'application/pkcs7-mime', 'CMS'],
  ['a forwarded message', head('From: a@b.example'), '', 'message/rfc822', 'MESSAGE'],
  ['a forwarded message by its name', head('From: a@b.example'), 'vs.eml', 'application/octet-stream', 'MESSAGE'],
  ['a forwarded message with a PDF near its start', head('Subject: x\n\n%PDF-1.4'), 'vs.eml', '', 'MESSAGE'],
  ['7z', head('7z\u00bc\u00af\u0027\u001c'), 'a.pdf', '', 'ARCHIVE'],
  ['RAR', head('Rar!\u001a\u0007\u0001\0'), 'a', '', 'ARCHIVE'],
  ['gzip', head('\u001f\u008b\b'), 'a', '', 'ARCHIVE'],
  ['tar', head('ustar', 257), 'a', '', 'ARCHIVE'],
  ['a message as Outlook keeps it', Buffer.from('d0cf11e0a1b11ae1', 'hex'), 'a.msg', '', 'ARCHIVE'],
  ['an old Word document', Buffer.from('d0cf11e0a1b11ae1', 'hex'), 'a.doc', 'application/msword', 'OTHER'],
  ['RAR by its type alone', head('?'), 'a', 'application/vnd.rar', 'ARCHIVE'],
  ['text', head('Hei'), 'a.txt', 'text/plain', 'OTHER'],
  ['nothing', Buffer.alloc(0), 'a.bin', '', 'OTHER'],
])('%s', (_, bytes, fileName, type, kind) => {
  expect(contentKind(bytes, fileName, type)).toBe(kind);
});
