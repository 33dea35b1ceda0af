import type { PageLanguage } from '../../platform/pages/index.js';

export interface CapturedMailTexts {
  readonly title: string;
  readonly sendsMail: string;
  readonly sendsNothing: string;
  readonly searchLabel: string;
  readonly search: string;
  readonly count: (count: string) => string;
  readonly found: (count: string, search: string) => string;
  readonly showAll: string;
  readonly messages: string;
  readonly columns: {
    readonly at: string;
    readonly to: string;
    readonly subject: string;
    readonly kilobytes: string;
    readonly times: string;
  };
  readonly noSubject: string;
  readonly pages: string;
  readonly newest: string;
  readonly older: string;
  readonly looks: string;
  readonly frame: string;
  readonly links: string;
  readonly attachments: string;
  readonly none: string;
  readonly open: string;
  readonly text: string;
  readonly headers: string;
  readonly asItCame: string;
  readonly whole: string;
  readonly source: string;
  readonly download: string;
}

/** The words of the pages about captured mail; a missing one does not compile. */
export const capturedMailTexts: Readonly<Record<PageLanguage, CapturedMailTexts>> = {
  nb: {
    title: 'Fanget e-post',
    sendsMail:
      'Dette er ikke sendt ut av maskinen: mottakerne står ikke i MAIL_ALLOW, eller det ble fanget før tjenesten begynte å sende. Annen e-post sendes.',
    sendsNothing: 'Ingenting av dette er sendt ut av maskinen, og ingenting sendes nå.',
    searchLabel: 'Søk i mottaker og emne',
    search: 'Søk',
    count: (count) => `${count} meldinger, de nyeste først.`,
    found: (count, search) => `${count} meldinger med «${search}».`,
    showAll: 'Vis alle',
    messages: 'Meldinger',
    columns: { at: 'Tid', to: 'Til', subject: 'Emne', kilobytes: 'kB', times: 'Ganger' },
    noSubject: '(uten emne)',
    pages: 'Sider',
    newest: 'Nyeste',
    older: 'Eldre',
    looks: 'Slik ser den ut',
    frame: 'Meldingen som HTML',
    links: 'Lenker i meldingen',
    attachments: 'Vedlegg',
    none: 'Ingen.',
    open: 'Åpne',
    text: 'Ren tekst',
    headers: 'Hodefelt',
    asItCame: 'Slik feltet kom',
    whole: 'Hele meldingen',
    source: 'Vis kilden',
    download: 'Last ned (.eml)',
  },
  nn: {
    title: 'Fanga e-post',
    sendsMail:
      'Dette er ikkje sendt ut av maskina: mottakarane står ikkje i MAIL_ALLOW, eller det vart fanga før tenesta byrja å sende. Annan e-post blir send.',
    sendsNothing: 'Ingenting av dette er sendt ut av maskina, og ingenting blir sendt no.',
    searchLabel: 'Søk i mottakar og emne',
    search: 'Søk',
    count: (count) => `${count} meldingar, dei nyaste først.`,
    found: (count, search) => `${count} meldingar med «${search}».`,
    showAll: 'Vis alle',
    messages: 'Meldingar',
    columns: { at: 'Tid', to: 'Til', subject: 'Emne', kilobytes: 'kB', times: 'Gonger' },
    noSubject: '(utan emne)',
    pages: 'Sider',
    newest: 'Nyaste',
    older: 'Eldre',
    looks: 'Slik ser ho ut',
    frame: 'Meldinga som HTML',
    links: 'Lenkjer i meldinga',
    attachments: 'Vedlegg',
    none: 'Ingen.',
    open: 'Opne',
    text: 'Rein tekst',
    headers: 'Hovudfelt',
    asItCame: 'Slik feltet kom',
    whole: 'Heile meldinga',
    source: 'Vis kjelda',
    download: 'Last ned (.eml)',
  },
  en: {
    title: 'Captured mail',
    sendsMail:
      'This has not left the machine: its recipients are not in MAIL_ALLOW, or it was captured before the service began to send. Other mail is sent.',
    sendsNothing: 'Nothing of this has left the machine, and nothing is sent now.',
    searchLabel: 'Search recipients and subjects',
    search: 'Search',
    count: (count) => `${count} messages, the latest first.`,
    found: (count, search) => `${count} messages with “${search}”.`,
    showAll: 'Show all',
    messages: 'Messages',
    columns: { at: 'Time', to: 'To', subject: 'Subject', kilobytes: 'kB', times: 'Times' },
    noSubject: '(no subject)',
    pages: 'Pages',
    newest: 'Latest',
    older: 'Older',
    looks: 'How it looks',
    frame: 'The message as HTML',
    links: 'Links in the message',
    attachments: 'Enclosures',
    none: 'None.',
    open: 'Open',
    text: 'Plain text',
    headers: 'Header fields',
    asItCame: 'The field as it came',
    whole: 'The whole message',
    source: 'Show the source',
    download: 'Download (.eml)',
  },
};
