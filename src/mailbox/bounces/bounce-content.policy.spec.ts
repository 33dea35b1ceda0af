import { MessageUnreadable, readMessage } from '../../mime/index.js';
import { bounceContent, type BounceContent } from './bounce-content.policy.js';

const OURS = 'k7m2q4x5z3b6n2p4.invitation.v1.0a1b2c3d4e5f6071@ministry.example';
const LETTER = [
  'From: Ministry <akson@ministry.example>',
  'To: post@kommune.example',
  'Subject: Invitasjon',
  `Message-ID: <${OURS}>`,
  'Date: Fri, 24 Apr 2020 09:00:00 +0200',
];

const contentOf = async (raw: Buffer): Promise<BounceContent> => bounceContent(await readMessage(raw));

const message = (...lines: readonly string[]): Buffer => Buffer.from([...lines, ''].join('\r\n'));

function report(about: {
  readonly text: string;
  readonly status: readonly string[];
  readonly returned?: string;
}): Buffer {
  return message(
    'From: Mail Delivery System <MAILER-DAEMON@mx.example>',
    'To: akson+b-k7m2q4x5z3b6n2p4@ministry.example',
    'Subject: Undelivered Mail Returned to Sender',
    'MIME-Version: 1.0',
    'Content-Type: multipart/report; report-type=delivery-status; boundary="r"',
    '',
    '--r',
    'Content-Type: text/plain; charset=utf-8',
    '',
    about.text,
    '--r',
    'Content-Type: message/delivery-status',
    '',
    ...about.status,
    '',
    '--r',
    `Content-Type: ${about.returned ?? 'text/rfc822-headers'}`,
    '',
    ...LETTER,
    '',
    '--r--',
  );
}

const notice = (headers: readonly string[], ...text: readonly string[]): Buffer =>
  message('From: MAILER-DAEMON@mx.example', 'To: akson@ministry.example', ...headers, '', ...text);

