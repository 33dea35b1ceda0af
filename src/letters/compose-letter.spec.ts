import PostalMime from 'postal-mime';
import { ServiceError } from '../platform/errors/index.js';
import { deadlineEntry } from './calendar-entries.js';
import { composeLetter, encodeAttachment, type ComposeLetterInput } from './compose-letter.js';

/** Not text, and long enough for many lines of base64. */
const pdf = Buffer.from(Array.from({ length: 5000 }, (_, index) => (index * 31) % 256));

const letter = (change: Partial<ComposeLetterInput> = {}): ComposeLetterInput => ({
  from: { name: 'Helse- og omsorgsdepartementet', address: 'akson@hod.example' },
  to: { name: 'Porsáŋgu-Porsanger-Porsanki kommune', address: 'post@porsanger.example' },
  replyTo: 'akson+k7m2q4x5z3b6n2p4@hod.example',
  messageId: 'k7m2q4x5z3b6n2p4.invitation.v1.0a1b2c3d@hod.example',
  date: new Date('2020-04-24T06:00:00Z'),
  language: 'nn',
  subject: 'Invitasjon til å signere intensjonserklæring om Akson [AKSON-2020-7K3M-Q2]',
  text: 'Kjære ordførar\n\nÉin æ, éin ø, éin å.\n.\nFrom her\n',
  html: '<!doctype html>\n<html lang="nn"><body><p>Kjære ordførar</p></body></html>\n',
  automatic: 'auto-generated',
  attachments: [
    { fileName: 'Intensjonserklæring – Porsáŋgu.pdf', contentType: 'application/pdf', content: pdf },
    encodeAttachment({ fileName: 'Akson – kort samandrag.pdf', contentType: 'application/pdf', content: pdf }),
  ],
  ...change,
});

const parse = async (input: ComposeLetterInput) => await PostalMime.parse(composeLetter(input));
const headerOf = (mail: Awaited<ReturnType<typeof parse>>, key: string): string[] =>
  mail.headers.filter((header) => header.key === key).map((header) => header.value);

/** Unfolded lines before the first empty one. */
const headerLines = (raw: Buffer): string[] =>
  (raw.toString('latin1').split('\r\n\r\n')[0] ?? '').replace(/\r\n[ \t]/g, ' ').split('\r\n');

function faultsOf(change: Partial<ComposeLetterInput>): string[] {
  try {
    composeLetter(letter(change));
  } catch (error) {
    if (error instanceof ServiceError && error.code === 'LETTER_NOT_COMPOSABLE') {
      return error.faults.map(({ where }) => where);
    }
    throw error;
  }
  return [];
}

