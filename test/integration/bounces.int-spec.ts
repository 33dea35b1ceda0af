import { bounceAddress, LetterReadModel, type LetterView } from '../../src/letters/index.js';
import { startTestApp, type TestApp } from '../support/app.js';
import { issueSmall } from '../support/small-campaign.js';
import { MAILBOX, ReturningMunicipality } from '../support/returning-municipality.js';

/** Five cases, each with an invitation that has been sent. */
let app: TestApp;
let cases: readonly ReturningMunicipality[];
beforeAll(async () => {
  app = await startTestApp();
  await issueSmall(app);
  cases = await Promise.all([0, 1, 2, 3, 4].map((index) => ReturningMunicipality.at(app, index)));
});
afterAll(() => app.close());

const bounceTo = (municipality: ReturningMunicipality): string => bounceAddress(MAILBOX, municipality.caseToken);

async function invitationOf(municipality: ReturningMunicipality): Promise<LetterView> {
  const letters = await app.get(LetterReadModel).ofDeclaration(municipality.reference);
  return letters.find(({ kind }) => kind === 'INVITATION')!;
}

interface Arrived {
  readonly classification: string;
  readonly state: string;
  readonly explanation: string;
  readonly tasks: number;
}

let next = 0;
/** Hands in what a mail server sent back, as the gateway does, and says what became of it. */
async function arrive(to: string, lines: readonly string[]): Promise<Arrived> {
  const messageId = `dsn.${++next}@mx.example`;
  const raw = ['From: MAILER-DAEMON@mx.example', `To: ${to}`, `Message-ID: <${messageId}>`, ...lines, ''].join('\r\n');
  const query = new URLSearchParams({ deliveredTo: to, envelopeFrom: '' }).toString();
  const response = await app.fetch(`/api/v1/mailbox/messages?${query}`, {
    method: 'POST',
    key: 'gateway',
    headers: { 'content-type': 'message/rfc822' },
    body: raw,
  });
  expect([response.status, response.status === 202 ? '' : await response.text()]).toEqual([202, '']);
  await app.settle();
  const [row] = await app.dataSource.query(
    `SELECT classification, state, explanation,
       (SELECT count(*)::integer FROM task WHERE inbound_message_id = inbound_message.id) AS tasks
     FROM inbound_message WHERE message_id = $1`,
    [messageId],
  );
  return row;
}

/** A report of RFC 3464 on one recipient. */
const report = (status: string, recipient: string, returned: string | null): string[] => [
  'Subject: Undelivered Mail Returned to Sender',
  'Content-Type: multipart/report; report-type=delivery-status; boundary="r"',
  '',
  '--r',
  'Content-Type: message/delivery-status',
  '',
  'Reporting-MTA: dns; mx.example',
  '',
  `Final-Recipient: rfc822; ${recipient}`,
  'Action: failed',
  `Status: ${status}`,
  ...(returned === null ? [] : ['', '--r', 'Content-Type: text/rfc822-headers', '', `Message-ID: <${returned}>`, '']),
  '--r--',
];

const undisturbed = { delivery: 'SENT', softBounces: 0, explanation: null };

describe('a bounce that is forged, or goes astray,', () => {
  it('names a letter of another case than its address: nothing changes, and a person looks', async () => {
    const [mine, other] = cases as [ReturningMunicipality, ReturningMunicipality];
    const { messageId, recipientEmail } = await invitationOf(other);
    const arrived = await arrive(bounceTo(mine), report('5.1.1', recipientEmail, messageId));
    expect(arrived).toEqual({
      classification: 'BOUNCE',
      state: 'NEEDS_REVIEW',
      explanation: 'The letter that it names is of another case than the address that it came to.',
      tasks: 1,
    });
    for (const one of [mine, other]) expect(await invitationOf(one)).toMatchObject(undisturbed);
  });

  it('came to the address of a case that does not exist, though it names a letter', async () => {
    const [, other] = cases as [ReturningMunicipality, ReturningMunicipality];
    const { messageId, recipientEmail } = await invitationOf(other);
    const to = bounceAddress(MAILBOX, 'a'.repeat(16));
    expect(await arrive(to, report('5.1.1', recipientEmail, messageId))).toMatchObject({
      state: 'NEEDS_REVIEW',
      explanation: 'It came to the address of a case that does not exist.',
    });
    expect(await invitationOf(other)).toMatchObject(undisturbed);
  });

  it('names no letter of ours', async () => {
    const [mine] = cases as [ReturningMunicipality];
    for (const to of [MAILBOX, bounceTo(mine)]) {
      expect(await arrive(to, report('5.1.1', 'somebody@else.example', 'x@ministry.example'))).toMatchObject({
        state: 'NEEDS_REVIEW',
        explanation: expect.stringMatching(/^It names no letter of ours/),
      });
    }
    expect(await invitationOf(mine)).toMatchObject(undisturbed);
    expect(await app.dataSource.query('SELECT email FROM stopped_address')).toEqual([]);
  });
});

