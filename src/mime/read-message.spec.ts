import { readMessage } from './read-message.js';

const raw = (headers: readonly string[], body = ''): Buffer =>
  Buffer.from(['From: Kari <Kari@Kommune.Example>', ...headers, '', body].join('\r\n'));

/** A multipart message; each part is its header lines and its content. */
const parts = (...all: readonly (readonly [headers: readonly string[], content: string | Buffer])[]): Buffer =>
  Buffer.concat([
    raw(['Content-Type: multipart/mixed; boundary="-b"']),
    ...all.map(([headers, content]) =>
      Buffer.from(
        `---b\r\n${[...headers, 'Content-Transfer-Encoding: base64'].join('\r\n')}\r\n\r\n${Buffer.from(content).toString('base64')}\r\n`,
      ),
    ),
    Buffer.from('---b--\r\n'),
  ]);
const attached = (name: string, type = 'application/octet-stream'): string[] => [
  `Content-Type: ${type}`,
  `Content-Disposition: attachment; filename="${name}"`,
];
const inline = (name: string, type: string): string[] => [
  `Content-Type: ${type}`,
  `Content-Disposition: inline; filename="${name}"`,
];
const jpeg = (length: number): Buffer => Buffer.concat([Buffer.from([0xff, 0xd8, 0xff, 0xe0]), Buffer.alloc(length)]);
const names = (files: readonly { fileName: string }[]): string[] => files.map(({ fileName }) => fileName);

describe('headers', () => {
  it('reads what the service works with', async () => {
    const message = await readMessage(
      raw([
        'To: akson+abc@hod.example, "B" <b@x.example>',
        'Cc: c@x.example',
        'Subject: =?utf-8?Q?Om_erkl=C3=A6ringen?=',
        'In-Reply-To: <one@hod.example>',
        'References: <two@hod.example>',
        ' <one@hod.example> garbage',
        'Auto-Submitted: no',
        'auto-submitted: yes',
      ]),
    );
    expect(message).toMatchObject({
      fromAddress: 'kari@kommune.example',
      answerTo: 'kari@kommune.example',
      recipients: ['akson+abc@hod.example', 'b@x.example', 'c@x.example'],
      subject: 'Om erklæringen',
      thread: ['one@hod.example', 'two@hod.example'],
      reportType: null,
    });
    expect(message.headers.get('auto-submitted')).toBe('no');
  });

  it.each([
    ['of the same domain', 'post@kommune.example', 'post@kommune.example'],
    ['of another domain', 'post@stranger.example', 'kari@kommune.example'],
  ])('Reply-To %s', async (_, replyTo, answerTo) => {
    expect((await readMessage(raw([`Reply-To: ${replyTo}`]))).answerTo).toBe(answerTo);
  });

  it.each([
    ['multipart/report; report-type=delivery-status; boundary=x', 'delivery-status'],
    ['Multipart/Report; boundary=x; report-type="Disposition-Notification"', 'disposition-notification'],
    ['multipart/report; boundary=x', 'unknown'],
    ['multipart/mixed; report-type=delivery-status; boundary=x', null],
  ])('%s', async (contentType, reportType) => {
    expect((await readMessage(raw([`Content-Type: ${contentType}`]))).reportType).toBe(reportType);
  });

  it('texts can be stored, whatever they hold', async () => {
    const message = await readMessage(
      raw([`Subject: ${'x'.repeat(499)}😀`, 'In-Reply-To: <a\0b@c>'], `${'y'.repeat(19_999)}😀 \0`),
    );
    for (const text of [message.subject, message.text, ...message.thread]) {
      expect(text).not.toContain('\0');
      expect(Buffer.from(text).toString()).toBe(text);
    }
    expect(message.subject).toHaveLength(500);
    expect(message.text.length).toBeLessThanOrEqual(20_000);
  });

  it.each([
    ['nothing', Buffer.alloc(0)],
    ['no header that a message has', Buffer.from('X-Other: y\r\n\r\nHei')],
    ['only text', Buffer.from('Kjære departement\r\n')],
  ])('%s is no message', async (_, bytes) => {
    await expect(readMessage(bytes)).rejects.toMatchObject({ code: 'MESSAGE_UNREADABLE' });
  });
});

