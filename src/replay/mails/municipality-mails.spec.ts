import PostalMime, { type Email } from 'postal-mime';
import { SeededRandom } from '../seeded-random.js';
import { QUESTION_TOPICS } from '../scenario.js';
import type { ComposedMail, MailFrame } from './mail-frame.js';
import {
  extensionRequestMail,
  outOfOfficeMail,
  questionMail,
  resolutionMail,
  returnMail,
} from './municipality-mails.js';

const languages = ['nb', 'nn'] as const;
const frameOf = (language: 'nb' | 'nn', draw = '1'): MailFrame => ({
  from: { name: 'Postmottak Prøvedal', address: 'post@provedal.example' },
  writer: { name: 'Åse Næss', role: language === 'nb' ? 'Ordfører' : 'Ordførar', municipality: 'Prøvedal kommune' },
  letter: {
    messageId: 'abcdefghijklmnop.invitation.v1.12345678@test.example',
    replyTo: 'svar+abcdefghijklmnop@test.example',
    subject: 'Invitasjon til å signere – Prøvedal',
  },
  date: new Date('2020-06-24T08:15:30Z'),
  language,
  random: new SeededRandom('mails').fork(draw),
});
const draws = Array.from({ length: 40 }, (_, index) => `draw ${index}`);

const kinds: Readonly<Record<string, (frame: MailFrame) => Promise<ComposedMail>>> = {
  return: (frame) =>
    returnMail(frame, { resolution: { decidedOn: '2020-06-17', caseNumber: 'PS 45/20' }, occasion: 'FIRST' }, []),
  'corrected return': (frame) => returnMail(frame, { resolution: null, occasion: 'CORRECTED' }, []),
  'return sent twice': (frame) => returnMail(frame, { resolution: null, occasion: 'SENT_TWICE' }, []),
  ...Object.fromEntries(QUESTION_TOPICS.map((topic) => [topic, (frame: MailFrame) => questionMail(frame, topic)])),
  ...Object.fromEntries(
    (['ADOPTED', 'DECLINED', 'POSTPONED'] as const).map((outcome) => [
      outcome,
      (frame: MailFrame) => resolutionMail(frame, { outcome, decidedOn: '2020-06-17', caseNumber: 'PS 45/20' }),
    ]),
  ),
  extension: (frame) => extensionRequestMail(frame, { deadlineOn: '2020-07-01', until: '2020-07-07' }),
};

const header = (mail: Email, name: string): string | undefined => mail.headers.find(({ key }) => key === name)?.value;