describe('soft bounces', () => {
  it('send the letter again, later each time, and are put before a person when they go on', async () => {
    const municipality = cases[2]!;
    const bounce = async (): Promise<Arrived> => {
      const { messageId, recipientEmail } = await invitationOf(municipality);
      return await arrive(bounceTo(municipality), report('4.2.2', recipientEmail, messageId));
    };
    const after = (hours: number): Date => new Date(app.clock.now().getTime() + hours * 3_600_000);
    const { messageId } = await invitationOf(municipality);

    expect(await bounce()).toMatchObject({ state: 'PROCESSED', tasks: 0 });
    expect(await invitationOf(municipality)).toMatchObject({
      delivery: 'PLANNED',
      softBounces: 1,
      explanation: '4.2.2',
    });
    // The same news twice is one bounce.
    expect(await bounce()).toMatchObject({ state: 'PROCESSED', tasks: 0 });
    expect(await invitationOf(municipality)).toMatchObject({ softBounces: 1 });
    await app.moveTo(after(4));
    expect(await invitationOf(municipality)).toMatchObject({ delivery: 'SENT', softBounces: 1, messageId });

    expect(await bounce()).toMatchObject({ tasks: 0 });
    await app.moveTo(after(23));
    expect(await invitationOf(municipality)).toMatchObject({ delivery: 'PLANNED', softBounces: 2 });
    await app.moveTo(after(1));
    expect(await invitationOf(municipality)).toMatchObject({ delivery: 'SENT', softBounces: 2 });

    expect(await bounce()).toMatchObject({ state: 'PROCESSED', tasks: 1 });
    expect(await invitationOf(municipality)).toMatchObject({ delivery: 'BOUNCED_SOFT', softBounces: 3 });
    expect(await app.dataSource.query('SELECT email FROM stopped_address')).toEqual([]);
  });
});

describe('a bounce without a report', () => {
  it('of qmail, to the mailbox itself, is laid to its letter and stops the address', async () => {
    const municipality = cases[3]!;
    const { messageId, recipientEmail } = await invitationOf(municipality);
    const arrived = await arrive(MAILBOX, [
      'Subject: failure notice',
      '',
      'Hi. This is the qmail-send program at mx.example.',
      '',
      `<${recipientEmail}>:`,
      'Sorry, no mailbox here by that name. (#5.1.1)',
      '',
      '--- Below this line is a copy of the message.',
      '',
      `Message-ID: <${messageId}>`,
    ]);
    expect(arrived).toMatchObject({ classification: 'BOUNCE', state: 'PROCESSED', tasks: 1 });
    expect(await invitationOf(municipality)).toMatchObject({
      delivery: 'BOUNCED_HARD',
      explanation: 'Sorry, no mailbox here by that name. (#5.1.1)',
    });
    expect(await app.dataSource.query('SELECT email FROM stopped_address')).toEqual([
      { email: recipientEmail.toLowerCase() },
    ]);
  });

  it('that only delays is said on the letter, which counts as sent', async () => {
    const municipality = cases[4]!;
    const { recipientEmail } = await invitationOf(municipality);
    const arrived = await arrive(bounceTo(municipality), [
      'Subject: Warning: message 1jRwXY-0001ab-2C delayed 24 hours',
      '',
      'A message that you sent has not yet been delivered to one or more of its recipients.',
      '',
      `  ${recipientEmail}`,
      '    Delay reason: 451 4.7.1 try again later',
      '',
      'No action is required on your part.',
    ]);
    expect(arrived).toMatchObject({ classification: 'BOUNCE', state: 'PROCESSED', tasks: 0 });
    expect(await invitationOf(municipality)).toMatchObject({
      delivery: 'SENT',
      explanation: expect.stringContaining('451 4.7.1 try again later'),
    });
  });
});
