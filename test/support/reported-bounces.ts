import { OURS, report } from './bounce-samples.js';

/** Bounces with a report of RFC 3464, as mail servers write them, and what there is to read in each. */
export const REPORTED_BOUNCES: readonly (readonly [name: string, raw: Buffer, expected: object])[] = [
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
    { status: { outcome: 'DELAYED', hard: false, status: '4.4.1' }, messageIds: [OURS] },
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
      status: { outcome: 'FAILED', hard: true, status: '5.1.10' },
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
    { status: { hard: true, status: '5.2.2' } },
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
    { status: { outcome: 'FAILED', hard: false, status: '4.2.2' } },
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
    { status: { hard: true, recipient: 'post@kommune.example' }, messageIds: [OURS] },
  ],
];
