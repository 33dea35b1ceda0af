import PostalMime from 'postal-mime';
import { SeededRandom } from '../seeded-random.js';
import { type BounceFacts, bounceMail } from './bounce-mail.js';

const letter = Buffer.from(
  [
    'Message-ID: <abcdefghijklmnop.invitation.v1.12345678@test.example>',
    'Subject: =?UTF-8?Q?Invitasjon_til_=C3=A5_signere?=',
    'References: <one@test.example>',
    ' <two@test.example>',
    '',
    'Message-ID: <not-the-header@test.example>',
    '',
  ].join('\r\n'),
);
const factsOf = (kind: BounceFacts['kind'], draw: number): BounceFacts => ({
  kind,
  letter,
  letterMessageId: 'abcdefghijklmnop.invitation.v1.12345678@test.example',
  envelopeSender: 'svar+b-abcdefghijklmnop@test.example',
  recipient: 'post@provedal.example',
  sentAt: new Date('2020-04-24T07:00:00Z'),
  date: new Date('2020-04-24T11:00:05Z'),
  random: new SeededRandom(`bounce ${draw}`),
});
const fieldsOf = (status: string): Record<string, string> =>
  Object.fromEntries(
    status
      .split('\n')
      .filter((line) => line !== '')
      .map((line) => [line.slice(0, line.indexOf(':')), line.slice(line.indexOf(':') + 2)]),
  );

async function read(kind: BounceFacts['kind'], draw: number) {
  const mail = await bounceMail(factsOf(kind, draw));
  const parsed = await PostalMime.parse(mail.raw, { attachmentEncoding: 'utf8', rfc822Attachments: true });
  const part = (mimeType: string): string => {
    const content = parsed.attachments.find((item) => item.mimeType === mimeType)?.content;
    return typeof content === 'string' ? content : '';
  };
  return { mail, parsed, status: part('message/delivery-status'), header: part('text/rfc822-headers') };
}

it.each(['SOFT', 'HARD'] as const)('a %s bounce is a report from nobody to the envelope sender', async (kind) => {
  const { mail, parsed, header } = await read(kind, 0);
  expect([mail.envelopeFrom, mail.recipient]).toEqual(['', 'svar+b-abcdefghijklmnop@test.example']);
  expect(parsed.from).toEqual({ name: 'Mail Delivery System', address: 'MAILER-DAEMON@relay.scenario.example' });
  expect(parsed.headers.find(({ key }) => key === 'content-type')?.value).toMatch(
    /^multipart\/report;.*report-type=delivery-status/s,
  );
  expect(parsed.headers.find(({ key }) => key === 'auto-submitted')?.value).toBe('auto-replied');
  expect([parsed.messageId, parsed.date]).toEqual([`<${mail.messageId}>`, '2020-04-24T11:00:05.000Z']);
  expect(header.trimEnd()).toBe(letter.toString('latin1').split('\r\n\r\n')[0]?.replaceAll('\r\n', '\n'));
  expect(mail.raw.toString('latin1')).not.toMatch(/[^\r]\n/);
  expect(parsed.text).toContain('post@provedal.example');
});

it('a hard bounce has failed for good', async () => {
  for (let draw = 0; draw < 10; draw++) {
    const fields = fieldsOf((await read('HARD', draw)).status);
    expect(fields).toMatchObject({
      'Reporting-MTA': 'dns; relay.scenario.example',
      'Arrival-Date': 'Fri, 24 Apr 2020 07:00:00 +0000',
      'Final-Recipient': 'rfc822; post@provedal.example',
      Action: 'failed',
      Status: '5.1.1',
      'Last-Attempt-Date': 'Fri, 24 Apr 2020 11:00:05 +0000',
    });
    expect(fields['Diagnostic-Code']).toMatch(/^smtp; 550 5\.1\.1 /);
    expect(fields).not.toHaveProperty('Will-Retry-Until');
  }
});

it('a soft bounce is delayed, or has failed for now', async () => {
  const seen = new Map<string, string | undefined>();
  for (let draw = 0; draw < 20; draw++) {
    const fields = fieldsOf((await read('SOFT', draw)).status);
    seen.set(`${fields['Action']} ${fields['Status']}`, fields['Will-Retry-Until']);
  }
  expect([...seen].toSorted(([one], [other]) => one.localeCompare(other))).toEqual([
    ['delayed 4.4.1', 'Wed, 29 Apr 2020 07:00:00 +0000'],
    ['failed 4.2.2', undefined],
  ]);
});
