import MailComposer from 'nodemailer/lib/mail-composer';
import PostalMime from 'postal-mime';
import { messageBytes } from './message-bytes.js';

const headers = {
  'Auto-Submitted': 'auto-generated',
  From: { name: 'Helse- og omsorgsdepartementet', address: 'akson@hod.example' },
  To: { name: 'Porsáŋgu kommune', address: 'post@porsanger.example' },
  Subject: 'Invitasjon til å signere ei lang intensjonserklæring om Akson [AKSON-2020-7K3M-Q2]',
  'Message-ID': '<a@hod.example>',
  Date: new Date('2020-04-24T06:00:00Z'),
};
const text = 'Kjære ordførar \r\n\r\n.\r\nFrom her, og ei lang linje: ' + 'æ ø å '.repeat(60) + '\r\n';
const html = '<!doctype html>\r\n<html lang="nn"><body><p>Kjære ordførar</p></body></html>\r\n';
const part = Buffer.from('Content-Type: text/plain\r\nContent-Disposition: attachment; filename=a.txt\r\n\r\nHei\r\n');

const composed = async (parts: readonly Buffer[]): Promise<Buffer> =>
  await new MailComposer({
    headers: { 'Auto-Submitted': 'auto-generated' },
    from: headers.From,
    to: headers.To,
    subject: headers.Subject,
    messageId: headers['Message-ID'],
    date: headers.Date,
    text: { content: text, contentTransferEncoding: 'quoted-printable' },
    html: { content: html, contentTransferEncoding: 'quoted-printable' },
    attachments: parts.map((raw) => ({ raw })),
    boundaryPrefix: '=_',
    baseBoundary: 'b',
  })
    .compile()
    .build();

it.each([
  ['text and HTML alone', []],
  ['one part beside them', [part]],
  ['two', [part, part]],
])('is to a reader what nodemailer itself would have written: %s', async (_what, parts) => {
  const ours = messageBytes({ headers, text, html, parts, boundary: 'b' });
  const theirs = await composed(parts);
  expect(await PostalMime.parse(ours)).toEqual(await PostalMime.parse(theirs));
  const headerOf = (raw: Buffer): string[] => (raw.toString().split('\r\n\r\n')[0] ?? '').split('\r\n').toSorted();
  expect(headerOf(ours)).toEqual(headerOf(theirs));
  expect(
    Math.max(
      ...ours
        .toString('latin1')
        .split('\r\n')
        .map(({ length }) => length),
    ),
  ).toBeLessThanOrEqual(78);
});
