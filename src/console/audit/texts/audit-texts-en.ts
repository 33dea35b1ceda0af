import type { AuditTexts } from './audit-texts.js';
import { auditWordsEn } from './audit-words-en.js';

export const auditTextsEn: AuditTexts = {
  title: 'Audit log',
  ...auditWordsEn,
  actors: {
    system: (part) => `The service (${part})`,
    municipality: (number) => `Municipality ${number}`,
    key: (name) => `The key ${name}`,
    gateway: (name) => `The mail gateway ${name}`,
    mail: (address) => `Mail from ${address}`,
  },
  filter: {
    heading: 'Choose events',
    actor: 'Who',
    actorRules: 'The e-mail address of a person, the name of a key, or a municipality number.',
    action: 'What happened',
    campaign: 'Campaign',
    campaignRules:
      'This takes in the campaign’s messages, documents and letters, also those that are tied to no municipality. Log-ins, keys, the register, webhooks and work that is tried again belong to no campaign and are left out.',
    subject: 'What it is about',
    subjectRules: 'A reference, the e-mail address of a person, or the name of a campaign or a key.',
    from: 'From day',
    to: 'To day, inclusive',
    all: 'All',
    show: 'Show',
    clear: 'Show all events',
    notADay: 'Write a day that exists, such as 2020-06-30.',
    reversed: 'The last day is before the first. Choose the same day or a later one.',
  },
  list: {
    heading: 'Events',
    caption: 'The latest first',
    none: 'No events match this choice.',
    when: 'Time',
    event: 'What happened',
    who: 'Who',
    about: 'What it is about',
    details: 'Details',
    detailsOf: (event) => `Details of “${event}”`,
    newest: 'To the latest',
    older: 'Older events',
    pages: 'Pages',
    csv: 'Download this choice (CSV)',
  },
  details: {
    code: 'Code',
    actor: 'Who, as in the log',
    subject: 'About, as in the log',
    instant: 'Instant',
    position: 'Number in the chain',
    hash: 'Hash',
    unsealed: 'Not in the chain yet',
    onlyActor: 'Only what this one did',
    onlySubject: 'Only what is about this',
  },
  check: {
    heading: 'Is the log untouched?',
    explanation:
      'Each event carries the hash of the one before. The check goes through the whole chain and finds the first event that was changed, removed or put in.',
    never: 'The chain has not been checked here yet.',
    button: 'Check the chain',
    asked: 'The check has been started.',
    waiting: (events, by, at) => `The check is under way: ${events} events so far. Asked for by ${by} on ${at}.`,
    look: 'See how far it has come',
    fits: (events, from, to) => `The chain holds: ${events} events were checked, from ${from} to ${to}.`,
    fitsEmpty: 'The chain is empty: there are no events to check yet.',
    checked: (at, by) => `Checked on ${at}, asked for by ${by}.`,
    head: 'Hash of the last event',
    lastGood: 'Hash of the last event that holds with those before it',
    keepHead: 'Note it down somewhere else: with it, it can be shown later that all before it is untouched.',
    broken: 'The chain is broken',
    faults: {
      GAP: (position, before) =>
        `Event ${position} is missing: the one that follows event ${before} has a higher number.`,
      PREDECESSOR: (position, before) =>
        `Event ${position} does not follow event ${before}: it carries the hash of another.`,
      CHANGED: (position) => `Event ${position} was changed after it was put into the chain.`,
      CUT_OFF: (last) => `The chain ends at event ${last}, but an earlier check found more: its end was removed.`,
      REWRITTEN: (position) =>
        `Event ${position} has another hash than an earlier check found: the chain up to it was written anew.`,
    },
    stillFits: (events) =>
      events === '0'
        ? 'No event before it can be relied on.'
        : `The first ${events} events hold together. What comes after them has not been checked.`,
    theEvent: 'The event as it stands now',
    todo: 'What to do now',
    steps: [
      'Change nothing in the database, and take a copy of it as it is.',
      'Tell whoever is responsible for security, with the number of the event and the hash shown here.',
      'Compare with the latest backup or export of the log (“tilslutning audit verify FILE”): the event stands there as it was.',
      'Find out who could write to the database since then. Figures and decisions that rest on events after the break must be checked against their source.',
    ],
  },
};