describe('a composed letter', () => {
  it('comes back from a parser as it went in', async () => {
    const input = letter();
    const mail = await parse(input);
    expect(mail.from).toMatchObject(input.from);
    expect(mail.to).toMatchObject([input.to]);
    expect(mail.replyTo).toMatchObject([{ address: input.replyTo }]);
    expect(mail.messageId).toBe(`<${input.messageId}>`);
    expect(mail.date).toBe('2020-04-24T06:00:00.000Z');
    expect(mail.subject).toBe(input.subject);
    expect(mail.text?.trimEnd()).toBe(input.text.trimEnd());
    expect(mail.html?.trimEnd()).toBe(input.html.trimEnd());
    expect(mail.attachments.map(({ filename, mimeType, disposition }) => [filename, mimeType, disposition])).toEqual([
      ['Intensjonserklæring – Porsáŋgu.pdf', 'application/pdf', 'attachment'],
      ['Akson – kort samandrag.pdf', 'application/pdf', 'attachment'],
    ]);
    for (const { content } of mail.attachments) {
      expect(Buffer.from(content as ArrayBuffer).equals(pdf)).toBe(true);
    }
  });

  it.each(['auto-generated', 'auto-replied', 'no'] as const)('says by what it was written: %s', async (automatic) => {
    const mail = await parse(letter({ automatic }));
    expect(headerOf(mail, 'auto-submitted')).toEqual([automatic]);
    expect(headerOf(mail, 'x-auto-response-suppress')).toEqual(['OOF, AutoReply']);
    expect(headerOf(mail, 'content-language')).toEqual(['nn']);
  });

  it('is the same bytes for the same input, and has other boundaries for another letter', () => {
    const first = composeLetter(letter());
    expect(composeLetter(letter()).equals(first)).toBe(true);
    const boundaryOf = (raw: Buffer): string | undefined => /boundary="([^"]+)"/.exec(raw.toString('latin1'))?.[1];
    expect(boundaryOf(first)).toMatch(/^=_-[0-9a-f]{32}-Part_1$/);
    expect(boundaryOf(composeLetter(letter({ messageId: 'other@hod.example' })))).not.toBe(boundaryOf(first));
    expect(boundaryOf(composeLetter(letter({ text: 'Anna tekst\n' })))).not.toBe(boundaryOf(first));
  });

  it('is the same with an attachment encoded before as with one encoded now', () => {
    const attachment = { fileName: 'Ærlig.pdf', contentType: 'application/pdf', content: pdf };
    const now = composeLetter(letter({ attachments: [attachment] }));
    expect(composeLetter(letter({ attachments: [encodeAttachment(attachment)] })).equals(now)).toBe(true);
  });

  it.each([0, 1, 56, 57, 58, 114, 1000])('brings an attachment of %i bytes back unchanged', async (length) => {
    const content = pdf.subarray(0, length);
    const mail = await parse(
      letter({ attachments: [{ fileName: 'a.pdf', contentType: 'application/pdf', content }], text: 'x' }),
    );
    expect(Buffer.from(mail.attachments[0]?.content as ArrayBuffer).equals(content)).toBe(true);
  });

  it('is 7-bit, with CRLF only and no line over 998 characters, whatever it is given', () => {
    const endless = 'æ'.repeat(3000);
    const raw = composeLetter(
      letter({
        to: { name: endless, address: 'post@bokn.example' },
        subject: 'x'.repeat(3000),
        text: `${endless}\n${'y'.repeat(3000)}\rz`,
        html: `<p>${'z'.repeat(3000)}</p>`,
        references: Array.from({ length: 50 }, (_, index) => `<${index}${'r'.repeat(300)}@x.example>`),
        attachments: [{ fileName: `${'ø'.repeat(300)}.pdf`, contentType: 'application/pdf', content: pdf }],
      }),
    );
    const message = raw.toString('latin1');
    expect(Math.max(...message.split('\r\n').map((line) => line.length))).toBeLessThanOrEqual(998);
    expect(message.replace(/\r\n/g, '')).not.toMatch(/[\r\n\u0080-\u00ff\0]/);
  });

  it('carries calendar entries beside the letter, not in its place', async () => {
    const entry = deadlineEntry({
      language: 'nb',
      reference: 'AKSON-2020-1',
      campaignTitle: 'Intensjonserklæring om Akson',
      municipalityName: 'Bokn kommune',
      deadlineOn: '2020-07-01',
      deadlineVersion: 1,
      portalUrl: 'https://tilslutning.example/k/1',
      domain: 'hod.example',
      stampedAt: new Date('2020-04-24T06:00:00Z'),
    });
    const raw = composeLetter(letter({ attachments: [], calendar: [entry] }));
    const mail = await PostalMime.parse(raw);
    expect(mail.html).toContain('Kjære ordførar');
    expect(mail.attachments).toMatchObject([{ filename: 'frist.ics', mimeType: 'text/calendar', method: 'PUBLISH' }]);
    // The parser changes line breaks of text; the message itself holds the entry byte for byte.
    expect(raw.toString('latin1').replace(/\r\n/g, '')).toContain(Buffer.from(entry.content).toString('base64'));
  });

  it('without attachments is text and HTML alone', async () => {
    const raw = composeLetter(letter({ attachments: [] }));
    expect(raw.toString('latin1')).toMatch(/^Content-Type: multipart\/alternative/m);
    expect((await PostalMime.parse(raw)).attachments).toEqual([]);
  });

  it('holds its own boundary in no part, even when a text names it', async () => {
    const boundary = /boundary="([^"]+)"/.exec(composeLetter(letter()).toString('latin1'))?.[1];
    const mail = await parse(letter({ text: `--${boundary}\n--${boundary}--\nSlutt\n` }));
    expect(mail.text?.trimEnd()).toBe(`--${boundary}\n--${boundary}--\nSlutt`);
    expect(mail.attachments).toHaveLength(2);
  });

  it('answers in the thread, as far as the ids it was given are well-formed', async () => {
    const mail = await parse(
      letter({ inReplyTo: '<a@x.example>', references: ['<r1@x.example>', '<bad id@x>', '', 'r2@x.example'] }),
    );
    expect(mail.inReplyTo).toBe('<a@x.example>');
    expect(mail.references).toBe('<r1@x.example> <r2@x.example>');
    const bad = await parse(letter({ inReplyTo: '<a@x>\r\nBcc: x@y.example' }));
    expect(bad.inReplyTo).toBeUndefined();
  });

  it('adds further headers', async () => {
    const mail = await parse(letter({ headers: { 'X-Tilslutning-Kind': 'INVITATION' } }));
    expect(headerOf(mail, 'x-tilslutning-kind')).toEqual(['INVITATION']);
  });
});

