import MailComposer from 'nodemailer/lib/mail-composer';
import { readLetter } from './read-letter.js';

const seal = '<</Reference[<</TransformMethod/DocMDP/TransformParams<</P 2>>>>]>>';
const form = Buffer.from(`%PDF-1.7\n${seal}\n%%EOF\n`, 'latin1');
const enclosure = Buffer.from('%PDF-1.7\n%%EOF\n', 'latin1');
const pdf = 'application/pdf';

const write = (
  attachments: { filename: string; contentType: string; content: Buffer }[],
  messageId = '<abc@test.example>',
) =>
  new MailComposer({
    from: { name: 'Departementet', address: 'svar@test.example' },
    to: { name: 'Prøvedal', address: 'post@provedal.example' },
    replyTo: 'svar+abcdefghijklmnop@test.example',
    messageId,
    date: new Date('2020-04-24T07:00:00Z'),
    subject: 'Invitasjon til å signere',
    text: 'Se vedlegget.',
    attachments,
  })
    .compile()
    .build();

it('gives what a municipality needs of a letter, and the form among its enclosures', async () => {
  const raw = await write([
    { filename: 'Akson – kort sammendrag.pdf', contentType: pdf, content: enclosure },
    { filename: 'Intensjonserklæring TEST-1.pdf', contentType: pdf, content: form },
    { filename: 'frist.ics', contentType: 'text/calendar', content: Buffer.from(seal) },
  ]);
  const letter = await readLetter(raw);
  expect(letter).toMatchObject({
    messageId: 'abc@test.example',
    replyTo: 'svar+abcdefghijklmnop@test.example',
    from: 'svar@test.example',
    to: ['post@provedal.example'],
    subject: 'Invitasjon til å signere',
    date: new Date('2020-04-24T07:00:00Z'),
    form: { fileName: 'Intensjonserklæring TEST-1.pdf' },
  });
  expect(Buffer.from(letter.form?.bytes ?? []).equals(form)).toBe(true);
});

it('has no form where no enclosure is sealed', async () => {
  const letter = await readLetter(await write([{ filename: 'a.pdf', contentType: pdf, content: enclosure }]));
  expect(letter.form).toBeNull();
});

it('refuses what is no letter', async () => {
  await expect(readLetter(Buffer.from('Subject: nothing\r\n\r\nMore of it.\r\n'))).rejects.toMatchObject({
    code: 'SCENARIO_LETTER_UNREADABLE',
  });
});
