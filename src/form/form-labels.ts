import type { LanguageForm } from './language-form.js';

/** A blank to fill in: the label printed above it, and the sentence that a screen reader reads out. */
export interface FieldLabel {
  readonly label: string;
  readonly tooltip: string;
}

/** The blanks of a form, in reading order. They are the names of the PDF's text fields too. */
export const fieldNames = ['name', 'role', 'place', 'date', 'resolutionDate', 'resolutionCase'] as const;
export type FieldName = (typeof fieldNames)[number];

/** Every fixed word of a form; what a campaign decides is not here. */
export interface FormLabels {
  readonly municipality: string;
  readonly municipalityNumber: string;
  readonly organizationNumber: string;
  readonly reference: string;
  readonly issued: string;
  readonly signing: string;
  readonly onBehalfOf: string;
  readonly howToSign: (mailbox: string) => string;
  readonly fields: Readonly<Record<FieldName, FieldLabel>>;
  readonly byHand: string;
  readonly byHandAlternative: string;
  readonly digital: FieldLabel;
  readonly seal: FieldLabel;
  readonly sealed: (owner: string) => string;
  readonly sealReason: string;
  readonly pageOf: (page: number, pages: number) => string;
  readonly formSubject: string;
  readonly enclosureSubject: string;
  readonly receiptSubject: string;
  readonly receiptSealReason: string;
  readonly months: readonly string[];
}

const months = [
  'januar',
  'februar',
  'mars',
  'april',
  'mai',
  'juni',
  'juli',
  'august',
  'september',
  'oktober',
  'november',
  'desember',
];

export const formLabels: Readonly<Record<LanguageForm, FormLabels>> = {
  nb: {
    municipality: 'Kommune',
    municipalityNumber: 'Kommunenummer',
    organizationNumber: 'Organisasjonsnummer',
    reference: 'Referanse',
    issued: 'Utstedt',
    signing: 'Underskrift',
    onBehalfOf: 'På vegne av',
    howToSign: (mailbox) =>
      `Fyll ut feltene og skriv under enten for hånd eller digitalt; det ene er nok. Send hele dokumentet, med alle sidene, til ${mailbox}.`,
    fields: {
      name: { label: 'Navn', tooltip: 'Navnet på den som skriver under for kommunen' },
      role: { label: 'Rolle', tooltip: 'Rollen til den som skriver under, for eksempel ordfører' },
      place: { label: 'Sted', tooltip: 'Stedet der erklæringen blir underskrevet' },
      date: { label: 'Dato', tooltip: 'Datoen for underskriften, dag.måned.år' },
      resolutionDate: {
        label: 'Vedtak i kommunestyret, dato',
        tooltip: 'Datoen for kommunestyrets vedtak, dag.måned.år. La stå tom hvis det ikke er gjort vedtak',
      },
      resolutionCase: {
        label: 'Vedtak i kommunestyret, saksnummer',
        tooltip: 'Saksnummeret til kommunestyrets vedtak. La stå tom hvis det ikke er gjort vedtak',
      },
    },
    byHand: 'Underskrift for hånd',
    byHandAlternative: 'Tom ramme for underskrift for hånd',
    digital: { label: 'Digital signatur', tooltip: 'Felt for kommunens digitale signatur' },
    seal: { label: 'Segl', tooltip: 'Avsenderens digitale segl på skjemaet' },
    sealed: (owner) =>
      `${owner} har forseglet skjemaet elektronisk. Det kan fylles ut og signeres; andre endringer gjør forseglingen ugyldig.`,
    sealReason: 'Skjemaet er utstedt og forseglet; det kan fylles ut og signeres',
    pageOf: (page, pages) => `Side ${page} av ${pages}`,
    formSubject: 'Erklæring til underskrift',
    enclosureSubject: 'Vedlegg',
    receiptSubject: 'Kvittering',
    receiptSealReason: 'Kvitteringen er utstedt og forseglet av mottakeren',
    months,
  },
  nn: {
    municipality: 'Kommune',
    municipalityNumber: 'Kommunenummer',
    organizationNumber: 'Organisasjonsnummer',
    reference: 'Referanse',
    issued: 'Utferda',
    signing: 'Underskrift',
    onBehalfOf: 'På vegner av',
    howToSign: (mailbox) =>
      `Fyll ut felta og skriv under anten for hand eller digitalt; det eine er nok. Send heile dokumentet, med alle sidene, til ${mailbox}.`,
    fields: {
      name: { label: 'Namn', tooltip: 'Namnet på den som skriv under for kommunen' },
      role: { label: 'Rolle', tooltip: 'Rolla til den som skriv under, til dømes ordførar' },
      place: { label: 'Stad', tooltip: 'Staden der erklæringa blir underskriven' },
      date: { label: 'Dato', tooltip: 'Datoen for underskrifta, dag.månad.år' },
      resolutionDate: {
        label: 'Vedtak i kommunestyret, dato',
        tooltip: 'Datoen for vedtaket i kommunestyret, dag.månad.år. Lat stå tomt om det ikkje er gjort vedtak',
      },
      resolutionCase: {
        label: 'Vedtak i kommunestyret, saksnummer',
        tooltip: 'Saksnummeret til vedtaket i kommunestyret. Lat stå tomt om det ikkje er gjort vedtak',
      },
    },
    byHand: 'Underskrift for hand',
    byHandAlternative: 'Tom ramme for underskrift for hand',
    digital: { label: 'Digital signatur', tooltip: 'Felt for den digitale signaturen til kommunen' },
    seal: { label: 'Segl', tooltip: 'Det digitale seglet til avsendaren på skjemaet' },
    sealed: (owner) =>
      `${owner} har forsegla skjemaet elektronisk. Det kan fyllast ut og signerast; andre endringar gjer forseglinga ugyldig.`,
    sealReason: 'Skjemaet er utferda og forsegla; det kan fyllast ut og signerast',
    pageOf: (page, pages) => `Side ${page} av ${pages}`,
    formSubject: 'Erklæring til underskrift',
    enclosureSubject: 'Vedlegg',
    receiptSubject: 'Kvittering',
    receiptSealReason: 'Kvitteringa er utferda og forsegla av mottakaren',
    months,
  },
};

const osloDay = new Intl.DateTimeFormat('en-CA', {
  timeZone: 'Europe/Oslo',
  year: 'numeric',
  month: '2-digit',
  day: '2-digit',
});

/** `24. april 2020`: the day of an instant in Norway. */
export function formatDay(instant: Date, language: LanguageForm): string {
  const [year = '', month = '', day = ''] = osloDay.format(instant).split('-');
  return `${Number(day)}. ${formLabels[language].months[Number(month) - 1] ?? ''} ${year}`;
}