describe('files', () => {
  it.each<[string, Buffer, string[], string[]]>([
    ['a PDF', parts([attached('a.pdf', 'application/pdf'), '%PDF-1.7']), ['a.pdf'], []],
    ['a PDF that says it is something else', parts([attached('a.bin'), '%PDF-1.7']), ['a.bin'], []],
    ['a PDF in the text', parts([inline('a.pdf', 'application/pdf'), '%PDF-1.7']), ['a.pdf'], []],
    ['a file that is a PDF by its name only', parts([attached('a.PDF'), 'tekst']), ['a.PDF'], []],
    ['an empty PDF', parts([attached('a.pdf', 'application/pdf'), '']), ['a.pdf'], []],
    ['a nameless PDF', parts([['Content-Type: application/pdf'], '%PDF-1.7']), ['vedlegg-1'], []],
    ['a Word document', parts([attached('a.docx'), 'PK']), [], ['a.docx']],
    ['a photo', parts([attached('a.jpg', 'image/jpeg'), jpeg(60_000)]), ['a.jpg'], []],
    ['a photo in the text', parts([inline('a.jpg', 'image/jpeg'), jpeg(60_000)]), ['a.jpg'], []],
    ['a small scan as an attachment', parts([attached('a.jpg', 'image/jpeg'), jpeg(20_000)]), ['a.jpg'], []],
    ['a logo in the text', parts([inline('a.jpg', 'image/jpeg'), jpeg(20_000)]), [], []],
    ['a logo as an attachment', parts([attached('a.jpg', 'image/jpeg'), jpeg(2_000)]), [], []],
    ['a fax', parts([attached('a.tif', 'image/tiff'), `II*\0${'x'.repeat(30_000)}`]), ['a.tif'], []],
    ['a signature of the mail', parts([attached('smime.p7s', 'application/pkcs7-signature'), 'x']), [], []],
    ['an address card', parts([attached('kari.vcf', 'text/vcard'), 'x']), [], []],
    ['a calendar entry', parts([attached('a.ics', 'text/calendar'), 'x']), [], []],
    [
      'several',
      parts([attached('a.pdf'), '%PDF-1.7'], [attached('b.docx'), 'PK'], [attached('c.pdf'), '%PDF-1.4']),
      ['a.pdf', 'c.pdf'],
      ['b.docx'],
    ],
    [
      'a message forwarded as an attachment',
      parts([attached('vs.eml', 'message/rfc822'), parts([attached('a.pdf'), '%PDF-1.7'])]),
      ['a.pdf'],
      [],
    ],
    [
      'a message forwarded in a forwarded message',
      parts([attached('1.eml'), parts([attached('2.eml'), parts([attached('a.pdf'), '%PDF-1.7'])])]),
      ['a.pdf'],
      [],
    ],
  ])('%s', async (_, bytes, documents, others) => {
    const message = await readMessage(bytes);
    expect(names(message.documents)).toEqual(documents);
    expect(names(message.otherAttachments)).toEqual(others);
  });

  it('the bytes are those that were sent', async () => {
    const bytes = Buffer.concat([Buffer.from('%PDF-1.7\n'), Buffer.from(Array.from({ length: 256 }, (_, i) => i))]);
    const { documents } = await readMessage(parts([attached('a.pdf'), bytes]));
    expect(documents[0]!.bytes.equals(bytes)).toBe(true);
  });

  it('a hundred are read, one more is for a person', async () => {
    const many = (count: number) =>
      parts(...Array.from({ length: count }, (_, i) => [attached(`${i}.pdf`), '%PDF-1.7'] as const));
    expect((await readMessage(many(100))).documents).toHaveLength(100);
    await expect(readMessage(many(101))).rejects.toMatchObject({ code: 'MESSAGE_UNREADABLE' });
  });
});

describe('machines’ parts', () => {
  it('a delivery status', async () => {
    const status = 'Reporting-MTA: dns; x\r\n\r\nAction: failed\r\nStatus: 5.1.1';
    const message = await readMessage(parts([['Content-Type: message/delivery-status'], status]));
    expect(message.deliveryStatus).toContain('Status: 5.1.1');
    expect(message.documents).toEqual([]);
  });

  it.each([
    ['REPLY', 'ATTENDEE;PARTSTAT=ACCEPTED:mailto:kari@kommune.example', 'ACCEPTED'],
    ['REPLY', 'ATTENDEE;CN=Kari;\r\n PARTSTAT=DECLINED:mailto:kari@kommune.example', 'DECLINED'],
    ['REPLY', 'SUMMARY:x', ''],
    ['REQUEST', 'ATTENDEE;PARTSTAT=ACCEPTED:mailto:kari@kommune.example', null],
  ])('a calendar entry with METHOD:%s, %s', async (method, line, reply) => {
    const entry = `BEGIN:VCALENDAR\r\nMETHOD:${method}\r\n${line}\r\nEND:VCALENDAR`;
    const message = await readMessage(parts([[`Content-Type: text/calendar; method=${method}`], entry]));
    expect(message.calendarReply).toBe(reply);
  });
});