describe.each(languages)('in %s', (language) => {
  it.each(Object.keys(kinds))('%s answers the letter, in several wordings', async (kind) => {
    const texts = new Set<string>();
    for (const draw of draws) {
      const mail = await kinds[kind]!(frameOf(language, draw));
      const read = await PostalMime.parse(mail.raw);
      expect([mail.envelopeFrom, mail.recipient]).toEqual([
        'post@provedal.example',
        'svar+abcdefghijklmnop@test.example',
      ]);
      expect(read.messageId).toBe(`<${mail.messageId}>`);
      expect([read.inReplyTo, read.references]).toEqual(
        Array(2).fill('<abcdefghijklmnop.invitation.v1.12345678@test.example>'),
      );
      expect(read.date).toBe('2020-06-24T08:15:30.000Z');
      expect([read.from, read.to]).toEqual([
        { name: 'Postmottak Prøvedal', address: 'post@provedal.example' },
        [{ name: '', address: 'svar+abcdefghijklmnop@test.example' }],
      ]);
      expect(read.subject).toBe(mail.subject);
      expect(read.text).toContain('Prøvedal kommune');
      expect(`${mail.subject} ${read.text}`).not.toMatch(/undefined|null|\[object/);
      expect(header(read, 'auto-submitted')).toBeUndefined();
      // The other language form's words.
      expect(read.text).not.toMatch(
        language === 'nb' ? /\b(ikkje|frå|kva|korleis|saka|vart)\b/i : /\b(ikke|fra|hva|hvordan|saken|ble)\b/i,
      );
      texts.add(read.text ?? '');
    }
    expect(texts.size).toBeGreaterThan(3);
  });

  it.each([
    ['ADOPTED', ['17. juni 2020', 'PS 45/20']],
    ['DECLINED', ['17. juni 2020', 'PS 45/20']],
    ['POSTPONED', ['17. juni 2020', 'PS 45/20']],
    ['return', ['17. juni 2020', 'PS 45/20']],
    ['extension', ['7. juli 2020']],
  ])('%s names the facts in every wording', async (kind, facts) => {
    for (const draw of draws) {
      const { text } = await PostalMime.parse((await kinds[kind]!(frameOf(language, draw))).raw);
      for (const fact of facts) expect(text).toContain(fact);
    }
  });

  it('an absence is answered automatically, to the envelope sender, from nobody', async () => {
    const mail = await outOfOfficeMail(frameOf(language), {
      backOn: '2020-05-04',
      envelopeSender: 'svar+b-abcdefghijklmnop@test.example',
    });
    expect([mail.envelopeFrom, mail.recipient]).toEqual(['', 'svar+b-abcdefghijklmnop@test.example']);
    const read = await PostalMime.parse(mail.raw);
    expect(header(read, 'auto-submitted')).toBe('auto-replied');
    expect(read.subject).toBe('Automatisk svar: Invitasjon til å signere – Prøvedal');
    expect(read.text).toContain('4. mai 2020');
  });
});

it('brings its documents unchanged, with their names', async () => {
  const files = [
    {
      fileName: 'Intensjonserklæring – signert.pdf',
      contentType: 'application/pdf',
      bytes: Buffer.from(Uint8Array.from({ length: 70_000 }, (_, i) => (i * i) % 251)),
    },
    { fileName: 'tom.pdf', contentType: 'application/pdf', bytes: Buffer.alloc(0) },
  ];
  const { raw } = await returnMail(frameOf('nb'), { resolution: null, occasion: 'FIRST' }, files);
  const { attachments } = await PostalMime.parse(raw, { attachmentEncoding: 'arraybuffer' });
  expect(attachments.map(({ filename, mimeType, disposition }) => [filename, mimeType, disposition])).toEqual(
    files.map(({ fileName, contentType }) => [fileName, contentType, 'attachment']),
  );
  attachments.forEach(({ content }, index) => {
    expect(Buffer.from(content as ArrayBuffer).equals(files[index]!.bytes)).toBe(true);
  });
  for (const line of raw.toString('latin1').split('\r\n')) expect(line.length).toBeLessThan(999);
});

it('marks a subject as answered once', async () => {
  const frame = frameOf('nb');
  const again = { ...frame, letter: { ...frame.letter, subject: 'SV: Sv: RE: Om Akson' } };
  const subjects = await Promise.all(
    draws.map(
      async (draw) =>
        (await returnMail({ ...again, random: new SeededRandom(draw) }, { resolution: null, occasion: 'FIRST' }, []))
          .subject,
    ),
  );
  expect([...new Set(subjects)].sort()).toEqual(['SV: Om Akson', 'Signert intensjonserklæring – Prøvedal kommune']);
});

it('gives mails of different kinds, days and municipalities different Message-IDs', async () => {
  const frame = frameOf('nb');
  const mails = [
    await questionMail(frame, 'WHO_SIGNS'),
    await questionMail(frame, 'OBLIGATION'),
    await returnMail(frame, { resolution: null, occasion: 'FIRST' }, []),
    await questionMail({ ...frame, date: new Date('2020-06-25T08:15:30Z') }, 'WHO_SIGNS'),
    await questionMail({ ...frame, from: { ...frame.from, address: 'post@annendal.example' } }, 'WHO_SIGNS'),
  ];
  expect(new Set(mails.map(({ messageId }) => messageId)).size).toBe(5);
});
