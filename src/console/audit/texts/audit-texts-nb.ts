import type { AuditTexts } from './audit-texts.js';
import { auditWordsNb } from './audit-words-nb.js';

export const auditTextsNb: AuditTexts = {
  title: 'Revisjonslogg',
  ...auditWordsNb,
  actors: {
    system: (part) => `Tjenesten (${part})`,
    municipality: (number) => `Kommune ${number}`,
    key: (name) => `Nøkkelen ${name}`,
    gateway: (name) => `E-postporten ${name}`,
    mail: (address) => `E-post fra ${address}`,
  },
  filter: {
    heading: 'Velg hendelser',
    actor: 'Hvem',
    actorRules: 'E-postadressen til en person, navnet på en nøkkel, eller et kommunenummer.',
    action: 'Hva som skjedde',
    campaign: 'Kampanje',
    campaignRules:
      'Utvalget tar med kampanjens meldinger, dokumenter og brev, også de som ikke er knyttet til en kommune. Innlogging, nøkler, registeret, webhooker og arbeid som prøves på nytt, hører ikke til noen kampanje og er ikke med.',
    subject: 'Hva det gjelder',
    subjectRules: 'En referanse, en persons e-postadresse, eller navnet på en kampanje eller en nøkkel.',
    from: 'Fra og med dag',
    to: 'Til og med dag',
    all: 'Alle',
    show: 'Vis',
    clear: 'Vis alle hendelser',
    notADay: 'Skriv en dag som finnes, for eksempel 2020-06-30.',
    reversed: 'Den siste dagen er før den første. Velg samme dag eller en senere.',
  },
  list: {
    heading: 'Hendelser',
    caption: 'De siste først',
    none: 'Ingen hendelser svarer til dette utvalget.',
    when: 'Tid',
    event: 'Hva som skjedde',
    who: 'Hvem',
    about: 'Hva det gjelder',
    details: 'Detaljer',
    detailsOf: (event) => `Detaljer om «${event}»`,
    newest: 'Til de nyeste',
    older: 'Eldre hendelser',
    pages: 'Sider',
    csv: 'Last ned utvalget (CSV)',
  },
  details: {
    code: 'Kode',
    actor: 'Hvem, som i loggen',
    subject: 'Gjelder, som i loggen',
    instant: 'Tidspunkt',
    position: 'Nummer i kjeden',
    hash: 'Hash',
    unsealed: 'Ikke lagt i kjeden ennå',
    onlyActor: 'Bare det denne har gjort',
    onlySubject: 'Bare det som gjelder dette',
  },
  check: {
    heading: 'Er loggen urørt?',
    explanation:
      'Hver hendelse bærer hashen til den før. Kontrollen går gjennom hele kjeden og finner den første hendelsen som er endret, fjernet eller satt inn.',
    never: 'Kjeden er ikke kontrollert her ennå.',
    button: 'Kontroller kjeden',
    asked: 'Kontrollen er satt i gang.',
    waiting: (events, by, at) => `Kontrollen er i gang: ${events} hendelser så langt. Bedt om av ${by} ${at}.`,
    look: 'Se hvor langt den er kommet',
    fits: (events, from, to) => `Kjeden henger sammen: ${events} hendelser er kontrollert, fra ${from} til ${to}.`,
    fitsEmpty: 'Kjeden er tom: det er ingen hendelser å kontrollere ennå.',
    checked: (at, by) => `Kontrollert ${at}, bedt om av ${by}.`,
    head: 'Hashen til den siste hendelsen',
    lastGood: 'Hashen til den siste hendelsen som henger sammen med de før',
    keepHead: 'Noter den et annet sted: med den kan det senere vises at alt før den er urørt.',
    broken: 'Kjeden er brutt',
    faults: {
      GAP: (position, before) =>
        `Hendelse ${position} mangler: den som følger etter hendelse ${before}, har et høyere nummer.`,
      PREDECESSOR: (position, before) =>
        `Hendelse ${position} følger ikke etter hendelse ${before}: den bærer hashen til en annen.`,
      CHANGED: (position) => `Hendelse ${position} er endret etter at den ble lagt i kjeden.`,
      CUT_OFF: (last) =>
        `Kjeden slutter ved hendelse ${last}, men en tidligere kontroll fant flere: slutten er fjernet.`,
      REWRITTEN: (position) =>
        `Hendelse ${position} har en annen hash enn en tidligere kontroll fant: kjeden frem til den er skrevet på nytt.`,
    },
    stillFits: (events) =>
      events === '0'
        ? 'Ingen hendelser før den er til å stole på.'
        : `De ${events} første hendelsene henger sammen. Det som kommer etter, er ikke kontrollert.`,
    theEvent: 'Hendelsen slik den står nå',
    todo: 'Hva du gjør nå',
    steps: [
      'Endre ingenting i databasen, og ta en kopi av den slik den er.',
      'Si fra til den som har ansvar for sikkerheten, med nummeret på hendelsen og hashen som er vist her.',
      'Sammenlign med den siste sikkerhetskopien eller utskriften av loggen («tilslutning audit verify FIL»): der står hendelsen som den var.',
      'Finn ut hvem som har kunnet skrive i databasen siden da. Tall og avgjørelser som hviler på hendelser etter bruddet, må kontrolleres mot kilden.',
    ],
  },
};
