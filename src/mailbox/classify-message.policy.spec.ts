import { classifyMessage } from './classify-message.policy.js';
import type { MessageFacts } from './message-facts.js';

const person: MessageFacts = {
  envelopeFrom: 'ordforer@proevedal.example',
  toBounceAddress: false,
  fromAddress: 'ordforer@proevedal.example',
  subject: 'SV: Invitasjon',
  headers: new Map(),
  reportType: null,
  deliveryStatus: false,
  calendarReply: null,
  documents: 0,
  otherAttachments: 0,
  ownMailbox: 'akson@hod.example',
  ownLetter: false,
  pointsToCase: false,
};
const header = (name: string, value = ''): Partial<MessageFacts> => ({ headers: new Map([[name, value]]) });
const daemon = { fromAddress: 'MAILER-DAEMON@mx.example', envelopeFrom: '' };

it.each<[string, Partial<MessageFacts>, string]>([
  ['a person’s question', {}, 'QUESTION answered'],
  ['with a document', { documents: 1 }, 'RETURN answered'],
  ['with another file', { otherAttachments: 1 }, 'RETURN answered'],
  ['Auto-Submitted: no', header('auto-submitted', 'no'), 'QUESTION answered'],
  ['Auto-Submitted: no; comment', header('auto-submitted', 'No; really'), 'QUESTION answered'],
  ['Auto-Submitted: auto-replied', header('auto-submitted', 'auto-replied'), 'AUTOMATIC'],
  ['Auto-Submitted: auto-generated', header('auto-submitted', 'Auto-Generated; x=y'), 'AUTOMATIC'],
  ['Precedence: bulk', header('precedence', 'Bulk'), 'AUTOMATIC'],
  ['Precedence: first-class', header('precedence', 'first-class'), 'QUESTION answered'],
  ['X-Autoreply', header('x-autoreply', 'yes'), 'AUTOMATIC'],
  ['List-Id', header('list-id', '<x>'), 'UNWANTED'],
  ['a list that knows the case', { ...header('list-id', '<x>'), pointsToCase: true }, 'QUESTION'],
  ['a list that brings a document', { ...header('list-id', '<x>'), documents: 1 }, 'RETURN automatic'],
  [
    'a list that knows the case and brings a file',
    { ...header('list-id'), pointsToCase: true, otherAttachments: 1 },
    'RETURN unanswered',
  ],
  ['X-Auto-Response-Suppress', header('x-auto-response-suppress', 'OOF'), 'QUESTION'],
  ['an absence note by its subject', { subject: 'Automatisk svar: Invitasjon' }, 'AUTOMATIC'],
  ['the same in English', { subject: 'Automatic reply: Invitasjon' }, 'AUTOMATIC'],
  ['a person’s answer to an absence note', { subject: 'SV: Automatisk svar: Invitasjon' }, 'QUESTION answered'],
  ['a subject that speaks of it', { subject: 'Automatisk svar på frist?' }, 'QUESTION answered'],
  ['an empty envelope sender', { envelopeFrom: '' }, 'AUTOMATIC'],
  ['an answer to the invitation', { calendarReply: 'ACCEPTED' }, 'CALENDAR_REPLY'],
  ['an answer to the invitation, with a document', { calendarReply: '', documents: 1 }, 'RETURN automatic'],
  ['an automatic answer with a document', { ...header('x-autorespond'), documents: 1 }, 'RETURN automatic'],
  ['an automatic answer with another file', { ...header('x-autorespond'), otherAttachments: 1 }, 'AUTOMATIC'],
  ['an empty envelope sender, with a document', { envelopeFrom: '', documents: 1 }, 'RETURN automatic'],
  ['a read receipt', { reportType: 'disposition-notification' }, 'AUTOMATIC'],
  ['a delivery report', { reportType: 'delivery-status', deliveryStatus: true }, 'BOUNCE'],
  ['a delivery report without its part', { reportType: 'delivery-status' }, 'BOUNCE'],
  ['a delivery report with our form in it', { ...daemon, deliveryStatus: true, documents: 1 }, 'BOUNCE'],
  ['a bounce that a person forwards with a document', { deliveryStatus: true, documents: 1 }, 'RETURN answered'],
  ['a mail system at the bounce address', { ...daemon, toBounceAddress: true }, 'BOUNCE'],
  ['a mail system that drops the plus part', daemon, 'BOUNCE'],
  ['a mail system that names itself as the sender', { ...daemon, envelopeFrom: 'postmaster@x.example' }, 'AUTOMATIC'],
  ['an absence note at the bounce address', { toBounceAddress: true, envelopeFrom: '' }, 'AUTOMATIC'],
  ['X-Failed-Recipients', { ...header('x-failed-recipients', 'a@b'), envelopeFrom: '' }, 'BOUNCE'],
  ['our own letter', { ownLetter: true, documents: 1 }, 'OWN_LOOP'],
  ['our own mailbox', { fromAddress: 'Akson@HOD.example' }, 'OWN_LOOP'],
  ['our own mailbox with a tag', { fromAddress: 'akson+abc@hod.example' }, 'OWN_LOOP'],
  ['our own mailbox, with a document', { fromAddress: 'akson@hod.example', documents: 1 }, 'RETURN automatic'],
  ['a mailbox that only ends alike', { fromAddress: 'xakson@hod.example' }, 'QUESTION answered'],
])('%s', (_, change, expected) => {
  const { classification, automatic, mayBeAnswered, explanation } = classifyMessage({ ...person, ...change });
  const [kind, manner] = expected.split(' ');
  expect(classification).toBe(kind);
  expect(mayBeAnswered).toBe(manner === 'answered');
  // Everything that is no return and no question is a machine's.
  expect(automatic).toBe(kind === 'RETURN' ? manner === 'automatic' : kind !== 'QUESTION');
  expect(explanation).not.toBe('');
});

