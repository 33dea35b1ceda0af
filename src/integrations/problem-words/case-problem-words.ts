import type { ProblemWords } from './problem-words.js';

/** Of campaigns and their cases: declarations, deadlines, letters, figures, the archive, webhooks. */
export const CASE_PROBLEM_WORDS = {
  CAMPAIGN_UNKNOWN: {
    title: { nb: 'Kampanjen finnes ikke', nn: 'Kampanjen finst ikkje', en: 'Unknown campaign' },
    detail: {
      nb: 'Det er ingen slik kampanje. Importer definisjonen først.',
      nn: 'Det er ingen slik kampanje. Importer definisjonen først.',
    },
  },
  CAMPAIGN_STATE: {
    title: {
      nb: 'Kampanjen er ikke i den tilstanden',
      nn: 'Kampanjen er ikkje i den tilstanden',
      en: 'Not in this state',
    },
    detail: {
      nb: 'Kampanjen «{slug}» er {state} og kan ikke {wanted:words} nå.',
      nn: 'Kampanjen «{slug}» er {state} og kan ikkje {wanted:words} no.',
    },
  },
  CAMPAIGN_CODE_TAKEN: {
    title: { nb: 'Koden er i bruk', nn: 'Koden er i bruk', en: 'The code is taken' },
    detail: {
      nb: 'En annen kampanje har denne koden. Velg en annen.',
      nn: 'Ein annan kampanje har denne koden. Vel ein annan.',
    },
  },
  CAMPAIGN_DEFINITION_INVALID: {
    title: { nb: 'Definisjonen har feil', nn: 'Definisjonen har feil', en: 'The definition has faults' },
    detail: {
      nb: 'Rett feilene som er nevnt i errors, og importer den på nytt.',
      nn: 'Rett feila som er nemnde i errors, og importer han på nytt.',
    },
  },
  CAMPAIGN_NOT_READY: {
    title: {
      nb: 'Kampanjen kan ikke sendes ut ennå',
      nn: 'Kampanjen kan ikkje sendast ut enno',
      en: 'Not ready to be issued',
    },
    detail: {
      nb: 'Rett det som prøvekjøringen nevner: det står i errors.',
      nn: 'Rett det som prøvekøyringa nemner: det står i errors.',
    },
  },
  NOT_A_RECIPIENT: {
    title: { nb: 'Kommunen får ikke skjemaet', nn: 'Kommunen får ikkje skjemaet', en: 'Not a recipient' },
    detail: {
      nb: 'Kommunen er ikke mottaker i denne kampanjen. Velg en som er det.',
      nn: 'Kommunen er ikkje mottakar i denne kampanjen. Vel ein som er det.',
    },
  },
  MUNICIPALITY_UNKNOWN: {
    title: { nb: 'Kommunen finnes ikke', nn: 'Kommunen finst ikkje', en: 'Unknown municipality' },
    detail: { nb: 'Det er ingen kommune med dette nummeret.', nn: 'Det er ingen kommune med dette nummeret.' },
  },
  COUNTY_UNKNOWN: {
    title: { nb: 'Fylket finnes ikke', nn: 'Fylket finst ikkje', en: 'Unknown county' },
    detail: {
      nb: 'Kampanjen har ingen kommune i dette fylket.',
      nn: 'Kampanjen har ingen kommune i dette fylket.',
    },
  },
  REGISTER_INVALID: {
    title: { nb: 'Registeret har feil', nn: 'Registeret har feil', en: 'The register has faults' },
    detail: {
      nb: 'Ingenting er importert. Rett feilene som er nevnt i errors, og importer fila på nytt.',
      nn: 'Ingenting er importert. Rett feila som er nemnde i errors, og importer fila på nytt.',
    },
  },
  DECLARATION_UNKNOWN: {
    title: { nb: 'Erklæringen finnes ikke', nn: 'Erklæringa finst ikkje', en: 'Unknown declaration' },
    detail: {
      nb: 'Det er ingen erklæring med denne referansen. Den står i topp og bunn av skjemaet.',
      nn: 'Det er inga erklæring med denne referansen. Han står i topp og botn av skjemaet.',
    },
  },
  DECLARATION_WITHDRAWN: {
    title: { nb: 'Erklæringen er trukket', nn: 'Erklæringa er trekt', en: 'The declaration is withdrawn' },
    detail: { nb: 'Erklæringen er trukket tilbake.', nn: 'Erklæringa er trekt tilbake.' },
  },
  FORM_NOT_ISSUED: {
    title: { nb: 'Skjemaet er ikke sendt ut', nn: 'Skjemaet er ikkje sendt ut', en: 'No form has been issued' },
    detail: { nb: 'Det er ikke sendt ut noe skjema ennå.', nn: 'Det er ikkje sendt ut noko skjema enno.' },
  },
  RESOLUTION_IN_FUTURE: {
    title: { nb: 'Vedtaket er i framtida', nn: 'Vedtaket er i framtida', en: 'The resolution is still to come' },
    detail: { nb: 'Registrer vedtaket etter møtet.', nn: 'Registrer vedtaket etter møtet.' },
  },
  EXTENSION_IMPOSSIBLE: {
    title: { nb: 'Fristen kan ikke utsettes', nn: 'Fristen kan ikkje utsetjast', en: 'The extension is impossible' },
    detail: {
      nb: 'Ingen frist er utsatt, for ikke alle kan det. Årsakene står i errors.',
      nn: 'Ingen frist er utsett, for ikkje alle kan det. Årsakene står i errors.',
    },
  },
  UNDO_IMPOSSIBLE: {
    title: {
      nb: 'Utsettelsen kan ikke angres',
      nn: 'Utsetjinga kan ikkje angrast',
      en: 'The extension cannot be undone',
    },
    detail: { nb: 'Årsaken står i errors.', nn: 'Årsaka står i errors.' },
  },
  NOTHING_TO_UNDO: {
    title: { nb: 'Ingenting å angre', nn: 'Ingenting å angre', en: 'Nothing to undo' },
    detail: {
      nb: 'Fristen som gjelder, er ikke utsatt, så det er ingen utsettelse å angre.',
      nn: 'Fristen som gjeld, er ikkje utsett, så det er inga utsetjing å angre.',
    },
  },
  LETTER_UNKNOWN: {
    title: { nb: 'Brevet finnes ikke', nn: 'Brevet finst ikkje', en: 'Unknown letter' },
    detail: { nb: 'Det er ikke noe slikt brev.', nn: 'Det er ikkje noko slikt brev.' },
  },
  ENCLOSURE_UNKNOWN: {
    title: { nb: 'Vedlegget finnes ikke', nn: 'Vedlegget finst ikkje', en: 'Unknown enclosure' },
    detail: { nb: 'Brevet har ikke noe slikt vedlegg.', nn: 'Brevet har ikkje noko slikt vedlegg.' },
  },
  LETTER_NOT_COMPOSABLE: {
    title: { nb: 'Brevet kan ikke skrives', nn: 'Brevet kan ikkje skrivast', en: 'The letter cannot be written' },
    detail: {
      nb: 'Brevet lar seg ikke skrive som e-post. Rett det som er nevnt i errors.',
      nn: 'Brevet lèt seg ikkje skrive som e-post. Rett det som er nemnt i errors.',
    },
  },
  LETTER_NOT_SENDABLE: {
    title: { nb: 'Brevet kan ikke sendes på nytt', nn: 'Brevet kan ikkje sendast på nytt', en: 'Cannot be sent again' },
    detail: {
      nb: 'Bare et brev som holdes tilbake, har feilet eller har kommet i retur, kan sendes på nytt.',
      nn: 'Berre eit brev som blir halde tilbake, har feila eller har kome i retur, kan sendast på nytt.',
    },
  },
  HELD_LETTERS_CHANGED: {
    title: { nb: 'Antallet har endret seg', nn: 'Talet har endra seg', en: 'The number has changed' },
    detail: {
      nb: 'Det ville bli {letters} brev, ikke {expected}: noen er holdt tilbake eller avgjort i mellomtida. Se på forhåndsvisningen igjen.',
      nn: 'Det ville bli {letters} brev, ikkje {expected}: nokre er haldne tilbake eller avgjorde i mellomtida. Sjå på førehandsvisinga igjen.',
    },
  },
  CAPTURED_MESSAGE_UNKNOWN: {
    title: { nb: 'Meldingen finnes ikke', nn: 'Meldinga finst ikkje', en: 'Unknown captured message' },
    detail: { nb: 'Det er ingen fanget melding med denne id-en.', nn: 'Det er inga fanga melding med denne id-en.' },
  },
  NOTHING_ISSUED: {
    title: { nb: 'Ingenting er sendt ut', nn: 'Ingenting er sendt ut', en: 'Nothing has been issued' },
    detail: {
      nb: 'Ingen kampanje er sendt ut ennå: det finnes ingen tall.',
      nn: 'Ingen kampanje er sendt ut enno: det finst ingen tal.',
    },
  },
  SHARE_BASE_EMPTY: {
    title: { nb: 'Ingen mottakere å regne av', nn: 'Ingen mottakarar å rekne av', en: 'The base is empty' },
    detail: {
      nb: 'Kampanjen har ingen mottakere med innbyggere. Send den ut først.',
      nn: 'Kampanjen har ingen mottakarar med innbyggjarar. Send han ut først.',
    },
  },
  IN_FUTURE: {
    title: { nb: 'Tidspunktet er i framtida', nn: 'Tidspunktet er i framtida', en: 'In the future' },
    detail: { nb: '{field} ligger i framtida; klokka er {now}.', nn: '{field} ligg i framtida; klokka er {now}.' },
  },
  REPORT_IN_FUTURE: {
    title: { nb: 'Tidspunktet er i framtida', nn: 'Tidspunktet er i framtida', en: 'In the future' },
    detail: {
      nb: 'Ingen vet ennå hva en rapport for et senere tidspunkt vil si; klokka er {now}.',
      nn: 'Ingen veit enno kva ein rapport for eit seinare tidspunkt vil seie; klokka er {now}.',
    },
  },
  REPORT_SINCE_NOT_BEFORE: {
    title: { nb: 'Endringene begynner for seint', nn: 'Endringane byrjar for seint', en: 'Changes begin too late' },
    detail: {
      nb: 'Endringer fortelles fra et tidspunkt før rapportens eget, som er {asOf}.',
      nn: 'Endringar blir fortalde frå eit tidspunkt før det rapporten gjeld for, som er {asOf}.',
    },
  },
  REPORT_ISSUED_OTHERWISE: {
    title: { nb: 'Rapporten er alt gitt ut', nn: 'Rapporten er alt gjeven ut', en: 'Issued already' },
    detail: {
      nb: 'En rapport for dette tidspunktet er alt gitt ut, med endringene siden {since:words}. En utgitt rapport endres aldri.',
      nn: 'Ein rapport for dette tidspunktet er alt gjeven ut, med endringane sidan {since:words}. Ein utgjeven rapport blir aldri endra.',
    },
  },
  ARCHIVE_ITEM_UNKNOWN: {
    title: { nb: 'Ingenting å arkivere her', nn: 'Ingenting å arkivere her', en: 'Nothing to archive' },
    detail: {
      nb: 'Ingenting med denne id-en er klart for arkivet. Lista sier hva som er det.',
      nn: 'Ingenting med denne id-en er klart for arkivet. Lista seier kva som er det.',
    },
  },
  ARCHIVED_OTHERWISE: {
    title: { nb: 'Alt arkivert', nn: 'Alt arkivert', en: 'Archived already' },
    detail: {
      nb: 'Det er alt arkivert, som {reference}. Et merke endres ikke: rett det i arkivet.',
      nn: 'Det er alt arkivert, som {reference}. Eit merke blir ikkje endra: rett det i arkivet.',
    },
  },
  WEBHOOK_ENDPOINT_UNKNOWN: {
    title: { nb: 'Webhooken finnes ikke', nn: 'Webhooken finst ikkje', en: 'Unknown webhook endpoint' },
    detail: { nb: 'Det er ingen webhook med denne id-en.', nn: 'Det er ingen webhook med denne id-en.' },
  },
  WEBHOOK_ENDPOINT_NAME_TAKEN: {
    title: { nb: 'Navnet er i bruk', nn: 'Namnet er i bruk', en: 'The name is taken' },
    detail: { nb: 'En annen webhook har dette navnet.', nn: 'Ein annan webhook har dette namnet.' },
  },
  WEBHOOK_URL_NOT_ALLOWED: {
    title: { nb: 'Adressen er ikke tillatt', nn: 'Adressa er ikkje tillaten', en: 'The address is not allowed' },
    detail: {
      nb: 'Adressen kan ikke være en webhooks: den {why:words}.',
      nn: 'Adressa kan ikkje vere for ein webhook: ho {why:words}.',
    },
  },
  WEBHOOK_ENDPOINT_DISABLED: {
    title: { nb: 'Webhooken er slått av', nn: 'Webhooken er slått av', en: 'The webhook is disabled' },
    detail: { nb: 'Ingenting ville bli sendt. Slå den på først.', nn: 'Ingenting ville bli sendt. Slå han på først.' },
  },
  WEBHOOK_DELIVERY_UNKNOWN: {
    title: { nb: 'Leveringen finnes ikke', nn: 'Leveringa finst ikkje', en: 'Unknown webhook delivery' },
    detail: { nb: 'Det er ingen levering med denne id-en.', nn: 'Det er inga levering med denne id-en.' },
  },
} as const satisfies Record<string, ProblemWords>;
