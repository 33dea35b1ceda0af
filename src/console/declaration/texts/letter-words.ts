import type { LetterKind, LetterView } from '../../../letters/index.js';
import type { PageLanguage } from '../../../platform/pages/index.js';

export interface LetterWordsOfLanguage {
  readonly kinds: Readonly<Record<LetterKind, string>>;
  readonly deliveries: Readonly<Record<LetterView['delivery'], string>>;
}

/** What the kinds of letters and the states of their delivery are called beside a case. */
export const letterWords: Readonly<Record<PageLanguage, LetterWordsOfLanguage>> = {
  nb: {
    kinds: {
      INVITATION: 'Invitasjon',
      COPY: 'Kopi',
      REMINDER: 'Påminnelse',
      EXTENSION_NOTICE: 'Utsatt frist',
      EXTENSION_UNDONE: 'Utsettelse trukket tilbake',
      RECEIPT: 'Kvittering',
      DECISION: 'Godkjenning',
      REJECTION: 'Avvisning',
      QUESTION_RECEIVED: 'Spørsmål mottatt',
      ANSWER: 'Svar på spørsmål',
      WITHDRAWAL: 'Tatt ut av kampanjen',
      NEW_LINK: 'Ny lenke',
      OPERATORS_DIGEST: 'Liste til saksbehandlerne',
    },
    deliveries: {
      PLANNED: 'Planlagt',
      QUEUED: 'På vei',
      SENT: 'Sendt',
      BOUNCED_SOFT: 'I retur, prøves igjen',
      BOUNCED_HARD: 'I retur for godt',
      HELD: 'Holdt tilbake',
      FAILED: 'Mislykket',
      CANCELLED: 'Avlyst',
    },
  },
  nn: {
    kinds: {
      INVITATION: 'Invitasjon',
      COPY: 'Kopi',
      REMINDER: 'Påminning',
      EXTENSION_NOTICE: 'Utsett frist',
      EXTENSION_UNDONE: 'Utsetjing trekt tilbake',
      RECEIPT: 'Kvittering',
      DECISION: 'Godkjenning',
      REJECTION: 'Avvising',
      QUESTION_RECEIVED: 'Spørsmål motteke',
      ANSWER: 'Svar på spørsmål',
      WITHDRAWAL: 'Teken ut av kampanjen',
      NEW_LINK: 'Ny lenkje',
      OPERATORS_DIGEST: 'Liste til saksbehandlarane',
    },
    deliveries: {
      PLANNED: 'Planlagt',
      QUEUED: 'På veg',
      SENT: 'Sendt',
      BOUNCED_SOFT: 'I retur, blir prøvd igjen',
      BOUNCED_HARD: 'I retur for godt',
      HELD: 'Halde tilbake',
      FAILED: 'Mislukka',
      CANCELLED: 'Avlyst',
    },
  },
  en: {
    kinds: {
      INVITATION: 'Invitation',
      COPY: 'Copy',
      REMINDER: 'Reminder',
      EXTENSION_NOTICE: 'Extension notice',
      EXTENSION_UNDONE: 'Extension undone',
      RECEIPT: 'Receipt',
      DECISION: 'Acceptance',
      REJECTION: 'Rejection',
      QUESTION_RECEIVED: 'Question received',
      ANSWER: 'Answer to a question',
      WITHDRAWAL: 'Withdrawal',
      NEW_LINK: 'New link',
      OPERATORS_DIGEST: "Operators' list",
    },
    deliveries: {
      PLANNED: 'Planned',
      QUEUED: 'On its way',
      SENT: 'Sent',
      BOUNCED_SOFT: 'Bounced, tried again',
      BOUNCED_HARD: 'Bounced for good',
      HELD: 'Held back',
      FAILED: 'Failed',
      CANCELLED: 'Cancelled',
    },
  },
};