/** As real systems write them; only what differs from a person's message is named. */
describe('real senders', () => {
  const headers = (...lines: readonly string[]): Partial<MessageFacts> => ({
    headers: new Map(
      lines.map((line) => {
        const colon = line.indexOf(':');
        return [line.slice(0, colon).toLowerCase(), line.slice(colon + 1).trim()];
      }),
    ),
  });
  const report = (type: string): Partial<MessageFacts> => ({ reportType: type, envelopeFrom: '' });

  it.each<[string, Partial<MessageFacts>, string]>([
    [
      'Outlook, a person through Exchange Online',
      headers(
        'Thread-Topic: Invitasjon',
        'X-MS-Has-Attach:',
        'X-MS-TNEF-Correlator:',
        'X-MS-Exchange-Organization-SCL: 1',
        'X-Forefront-Antispam-Report: CIP:255.255.255.255;CTRY:;LANG:nb;SCL:1;SRV:;IPV:NLI;SFV:NSPM;H:AM0PR01;CAT:NONE;',
        'X-Auto-Response-Suppress: DR, RN, NRN, OOF, AutoReply',
      ),
      'QUESTION',
    ],
    ['Gmail, a person', headers('X-Gm-Message-State: AOJu0Y', 'X-Google-DKIM-Signature: v=1'), 'QUESTION answered'],
    ['Notes, a person', headers('X-Mailer: HCL Notes Release 12.0', 'X-MIMETrack: Serialize by'), 'QUESTION answered'],
    ['GroupWise, a person', headers('X-Mailer: Novell GroupWise Internet Agent 18.0'), 'QUESTION answered'],
    ['Thunderbird, a person', headers('User-Agent: Mozilla Thunderbird', 'Auto-Submitted: no'), 'QUESTION answered'],
    [
      'Exchange, out of office',
      {
        ...headers(
          'Auto-Submitted: auto-generated',
          'X-Auto-Response-Suppress: All',
          'X-MS-Exchange-Inbox-Rules-Loop: kari@kommune.example',
          'X-MS-Exchange-Generated-Message-Source: Mailbox Rules Agent',
        ),
        subject: 'Automatisk svar: Invitasjon',
        envelopeFrom: '',
      },
      'AUTOMATIC',
    ],
    [
      'Exchange 2003, out of office, marked by its subject alone',
      { ...headers('X-MimeOLE: Produced By Microsoft Exchange V6.5'), subject: 'Out of Office AutoReply: Invitasjon' },
      'AUTOMATIC',
    ],
    ['Gmail, vacation', headers('Auto-Submitted: auto-replied', 'Precedence: bulk', 'X-Autoreply: yes'), 'AUTOMATIC'],
    ['vacation(1) on Unix', headers('Precedence: junk', 'X-Mailer: vacation'), 'AUTOMATIC'],
    [
      'Notes, out of office agent',
      {
        ...headers('X-Mailer: Lotus Domino Web Server'),
        subject: 'AUTO: Kari Nordmann er ute av kontoret (retur 12.05.2020)',
      },
      'AUTOMATIC',
    ],
    ['Notes, a person who writes AUTO:', { subject: 'AUTO: innsending av erklæring' }, 'QUESTION answered'],
    [
      'GroupWise, vacation rule',
      { ...headers('X-Mailer: GroupWise', 'X-Autogenerated: Reply'), subject: 'Fravær' },
      'AUTOMATIC',
    ],
    ['FirstClass', headers('X-FC-MachineGenerated: true'), 'AUTOMATIC'],
    ['an autoresponder of X-POST', headers('X-POST-MessageClass: 9; Autoresponder'), 'AUTOMATIC'],
    [
      'a ticket system',
      headers('Auto-Submitted: auto-generated', 'X-Auto-Response-Suppress: All', 'X-Mailer: Zammad Mail Service'),
      'AUTOMATIC',
    ],
    ['cron', headers('X-Cron-Env: <SHELL=/bin/sh>'), 'AUTOMATIC'],
    [
      'Postfix, undeliverable',
      {
        ...headers('Auto-Submitted: auto-replied'),
        ...report('delivery-status'),
        fromAddress: 'mailer-daemon@mx.example',
      },
      'BOUNCE',
    ],
    [
      'Exchange, undeliverable',
      {
        ...headers('X-MS-Exchange-Message-Is-Ndr:', 'Auto-Submitted: auto-replied'),
        ...report('delivery-status'),
        fromAddress: 'microsoftexchange329e71ec88ae4615bbc36ab6ce41109e@kommune.example',
      },
      'BOUNCE',
    ],
    [
      'Exim, undeliverable',
      {
        ...headers('X-Failed-Recipients: post@kommune.example', 'Auto-Submitted: auto-replied'),
        fromAddress: 'mailer-daemon@mx.example',
        envelopeFrom: '',
      },
      'BOUNCE',
    ],
    [
      'qmail, undeliverable, in words',
      { fromAddress: 'mailer-daemon@mx.example', envelopeFrom: '', toBounceAddress: true },
      'BOUNCE',
    ],
    [
      'Postfix, delayed',
      { ...report('delivery-status'), deliveryStatus: true, fromAddress: 'mailer-daemon@mx.example' },
      'BOUNCE',
    ],
    ['Exchange, read', { ...report('disposition-notification'), subject: 'Lest: Invitasjon' }, 'AUTOMATIC'],
    [
      'Outlook, accepts the meeting',
      {
        ...headers('Content-Class: urn:content-classes:calendarmessage'),
        calendarReply: 'ACCEPTED',
        subject: 'Godtatt: Frist',
      },
      'CALENDAR_REPLY',
    ],
    [
      'Google Calendar, declines',
      { ...headers('Sender: Google Calendar <calendar-notification@google.com>'), calendarReply: 'DECLINED' },
      'CALENDAR_REPLY',
    ],
    [
      'a newsletter',
      headers('List-Unsubscribe: <https://news.example/u>', 'List-Id: <news.example>', 'Precedence: list'),
      'UNWANTED',
    ],
    ['junk by SpamAssassin', headers('X-Spam-Flag: YES', 'X-Spam-Status: Yes, score=17.2 required=5.0'), 'UNWANTED'],
    [
      'junk by Exchange Online',
      headers('X-Forefront-Antispam-Report: CIP:192.0.2.1;CTRY:XX;LANG:en;SCL:9;SRV:;SFV:SPM;CAT:PHSH;'),
      'UNWANTED',
    ],
    [
      'junk by Exchange Online that knows the case',
      { ...headers('X-Forefront-Antispam-Report: SCL:5;SFV:SPM;'), pointsToCase: true },
      'QUESTION',
    ],
  ])('%s', (_, change, expected) => {
    const { classification, mayBeAnswered } = classifyMessage({ ...person, ...change });
    expect(`${classification}${mayBeAnswered ? ' answered' : ''}`).toBe(expected);
  });
});
