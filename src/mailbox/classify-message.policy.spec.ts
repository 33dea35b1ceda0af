import { classifyMessage, type MessageFacts } from './classify-message.policy.js';

const person: MessageFacts = {
  envelopeFrom: 'ordforer@proevedal.example',
  toBounceAddress: false,
  fromAddress: 'ordforer@proevedal.example',
  subject: 'SV: Invitasjon',
  headers: new Map(),
  reportType: null,
  deliveryStatus: false,
  calendarReply: false,
  documents: 0,
  otherAttachments: 0,
  ownMailbox: 'akson@hod.example',
  ownLetter: false,
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
  ['List-Id', header('list-id', '<x>'), 'AUTOMATIC'],
  ['X-Auto-Response-Suppress', header('x-auto-response-suppress', 'OOF'), 'QUESTION'],
  ['an absence note by its subject', { subject: 'Automatisk svar: Invitasjon' }, 'AUTOMATIC'],
  ['the same in English', { subject: 'Automatic reply: Invitasjon' }, 'AUTOMATIC'],
  ['a person’s answer to an absence note', { subject: 'SV: Automatisk svar: Invitasjon' }, 'QUESTION answered'],
  ['a subject that speaks of it', { subject: 'Automatisk svar på frist?' }, 'QUESTION answered'],
  ['an empty envelope sender', { envelopeFrom: '' }, 'AUTOMATIC'],
  ['an answer to the invitation', { calendarReply: true }, 'AUTOMATIC'],
  ['an answer to the invitation, with a document', { calendarReply: true, documents: 1 }, 'RETURN automatic'],
  ['an automatic answer with a document', { ...header('x-autorespond'), documents: 1 }, 'RETURN automatic'],
  ['an automatic answer with another file', { ...header('x-autorespond'), otherAttachments: 1 }, 'AUTOMATIC'],
  ['an empty envelope sender, with a document', { envelopeFrom: '', documents: 1 }, 'RETURN automatic'],
  ['a read receipt', { reportType: 'disposition-notification' }, 'AUTOMATIC'],
  ['a delivery report', { reportType: 'delivery-status', deliveryStatus: true }, 'BOUNCE'],
  ['a delivery report without its part', { reportType: 'delivery-status' }, 'BOUNCE'],
  ['a delivery report with our form in it', { ...daemon, deliveryStatus: true, documents: 1 }, 'BOUNCE'],
  ['a bounce that a person forwards with a document', { deliveryStatus: true, documents: 1 }, 'RETURN answered'],
  ['a mail system at the bounce address', { ...daemon, toBounceAddress: true }, 'BOUNCE'],
  ['a mail system elsewhere', daemon, 'AUTOMATIC'],
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
