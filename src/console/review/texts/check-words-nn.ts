import type { FindingCheck } from '../../../returns/index.js';
import type { CheckWords } from './check-words.js';

export const checkWordsNn: Readonly<Record<FindingCheck, CheckWords>> = {
  READABLE: ['Lesbar fil', 'Fila kan lesast.', 'Fila kan ikkje lesast, eller berre delvis.'],
  ENCRYPTED: ['Passord', 'Fila er open.', 'Fila er verna med passord.'],
  LIMITS: ['Omfang', 'Fila har vanleg omfang.', 'Fila er så stor eller innfløkt at ikkje alt vart kontrollert.'],
  STRUCTURE: ['Oppbygging', 'Fila er bygd opp som ho skal.', 'Fila er bygd opp på ein uvanleg måte.'],
  TRAILING_BYTES: ['Etter slutten', 'Ingenting står etter slutten av fila.', 'Noko står etter slutten av fila.'],
  TRUST_ANCHORS: [
    'Tillit',
    'Det er kjent kva utferdarar vi stoler på.',
    'Det er ikkje oppgitt kva utferdarar vi stoler på.',
  ],
  SIGNATURE_PRESENT: ['Signatur', 'Dokumentet har ein signatur.', 'Dokumentet har ingen digital signatur.'],
  SIGNATURE_FIELD: [
    'Signaturfelt',
    'Signaturen står i eit signaturfelt.',
    'Signaturen står ikkje i eit vanleg signaturfelt.',
  ],
  SIGNATURE_DICTIONARY: [
    'Oppslaget til signaturen',
    'Signaturen er gyldig oppført.',
    'Signaturen er feil oppført i fila.',
  ],
  SUB_FILTER: [
    'Signaturtype',
    'Signaturen er av ein type vi kontrollerer.',
    'Signaturen er av ein type vi ikkje kan kontrollere.',
  ],
  BYTE_RANGE: [
    'Signert område',
    'Området som er signert, er gyldig oppgitt.',
    'Signaturen utelèt delar av fila som han skulle ha dekt.',
  ],
  COVERAGE: [
    'Dekning',
    'Signaturen dekkjer heile dokumentet.',
    'Noko er lagt til som signaturen ikkje dekkjer. Berre den signerte delen er signert.',
  ],
  CMS_STRUCTURE: ['Innhaldet i signaturen', 'Signaturen er velforma.', 'Signaturen er skadd eller feil laga.'],
  MESSAGE_DIGEST: [
    'Uendra innhald',
    'Innhaldet er det som vart signert.',
    'Innhaldet er endra etter signeringa. Ikkje stol på dokumentet.',
  ],
  SIGNATURE_VALUE: [
    'Signaturverdi',
    'Signaturen er laga med nøkkelen til sertifikatet.',
    'Signaturen er ikkje laga med det viste sertifikatet.',
  ],
  SIGNING_CERTIFICATE: [
    'Sertifikat',
    'Sertifikatet til den som signerte, er med.',
    'Sertifikatet til den som signerte, manglar.',
  ],
  SIGNING_CERTIFICATE_ATTRIBUTE: [
    'Bunde sertifikat',
    'Signaturen nemner sertifikatet han vart laga med.',
    'Signaturen nemner ikkje, eller eit anna, sertifikat enn det som passar.',
  ],
  ALGORITHM_AGREEMENT: [
    'Algoritmar',
    'Algoritmane stemmer overeins.',
    'Signaturen oppgir algoritmar som ikkje stemmer overeins.',
  ],
  ALGORITHM_POLICY: ['Styrke', 'Algoritmane er sterke nok.', 'Algoritmane er for svake etter krava i dag.'],
  CERTIFICATE_PATH: [
    'Utferdar',
    'Sertifikatet er utferda av nokon vi stoler på.',
    'Sertifikatet kan ikkje førast tilbake til ein utferdar vi stoler på.',
  ],
  CERTIFICATE_VALIDITY: [
    'Gyldigheitstid',
    'Sertifikatet var gyldig då det vart signert.',
    'Det er ikkje vist at sertifikatet var gyldig då det vart signert.',
  ],
  CERTIFICATE_CONSTRAINTS: [
    'Formålet til sertifikatet',
    'Sertifikatet er meint for å signere dokument.',
    'Sertifikatet er ikkje meint for å signere dokument, eller utferdaren avgrensa det.',
  ],
  REVOCATION: [
    'Tilbakekalling',
    'Sertifikatet var ikkje kalla tilbake.',
    'Det er ikkje vist at sertifikatet ikkje var kalla tilbake.',
  ],
  SIGNATURE_POLICY: [
    'Signaturpolicy',
    'Signaturen følgjer policyen han oppgir.',
    'Signaturen viser til ein policy vi ikkje har.',
  ],
  SEED_VALUE: [
    'Krava i skjemaet',
    'Signaturen oppfyller krava i skjemaet.',
    'Signaturen er av ein annan type enn skjemaet krev.',
  ],
  TIMESTAMP: ['Tidsstempel', 'Tidspunktet er bevist med eit tidsstempel.', 'Tidspunktet er ikkje bevist.'],
  LATER_CHANGES: [
    'Endringar etter signering',
    'Ingenting er endra ut over det som er tillate.',
    'Dokumentet er endra etter signeringa.',
  ],
  ANNOTATIONS: ['Merknader', 'Ingen merknader er lagde til.', 'Merknader er lagde til på sidene. Sjå på dei.'],
  JAVASCRIPT: ['Skript', 'Dokumentet har ingen skript.', 'Dokumentet inneheld skript.'],
  LAUNCH_ACTION: [
    'Startar program',
    'Dokumentet startar ingen program.',
    'Dokumentet prøver å starte eit anna program. Ikkje opne fila.',
  ],
  SUBMIT_ACTION: [
    'Sender opplysningar',
    'Dokumentet sender ingenting.',
    'Dokumentet kan sende opplysningar ut. Ikkje trykk på noko i det.',
  ],
  AUTOMATIC_ACTION: [
    'Gjer noko av seg sjølv',
    'Dokumentet gjer ingenting av seg sjølv.',
    'Dokumentet gjer noko av seg sjølv når det blir opna.',
  ],
  XFA: ['XFA-skjema', 'Dokumentet er eit vanleg skjema.', 'Dokumentet kan vise noko anna i andre program (XFA).'],
  EMBEDDED_FILES: ['Vedlagde filer', 'Ingen filer er lagde inn.', 'Andre filer er lagde inn i dokumentet.'],
  MEDIA: ['Lyd og film', 'Dokumentet har korkje lyd eller film.', 'Dokumentet inneheld lyd, film eller 3D.'],
  DOC_MDP: [
    'Lov til å endre',
    'Endringane er tillatne av den som sertifiserte.',
    'Endringane var forbodne av den som sertifiserte dokumentet.',
  ],
  FIELD_MDP: ['Låste felt', 'Låste felt er uendra.', 'Eit felt som vart låst ved signeringa, er endra.'],
  ISSUED_BYTES: [
    'Vårt skjema',
    'Fila byrjar med skjemaet slik det vart sendt ut, bit for bit.',
    'Fila byrjar ikkje med skjemaet til kommunen slik det vart sendt ut.',
  ],
  LATER_REVISIONS: [
    'Lagt til i skjemaet',
    'Det som er lagt til, er berre signatur og utfylling.',
    'Meir enn signatur og utfylling er lagt til i skjemaet.',
  ],
  REFERENCE: [
    'Referanse',
    'Referansen til kommunen står på sidene.',
    'Referansen til kommunen vart ikkje funnen på sidene.',
  ],
  PAGES: ['Sidene', 'Alle sidene i skjemaet er med.', 'Sider manglar, eller høyrer ikkje til skjemaet.'],
  PAGE_ORDER: ['Rekkjefølgje', 'Sidene står i rekkjefølgje.', 'Sidene står i ei anna rekkjefølgje.'],
  ADDED_PAGES: ['Ekstra sider', 'Ingen sider er lagde til.', 'Sider er lagde til. Sjå kva dei er.'],
  PLACEMENT: ['Plassering', 'Sida ligg som ho vart send ut.', 'Sida kunne ikkje leggjast over den utsende.'],
  TEXT: ['Teksten', 'Teksten er den same som vart send ut.', 'Teksten er ein annan enn den som vart send ut.'],
  PICTURE: ['Biletet av sida', 'Sida ser ut som ho vart send ut.', 'Sida ser annleis ut enn ho vart send ut.'],
  PASTED_PICTURES: ['Innlimte bilete', 'Ingen bilete er limte inn.', 'Bilete er limte inn på sida. Sjå på dei.'],
  ADDED_PRINT: ['Ny tekst', 'Ingen tekst er lagd til.', 'Tekst er lagd til på sida. Les han.'],
  HIDDEN_LAYERS: ['Skjulte lag', 'Sida har ingen skjulte lag.', 'Sida har lag som kan skjulast eller visast.'],
  PAGE_CODES: [
    'Sidekodar',
    'Kvar side har sidekoden til skjemaet.',
    'Ikkje alle sidene har ein lesbar kode frå same skjema.',
  ],
  PAGES_COMPLETE: [
    'Alle sidene',
    'Alle sidene i skjemaet er med, i rekkjefølgje.',
    'Sider manglar, er med fleire gonger eller står feil.',
  ],
  PAGE_TEXT: [
    'Trykt tekst',
    'Den trykte teksten seier kven sida høyrer til.',
    'Koden kunne ikkje lesast. Sjå kven sida høyrer til.',
  ],
  SAME_AS_ISSUED: [
    'Som sendt ut',
    'Sida viser utanfor felta det som vart sendt ut, så langt det kan sjåast.',
    'Det er ikkje vist at sida er som ho vart send ut. Sjå på biletet med merke.',
  ],
  PEN_SIGNATURE: [
    'Signatur med penn',
    'Det er blekk i signaturfeltet.',
    'Sjå etter om det er signert for hand: det kan ikkje ei maskin avgjere.',
  ],
  PAGE_CODE_REFERENCE: [
    'Referansen i koden',
    'Sidekodane høyrer til denne saka.',
    'Sidekodane, eller nokre av dei, høyrer ikkje til denne saka.',
  ],
};
