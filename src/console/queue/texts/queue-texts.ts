import type { PageLanguage } from '../../../platform/pages/index.js';

/** The kinds of work that the service has; one that is not here is shown by its name. */
export const WORK_KINDS = [
  'check-audit-chain',
  'deliver-webhook',
  'issue-campaign',
  'portal-link-request',
  'process-inbound-message',
  'purge-idempotency-keys',
  'purge-webhook-log',
  'send-letter',
  'send-reminder',
  'verify-return',
  'watch-threshold',
] as const;
export type WorkKind = (typeof WORK_KINDS)[number];

export const JOB_STATES = ['waiting', 'active', 'delayed', 'failed'] as const;
export type JobState = (typeof JOB_STATES)[number];

/** The words of the page of the queue. */
export interface QueueTexts {
  readonly title: string;
  readonly explanation: string;
  readonly kinds: Readonly<Record<WorkKind, string>>;
  readonly backends: { readonly postgres: string; readonly redis: string };
  readonly silent: string;
  readonly onTime: string;
  readonly late: (count: string) => string;
  readonly lateTodo: string;
  readonly works: {
    readonly heading: string;
    readonly caption: (at: string) => string;
    readonly kind: string;
    readonly due: string;
    readonly queued: string;
    readonly late: string;
    readonly failing: string;
    readonly oldest: string;
    readonly next: string;
    readonly jobs: string;
    readonly none: string;
  };
  readonly jobs: Readonly<Record<JobState, (count: string) => string>>;
  readonly failing: {
    readonly heading: string;
    readonly explanation: string;
    readonly none: string;
    readonly shown: (shown: string, all: string) => string;
    readonly work: string;
    readonly attempts: string;
    readonly error: string;
    readonly next: string;
    readonly act: string;
    readonly now: string;
    readonly button: string;
  };
  readonly done: { readonly again: string; readonly gone: string };
}