const samples: readonly [name: string, raw: Buffer, expected: Partial<BounceContent>][] = [
  [
    'Postfix',
    report({
      text: "This is the mail system at host mx.example.\r\n\r\nI'm sorry to have to inform you that your message could not\r\nbe delivered to one or more recipients.",
      status: [
        'Reporting-MTA: dns; mx.example',
        'Original-Envelope-Id: 3b1f0d7e-2c55-5d0e-8f0a-0f6a1f0f9b11',
        'X-Postfix-Queue-ID: 4C2B81F2A',
        'Arrival-Date: Fri, 24 Apr 2020 09:00:00 +0200 (CEST)',
        '',
        'Final-Recipient: rfc822; post@kommune.example',
        'Original-Recipient: rfc822;post@kommune.example',
        'Action: failed',
        'Status: 5.1.1',
        'Remote-MTA: dns; mail.kommune.example',
        'Diagnostic-Code: smtp; 550 5.1.1 <post@kommune.example>: Recipient address rejected:',
        '    User unknown in virtual mailbox table',
      ],
    }),
    {
      status: {
        outcome: 'FAILED',
        hard: true,
        status: '5.1.1',
        recipient: 'post@kommune.example',
        explanation:
          '5.1.1 550 5.1.1 <post@kommune.example>: Recipient address rejected: User unknown in virtual mailbox table',
      },
      messageIds: [OURS],
      envelopeId: '3b1f0d7e-2c55-5d0e-8f0a-0f6a1f0f9b11',
    },
  ],
  [
    'Postfix, delayed',
    report({
      text: 'THIS IS A WARNING ONLY.  YOU DO NOT NEED TO RESEND YOUR MESSAGE.',
      status: [
        'Reporting-MTA: dns; mx.example',
        '',
        'Final-Recipient: rfc822; post@kommune.example',
        'Action: delayed',
        'Status: 4.4.1',
        'Diagnostic-Code: X-Postfix; connect to mail.kommune.example[192.0.2.7]:25: Connection timed out',
        'Will-Retry-Until: Wed, 29 Apr 2020 09:00:00 +0200 (CEST)',
      ],
    }),
    { status: expect.objectContaining({ outcome: 'DELAYED', hard: false, status: '4.4.1' }), messageIds: [OURS] },
  ],
  [
    'Exchange Online: its own words, the letter as a message, no Diagnostic-Code of SMTP',
    report({
      text: "Your message to post@kommune.example couldn't be delivered.",
      status: [
        'Reporting-MTA: dns;OL1P279MB0001.NORP279.PROD.OUTLOOK.EXAMPLE',
        'Received-From-MTA: dns;mx.ministry.example',
        'Arrival-Date: Fri, 24 Apr 2020 07:00:01 +0000',
        '',
        'Final-Recipient: rfc822;post@kommune.example',
        'Action: failed',
        'Status: 5.1.10',
        'Diagnostic-Code: smtp;550 5.1.10 RESOLVER.ADR.RecipientNotFound; Recipient post@kommune.example not found by SMTP address lookup',
      ],
      returned: 'message/rfc822',
    }),
    {
      status: expect.objectContaining({ outcome: 'FAILED', hard: true, status: '5.1.10' }),
      messageIds: [OURS],
      envelopeId: null,
    },
  ],
  [
    'Exchange on one’s own premises, which says 5.0.0 and means 5.2.2',
    report({
      text: 'Delivery has failed to these recipients',
      status: [
        'Final-recipient: RFC822; post@kommune.example',
        'Action: failed',
        'Status: 5.0.0',
        'Diagnostic-Code: smtp;550 5.2.2 STOREDRV.Deliver; mailbox full',
      ],
    }),
    { status: expect.objectContaining({ hard: true, status: '5.2.2' }) },
  ],
  [
    'a relay that gave up after days of 4xx, under the status of a failure',
    report({
      text: 'retry timeout exceeded',
      status: [
        'Final-Recipient: rfc822;post@kommune.example',
        'Action: failed',
        'Status: 5.0.0',
        'Diagnostic-Code: smtp; 450 4.2.2 mailbox full',
      ],
    }),
    { status: expect.objectContaining({ outcome: 'FAILED', hard: false, status: '4.2.2' }) },
  ],
  [
    'Gmail: a report, and the header besides',
    report({
      text: "** Address not found **\r\n\r\nYour message wasn't delivered to post@kommune.example because the address couldn't be found.",
      status: [
        'Reporting-MTA: dns; googlemail.example',
        'Received-From-MTA: dns; akson@ministry.example',
        'X-Original-Message-ID: <other@ministry.example>',
        '',
        'Final-Recipient: rfc822; post@kommune.example',
        'Action: failed',
        'Status: 5.1.1',
        'Diagnostic-Code: smtp; 550-5.1.1 The email account that you tried to reach does not exist.',
      ],
      returned: 'message/rfc822',
    }),
    { status: expect.objectContaining({ hard: true, recipient: 'post@kommune.example' }), messageIds: [OURS] },
  ],
  [
    'Gmail without a report',
    notice(
      ['Subject: Delivery Status Notification (Failure)', 'X-Failed-Recipients: post@kommune.example'],
      'Delivery to the following recipient failed permanently:',
      '',
      '     post@kommune.example',
      '',
      'Technical details of permanent failure:',
      'Google tried to deliver your message, but it was rejected by the server for the recipient domain.',
      '',
      'The error that the other server returned was:',
      '550 5.1.1 User unknown',
      '',
      '----- Original message -----',
      '',
      ...LETTER,
    ),
    {
      status: {
        outcome: 'FAILED',
        hard: true,
        status: '5.1.1',
        recipient: 'post@kommune.example',
        explanation: '550 5.1.1 User unknown',
      },
      messageIds: [OURS],
    },
  ],
  [
    'Gmail, delayed',
    notice(
      ['Subject: Delivery Status Notification (Delay)'],
      'This is an automatically generated Delivery Status Notification',
      '',
      'THIS IS A WARNING MESSAGE ONLY.',
      '',
      'Delivery to the following recipient has been delayed:',
      '',
      '     post@kommune.example',
      '',
      'Message will be retried for 2 more day(s)',
    ),
    { status: expect.objectContaining({ outcome: 'DELAYED', hard: false, recipient: 'post@kommune.example' }) },
  ],
  [
    'qmail',
    notice(
      ['Subject: failure notice'],
      'Hi. This is the qmail-send program at mx.example.',
      "I'm afraid I wasn't able to deliver your message to the following addresses.",
      "This is a permanent error; I've given up. Sorry it didn't work out.",
      '',
      '<post@kommune.example>:',
      'Sorry, no mailbox here by that name. (#5.1.1)',
      '',
      '--- Below this line is a copy of the message.',
      '',
      'Return-Path: <akson+b-k7m2q4x5z3b6n2p4@ministry.example>',
      'Received: (qmail 550 invoked from network); 24 Apr 2020 07:00:01 -0000',
      ...LETTER,
      '',
      'Kjære ordfører',
    ),
    {
      status: {
        outcome: 'FAILED',
        hard: true,
        status: '5.1.1',
        recipient: 'post@kommune.example',
        explanation: 'Sorry, no mailbox here by that name. (#5.1.1)',
      },
      messageIds: [OURS],
    },
  ],
  [
    'qmail that gave up on a server that never answered',
    notice(
      ['Subject: failure notice'],
      'Hi. This is the qmail-send program at mx.example.',
      '',
      '<post@kommune.example>:',
      'I was unable to establish an SMTP connection. (#4.4.1)',
      "I'm not going to try again; this message has been in the queue too long.",
    ),
    { status: expect.objectContaining({ outcome: 'FAILED', hard: false, status: '4.4.1' }) },
  ],
  [
    'Exim',
    notice(
      ['Subject: Mail delivery failed: returning message to sender', 'X-Failed-Recipients: post@kommune.example'],
      'This message was created automatically by mail delivery software.',
      '',
      'A message that you sent could not be delivered to one or more of its',
      'recipients. This is a permanent error. The following address(es) failed:',
      '',
      '  post@kommune.example',
      '    host mail.kommune.example [192.0.2.7]',
      '    SMTP error from remote mail server after RCPT TO:<post@kommune.example>:',
      '    550 Unrouteable address',
      '',
      '------ This is a copy of the message, including all the headers. ------',
      '',
      ...LETTER,
    ),
    {
      status: {
        outcome: 'FAILED',
        hard: true,
        status: null,
        recipient: 'post@kommune.example',
        explanation: '550 Unrouteable address',
      },
      messageIds: [OURS],
    },
  ],
  [
    'Exim, delayed',
    notice(
      ['Subject: Warning: message 1jRwXY-0001ab-2C delayed 24 hours'],
      'A message that you sent has not yet been delivered to one or more of its',
      'recipients after more than 24 hours on the queue on mx.example.',
      '',
      'The address to which the message has not yet been delivered is:',
      '',
      '  post@kommune.example',
      '    Delay reason: Connection refused',
      '',
      'No action is required on your part. Delivery attempts will continue for some time.',
    ),
    { status: expect.objectContaining({ outcome: 'DELAYED', hard: false }) },
  ],
  [
    'Exchange of old: quoted addresses and a day',
    notice(
      ['Subject: Undeliverable: Invitasjon', `In-Reply-To: <${OURS}>`],
      'Your message did not reach some or all of the intended recipients.',
      '',
      '      Subject: Invitasjon',
      '      Sent: 24.04.2020 09:00',
      '',
      'The following recipient(s) could not be reached:',
      '',
      "      'post@kommune.example' on 24.04.2020 09:01",
      '            The e-mail account does not exist at the organization this message was sent to.',
      '            <mx.kommune.example #5.1.1>',
    ),
    {
      status: expect.objectContaining({
        outcome: 'FAILED',
        hard: true,
        status: '5.1.1',
        recipient: 'post@kommune.example',
      }),
      messageIds: [OURS],
    },
  ],
  [
    'HTML alone',
    message(
      'From: postmaster@kommune.example',
      'Subject: Undeliverable: Invitasjon',
      'Content-Type: text/html; charset=utf-8',
      '',
      '<html><body><p>Delivery has failed to these recipients:</p><p>post@kommune.example</p><p>550 5.1.1 RESOLVER.ADR.RecipNotFound; not found</p></body></html>',
    ),
    { status: expect.objectContaining({ outcome: 'FAILED', hard: true, status: '5.1.1' }) },
  ],
  [
    'a report whose returned headers are in base64',
    message(
      'From: MAILER-DAEMON@mx.example',
      'Content-Type: multipart/report; report-type=delivery-status; boundary="r"',
      '',
      '--r',
      'Content-Type: message/delivery-status',
      '',
      'Final-Recipient: rfc822; post@kommune.example',
      'Action: failed',
      'Status: 5.1.1',
      '',
      '--r',
      'Content-Type: text/rfc822-headers',
      'Content-Transfer-Encoding: base64',
      '',
      Buffer.from(LETTER.join('\r\n')).toString('base64'),
      '--r--',
    ),
    { status: expect.objectContaining({ hard: true }), messageIds: [OURS] },
  ],
  ['an apology', notice(['Subject: failure notice'], 'Sorry.'), { status: null, messageIds: [] }],
  ['nothing', notice(['Subject: ']), { status: null, messageIds: [], envelopeId: null }],
  [
    'a letter of the bounce’s own, and no other',
    notice([`Message-ID: <${OURS}>`, 'Subject: hello'], 'Nothing has failed.'),
    { status: null, messageIds: [] },
  ],
];

it.each(samples)('%s', async (_name, raw, expected) => {
  expect(await contentOf(raw)).toMatchObject(expected);
});

it.each(samples)('%s, cut off anywhere, is read without harm', async (_name, raw) => {
  for (let end = 0; end <= raw.length; end += 97) {
    const read = await contentOf(raw.subarray(0, end)).catch((error: unknown) => error);
    const messageIds = read instanceof MessageUnreadable ? [] : (read as BounceContent).messageIds;
    expect(messageIds.filter((id) => id !== OURS)).toEqual([]);
  }
});

it('is read in time, however long its lines are', async () => {
  const begun = process.cpuUsage();
  for (const piece of ['a@', 'x', '-', '<', ' ', '5.1.', '- ']) {
    const endless = piece.repeat(60_000);
    await contentOf(notice([`Subject: failure notice`, `X-Failed-Recipients: ${endless}`], `<${endless}`, endless));
    await contentOf(notice(['Content-Type: text/html'], endless));
    await contentOf(report({ text: endless, status: [`Final-Recipient: rfc822; ${endless}`, 'Action: failed'] }));
  }
  const { user } = process.cpuUsage(begun);
  expect(user).toBeLessThan(5_000_000);
});
