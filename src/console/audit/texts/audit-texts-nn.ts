import type { AuditTexts } from './audit-texts.js';
import { auditWordsNn } from './audit-words-nn.js';

export const auditTextsNn: AuditTexts = {
  title: 'Revisjonslogg',
  ...auditWordsNn,
  actors: {
    system: (part) => `Tenesta (${part})`,
    municipality: (number) => `Kommune ${number}`,
    key: (name) => `Nøkkelen ${name}`,
    gateway: (name) => `E-postporten ${name}`,
    mail: (address) => `E-post frå ${address}`,
  },
  filter: {
    heading: 'Vel hendingar',
    actor: 'Kven',
    actorRules: 'E-postadressa til ein person, namnet på ein nøkkel, eller eit kommunenummer.',
    action: 'Kva som skjedde',
    campaign: 'Kampanje',
    campaignRules:
      'Utvalet tek med meldingane, dokumenta og breva i kampanjen, også dei som ikkje er knytte til ein kommune. Innlogging, nøklar, registeret, webhookar og arbeid som blir prøvd på nytt, høyrer ikkje til nokon kampanje og er ikkje med.',
    subject: 'Kva det gjeld',
    subjectRules: 'Ein referanse, e-postadressa til ein person, eller namnet på ein kampanje eller ein nøkkel.',
    from: 'Frå og med dag',
    to: 'Til og med dag',
    all: 'Alle',
    show: 'Vis',
    clear: 'Vis alle hendingar',
    notADay: 'Skriv ein dag som finst, til dømes 2020-06-30.',
    reversed: 'Den siste dagen er før den første. Vel same dag eller ein seinare.',
  },
  list: {
    heading: 'Hendingar',
    caption: 'Dei siste først',
    none: 'Ingen hendingar svarer til dette utvalet.',
    when: 'Tid',
    event: 'Kva som skjedde',
    who: 'Kven',
    about: 'Kva det gjeld',
    details: 'Detaljar',
    detailsOf: (event) => `Detaljar om «${event}»`,
    newest: 'Til dei nyaste',
    older: 'Eldre hendingar',
    pages: 'Sider',
    csv: 'Last ned utvalet (CSV)',
  },
  details: {
    code: 'Kode',
    actor: 'Kven, som i loggen',
    subject: 'Gjeld, som i loggen',
    instant: 'Tidspunkt',
    position: 'Nummer i kjeda',
    hash: 'Hash',
    unsealed: 'Ikkje lagd i kjeda enno',
    onlyActor: 'Berre det denne har gjort',
    onlySubject: 'Berre det som gjeld dette',
  },
  check: {
    heading: 'Er loggen urørt?',
    explanation:
      'Kvar hending ber hashen til den før. Kontrollen går gjennom heile kjeda og finn den første hendinga som er endra, fjerna eller sett inn.',
    never: 'Kjeda er ikkje kontrollert her enno.',
    button: 'Kontroller kjeda',
    asked: 'Kontrollen er sett i gang.',
    waiting: (events, by, at) => `Kontrollen er i gang: ${events} hendingar så langt. Beden om av ${by} ${at}.`,
    look: 'Sjå kor langt han er komen',
    fits: (events, from, to) => `Kjeda heng saman: ${events} hendingar er kontrollerte, frå ${from} til ${to}.`,
    fitsEmpty: 'Kjeda er tom: det er ingen hendingar å kontrollere enno.',
    checked: (at, by) => `Kontrollert ${at}, bede om av ${by}.`,
    head: 'Hashen til den siste hendinga',
    lastGood: 'Hashen til den siste hendinga som heng saman med dei før',
    keepHead: 'Noter han ein annan stad: med han kan det seinare visast at alt før er urørt.',
    broken: 'Kjeda er broten',
    faults: {
      GAP: (position, before) =>
        `Hending ${position} manglar: den som følgjer etter hending ${before}, har eit høgare nummer.`,
      PREDECESSOR: (position, before) =>
        `Hending ${position} følgjer ikkje etter hending ${before}: ho ber hashen til ei anna.`,
      CHANGED: (position) => `Hending ${position} er endra etter at ho vart lagd i kjeda.`,
      CUT_OFF: (last) =>
        `Kjeda sluttar ved hending ${last}, men ein tidlegare kontroll fann fleire: slutten er fjerna.`,
      REWRITTEN: (position) =>
        `Hending ${position} har ein annan hash enn ein tidlegare kontroll fann: kjeda fram til ho er skriven på nytt.`,
    },
    stillFits: (events) =>
      events === '0'
        ? 'Ingen hendingar før ho er til å stole på.'
        : `Dei ${events} første hendingane heng saman. Det som kjem etter, er ikkje kontrollert.`,
    theEvent: 'Hendinga slik ho står no',
    todo: 'Kva du gjer no',
    steps: [
      'Endre ingenting i databasen, og ta ein kopi av han slik han er.',
      'Sei frå til den som har ansvar for tryggleiken, med nummeret på hendinga og hashen som er vist her.',
      'Samanlikn med den siste tryggingskopien eller utskrifta av loggen («tilslutning audit verify FIL»): der står hendinga som ho var.',
      'Finn ut kven som har kunna skrive i databasen sidan då. Tal og avgjerder som kviler på hendingar etter brotet, må kontrollerast mot kjelda.',
    ],
  },
};