export const queueTexts: Readonly<Record<PageLanguage, QueueTexts>> = {
  nb: {
    title: 'Kø',
    explanation:
      'Alt arbeid står i databasen. Køen bærer bare nummeret på det, så den kan tømmes uten at noe går tapt.',
    kinds: {
      'check-audit-chain': 'Kontrollere revisjonsloggen',
      'deliver-webhook': 'Levere webhook-meldinger',
      'issue-campaign': 'Sende ut kampanjer',
      'portal-link-request': 'Svare den som ber om ny lenke',
      'process-inbound-message': 'Lese meldinger',
      'purge-idempotency-keys': 'Glemme gamle nøkler mot dobbelt arbeid',
      'purge-webhook-log': 'Glemme gamle webhook-meldinger',
      'send-letter': 'Sende brev',
      'send-reminder': 'Sette i gang påminnelser',
      'verify-return': 'Kontrollere dokumenter',
      'watch-threshold': 'Se etter om terskelen er nådd',
    },
    backends: { postgres: 'Køen går over PostgreSQL.', redis: 'Køen går over Redis.' },
    silent: 'Køens tjener svarer ikke. Arbeidet står i databasen og blir gjort når den svarer igjen.',
    onTime: 'Ingenting er forsinket.',
    late: (count) => `${count} skulle vært gjort for mer enn fem minutter siden.`,
    lateTodo:
      'Se etter at en prosess med rollen «worker» eller «both» er i gang, og hva loggen sier. Brev går ikke fortere ut enn grensen i minuttet tillater.',
    works: {
      heading: 'Arbeid',
      caption: (at) => `Slik det står ${at}`,
      kind: 'Arbeid',
      due: 'Forfalt',
      queued: 'Lagt i køen',
      late: 'Forsinket',
      failing: 'Prøvd forgjeves',
      oldest: 'Det eldste har ventet siden',
      next: 'Neste',
      jobs: 'I selve køen',
      none: 'ingenting',
    },
    jobs: {
      waiting: (count) => `${count} venter`,
      active: (count) => `${count} i arbeid`,
      delayed: (count) => `${count} utsatt`,
      failed: (count) => `${count} mislyktes`,
    },
    failing: {
      heading: 'Prøvd forgjeves',
      explanation:
        'Det som ikke lykkes, prøves igjen av seg selv, med stadig lengre pause, høyst en time. Når feilen er rettet, kan du la det prøves straks.',
      none: 'Ingenting er prøvd forgjeves.',
      shown: (shown, all) => `De ${shown} første av ${all}`,
      work: 'Arbeid',
      attempts: 'Forsøk',
      error: 'Hva som gikk galt',
      next: 'Prøves igjen',
      act: 'Gjør',
      now: 'nå',
      button: 'Prøv igjen nå',
    },
    done: {
      again: 'Det prøves igjen nå.',
      gone: 'Det er alt gjort eller prøves nå. Ingenting er endret.',
    },
  },
  nn: {
    title: 'Kø',
    explanation:
      'Alt arbeid står i databasen. Køen ber berre nummeret på det, så han kan tømmast utan at noko går tapt.',
    kinds: {
      'check-audit-chain': 'Kontrollere revisjonsloggen',
      'deliver-webhook': 'Levere webhook-meldingar',
      'issue-campaign': 'Sende ut kampanjar',
      'portal-link-request': 'Svare den som bed om ny lenkje',
      'process-inbound-message': 'Lese meldingar',
      'purge-idempotency-keys': 'Gløyme gamle nøklar mot dobbelt arbeid',
      'purge-webhook-log': 'Gløyme gamle webhook-meldingar',
      'send-letter': 'Sende brev',
      'send-reminder': 'Setje i gang påminningar',
      'verify-return': 'Kontrollere dokument',
      'watch-threshold': 'Sjå etter om terskelen er nådd',
    },
    backends: { postgres: 'Køen går over PostgreSQL.', redis: 'Køen går over Redis.' },
    silent: 'Tenaren til køen svarer ikkje. Arbeidet står i databasen og blir gjort når han svarer igjen.',
    onTime: 'Ingenting er forseinka.',
    late: (count) => `${count} skulle vore gjort for meir enn fem minutt sidan.`,
    lateTodo:
      'Sjå etter at ein prosess med rolla «worker» eller «both» er i gang, og kva loggen seier. Brev går ikkje fortare ut enn grensa i minuttet tillèt.',
    works: {
      heading: 'Arbeid',
      caption: (at) => `Slik det står ${at}`,
      kind: 'Arbeid',
      due: 'Forfalle',
      queued: 'Lagt i køen',
      late: 'Forseinka',
      failing: 'Prøvd forgjeves',
      oldest: 'Det eldste har venta sidan',
      next: 'Neste',
      jobs: 'I sjølve køen',
      none: 'ingenting',
    },
    jobs: {
      waiting: (count) => `${count} ventar`,
      active: (count) => `${count} i arbeid`,
      delayed: (count) => `${count} utsette`,
      failed: (count) => `${count} mislukkast`,
    },
    failing: {
      heading: 'Prøvd forgjeves',
      explanation:
        'Det som ikkje lukkast, blir prøvd igjen av seg sjølv, med stadig lengre pause, høgst ein time. Når feilen er retta, kan du la det bli prøvd straks.',
      none: 'Ingenting er prøvd forgjeves.',
      shown: (shown, all) => `Dei ${shown} første av ${all}`,
      work: 'Arbeid',
      attempts: 'Forsøk',
      error: 'Kva som gjekk gale',
      next: 'Blir prøvd igjen',
      act: 'Gjer',
      now: 'no',
      button: 'Prøv igjen no',
    },
    done: {
      again: 'Det blir prøvd igjen no.',
      gone: 'Det er alt gjort eller blir prøvd no. Ingenting er endra.',
    },
  },
  en: {
    title: 'Queue',
    explanation:
      'All work stands in the database. The queue only carries its numbers, so it can be emptied and nothing is lost.',
    kinds: {
      'check-audit-chain': 'Check the audit log',
      'deliver-webhook': 'Deliver webhook messages',
      'issue-campaign': 'Issue campaigns',
      'portal-link-request': 'Answer who asks for a new link',
      'process-inbound-message': 'Read messages',
      'purge-idempotency-keys': 'Forget old idempotency keys',
      'purge-webhook-log': 'Forget old webhook messages',
      'send-letter': 'Send letters',
      'send-reminder': 'Set off reminders',
      'verify-return': 'Verify documents',
      'watch-threshold': 'Look whether the threshold is reached',
    },
    backends: { postgres: 'The queue runs on PostgreSQL.', redis: 'The queue runs on Redis.' },
    silent:
      'The server of the queue does not answer. The work stands in the database and is done when it answers again.',
    onTime: 'Nothing is late.',
    late: (count) => `${count} should have been done more than five minutes ago.`,
    lateTodo:
      'See that a process with the role “worker” or “both” is running, and what the log says. Letters go out no faster than the limit per minute allows.',
    works: {
      heading: 'Work',
      caption: (at) => `As it stands on ${at}`,
      kind: 'Work',
      due: 'Due',
      queued: 'Queued',
      late: 'Late',
      failing: 'Tried in vain',
      oldest: 'The oldest has waited since',
      next: 'Next',
      jobs: 'In the queue itself',
      none: 'nothing',
    },
    jobs: {
      waiting: (count) => `${count} waiting`,
      active: (count) => `${count} active`,
      delayed: (count) => `${count} delayed`,
      failed: (count) => `${count} failed`,
    },
    failing: {
      heading: 'Tried in vain',
      explanation:
        'What does not succeed is tried again by itself, after ever longer pauses, at most an hour. Once the fault is mended, you can have it tried at once.',
      none: 'Nothing was tried in vain.',
      shown: (shown, all) => `The first ${shown} of ${all}`,
      work: 'Work',
      attempts: 'Attempts',
      error: 'What went wrong',
      next: 'Tried again',
      act: 'Do',
      now: 'now',
      button: 'Try again now',
    },
    done: {
      again: 'It is tried again now.',
      gone: 'It is done already or being tried now. Nothing was changed.',
    },
  },
};