describe('header injection', () => {
  it.each([
    'Voss\r\nBcc: x@y.example',
    'Voss\nBcc: x@y.example',
    'Voss\rBcc: x@y.example',
    'Voss\u2028Bcc: x@y.example',
    'Voss\0\x0b\r\n\r\nBcc: x@y.example',
    'Voss" <x@y.example>, "',
    '=?utf-8?Q?Voss=0D=0ABcc:_x@y.example?=',
    'Voss, x@y.example',
  ])('through a name, a subject or a file name comes to nothing: %j', async (hostile) => {
    const input = letter({
      from: { name: hostile, address: 'akson@hod.example' },
      to: { name: hostile, address: 'post@voss.example' },
      subject: hostile,
      attachments: [{ fileName: hostile, contentType: 'application/pdf', content: pdf }],
    });
    const raw = composeLetter(input);
    const names = headerLines(raw).map((line) => line.split(':')[0]);
    expect(names).toEqual([
      'Auto-Submitted',
      'X-Auto-Response-Suppress',
      'Content-Language',
      'From',
      'To',
      'Reply-To',
      'Subject',
      'Message-ID',
      'Date',
      'MIME-Version',
      'Content-Type',
    ]);
    const mail = await PostalMime.parse(raw);
    expect(mail.to?.map(({ address }) => address)).toEqual(['post@voss.example']);
    expect(mail.from?.address).toBe('akson@hod.example');
    expect(mail.bcc).toBeUndefined();
    expect(mail.attachments).toHaveLength(1);
  });

  it.each<[string, Partial<ComposeLetterInput>, string]>([
    ['two recipients in one', { to: { name: 'x', address: 'a@b.example, c@d.example' } }, 'to'],
    ['a recipient with a line break', { to: { name: 'x', address: 'a@b.example\r\nBcc: c@d.example' } }, 'to'],
    ['a recipient in angle brackets', { to: { name: 'x', address: '<a@b.example>' } }, 'to'],
    ['no recipient', { to: { name: 'x', address: '' } }, 'to'],
    ['a sender that is no address', { from: { name: 'x', address: 'hod' } }, 'from'],
    ['a reply address with a name', { replyTo: 'HOD <a@b.example>' }, 'replyTo'],
    ['a Message-ID with a line break', { messageId: '<a@b>\r\nX: y' }, 'messageId'],
    ['a Message-ID without an at sign', { messageId: 'abc' }, 'messageId'],
    ['a date that is none', { date: new Date(Number.NaN) }, 'date'],
    ['a header that the letter writes itself', { headers: { BCC: 'x@y.example' } }, 'headers.BCC'],
    ['a header about the content', { headers: { 'Content-Type': 'text/plain' } }, 'headers."Content-Type"'],
    ['a header name with a colon', { headers: { 'X: y\r\nZ': '1' } }, 'headers."X: y\\r\\nZ"'],
    ['a header value with a line break', { headers: { 'X-A': '1\r\nBcc: x@y.example' } }, 'headers.X-A'],
  ])('is refused and named: %s', (_name, change, where) => {
    expect(faultsOf(change)).toEqual([where]);
  });
});
