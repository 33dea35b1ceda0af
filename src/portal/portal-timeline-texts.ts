import type { AcceptanceMethod } from '../declarations/index.js';
import type { Concern } from '../mailbox/index.js';
import type { ReturnView } from '../returns/index.js';

export interface PortalTimelineTexts {
  readonly heading: string;
  readonly none: string;
  readonly issued: string;
  readonly downloaded: string;
  readonly letter: (kind: string) => string;
  readonly bounced: (kind: string) => string;
  readonly received: Readonly<Record<ReturnView['channel'], (fileName: string) => string>>;
  readonly late: string;
  readonly accepted: (fileName: string) => string;
  readonly methods: Readonly<Record<AcceptanceMethod, string>>;
  readonly rejected: (fileName: string) => string;
  readonly whyInLetter: string;
  readonly inReview: (fileName: string) => string;
  readonly inReviewDetail: string;
  readonly duplicate: (fileName: string) => string;
  readonly extended: (day: string) => string;
  readonly undone: (day: string) => string;
  readonly resolved: Readonly<Record<'municipality' | 'ministry', (outcome: string, day: string) => string>>;
  readonly caseNumber: (caseNumber: string) => string;
  readonly contactChanged: string;
  readonly linkRenewed: string;
  readonly linkRevoked: string;
  readonly withdrawn: string;
  readonly asked: Readonly<Record<Concern, string>>;
}

/** What has happened, in the municipality's language form; a missing word does not compile. */
export const portalTimelineTexts: Readonly<Record<'nb' | 'nn', PortalTimelineTexts>> = {
  nb: {
    heading: 'Hva som har skjedd',
    none: 'Ingenting ennå.',
    issued: 'Saken ble opprettet, og skjemaet ble laget',
    downloaded: 'Skjemaet ble lastet ned fra denne siden',
    letter: (kind) => `Brev fra departementet: ${kind}`,
    bounced: (kind) => `Brevet kom ikke frem til kommunen: ${kind}`,
    received: {
      MAIL: (fileName) => `Mottatt på e-post: ${fileName}`,
      REST: (fileName) => `Mottatt fra kommunens system: ${fileName}`,
      PORTAL: (fileName) => `Levert på denne siden: ${fileName}`,
      CONSOLE: (fileName) => `Lagt inn av departementet: ${fileName}`,
    },
    late: 'Det kom etter fristen.',
    accepted: (fileName) => `Godkjent: ${fileName}`,
    methods: {
      PADES: 'Den digitale signaturen er kontrollert.',
      REVIEWED_SCAN: 'En saksbehandler har sett på det skannede skjemaet.',
      REVIEWED: 'En saksbehandler har sett på det.',
    },
    rejected: (fileName) => `Kan ikke godkjennes: ${fileName}`,
    whyInLetter: 'Brevet om det sier hvorfor.',
    inReview: (fileName) => `Kontrollert: ${fileName}`,
    inReviewDetail: 'En saksbehandler må se på det før det kan avgjøres.',
    duplicate: (fileName) => `Levert før, og behandles ikke to ganger: ${fileName}`,
    extended: (day) => `Fristen ble utsatt til ${day}`,
    undone: (day) => `Utsettelsen ble trukket tilbake. Fristen er ${day}`,
    resolved: {
      municipality: (outcome, day) => `Kommunen registrerte vedtaket: ${outcome}, ${day}`,
      ministry: (outcome, day) => `Departementet registrerte vedtaket: ${outcome}, ${day}`,
    },
    caseNumber: (caseNumber) => `Saksnummer ${caseNumber}.`,
    contactChanged: 'E-postadressen som brevene går til, ble endret',
    linkRenewed: 'En ny lenke til denne siden gjelder; de før den virker ikke lenger',
    linkRevoked: 'Lenken til denne siden ble stengt',
    withdrawn: 'Saken ble trukket tilbake',
    asked: {
      QUESTION: 'Vi fikk et spørsmål',
      EXTENSION: 'Vi fikk et ønske om utsatt frist',
      CONTACT: 'Vi fikk melding om ny kontakt eller adresse',
    },
  },
  nn: {
    heading: 'Kva som har skjedd',
    none: 'Ingenting enno.',
    issued: 'Saka vart oppretta, og skjemaet vart laga',
    downloaded: 'Skjemaet vart lasta ned frå denne sida',
    letter: (kind) => `Brev frå departementet: ${kind}`,
    bounced: (kind) => `Brevet kom ikkje fram til kommunen: ${kind}`,
    received: {
      MAIL: (fileName) => `Motteke på e-post: ${fileName}`,
      REST: (fileName) => `Motteke frå systemet til kommunen: ${fileName}`,
      PORTAL: (fileName) => `Levert på denne sida: ${fileName}`,
      CONSOLE: (fileName) => `Lagt inn av departementet: ${fileName}`,
    },
    late: 'Det kom etter fristen.',
    accepted: (fileName) => `Godkjent: ${fileName}`,
    methods: {
      PADES: 'Den digitale signaturen er kontrollert.',
      REVIEWED_SCAN: 'Ein saksbehandlar har sett på det skanna skjemaet.',
      REVIEWED: 'Ein saksbehandlar har sett på det.',
    },
    rejected: (fileName) => `Kan ikkje godkjennast: ${fileName}`,
    whyInLetter: 'Brevet om det seier kvifor.',
    inReview: (fileName) => `Kontrollert: ${fileName}`,
    inReviewDetail: 'Ein saksbehandlar må sjå på det før det kan avgjerast.',
    duplicate: (fileName) => `Levert før, og blir ikkje behandla to gonger: ${fileName}`,
    extended: (day) => `Fristen vart utsett til ${day}`,
    undone: (day) => `Utsetjinga vart trekt tilbake. Fristen er ${day}`,
    resolved: {
      municipality: (outcome, day) => `Kommunen registrerte vedtaket: ${outcome}, ${day}`,
      ministry: (outcome, day) => `Departementet registrerte vedtaket: ${outcome}, ${day}`,
    },
    caseNumber: (caseNumber) => `Saksnummer ${caseNumber}.`,
    contactChanged: 'E-postadressa som breva går til, vart endra',
    linkRenewed: 'Ei ny lenkje til denne sida gjeld; dei før ho verkar ikkje lenger',
    linkRevoked: 'Lenkja til denne sida vart stengd',
    withdrawn: 'Saka vart trekt tilbake',
    asked: {
      QUESTION: 'Vi fekk eit spørsmål',
      EXTENSION: 'Vi fekk eit ønske om utsett frist',
      CONTACT: 'Vi fekk melding om ny kontakt eller adresse',
    },
  },
};
