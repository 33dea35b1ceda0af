import type { ProblemWords } from './problem-words.js';

/** Of who asks: keys, tokens, signatures, people and their log-in. */
export const ACCESS_PROBLEM_WORDS = {
  CREDENTIALS_MISSING: {
    title: { nb: 'API-nøkkel mangler', nn: 'API-nøkkel manglar', en: 'Credentials are missing' },
    detail: {
      nb: 'Send en API-nøkkel: Authorization: Bearer NØKKEL eller X-API-Key: NØKKEL (én av dem).',
      nn: 'Send ein API-nøkkel: Authorization: Bearer NØKKEL eller X-API-Key: NØKKEL (éin av dei).',
    },
  },
  CREDENTIALS_INVALID: {
    title: { nb: 'API-nøkkelen gjelder ikke', nn: 'API-nøkkelen gjeld ikkje', en: 'Credentials are not valid' },
    detail: {
      nb: 'Be en administrator om en ny nøkkel.',
      nn: 'Be ein administrator om ein ny nøkkel.',
    },
  },
  ROLE_REQUIRED: {
    title: { nb: 'Rollen mangler', nn: 'Rolla manglar', en: 'A role is missing' },
    detail: {
      nb: 'Dette krever en av rollene {roles}, og API-nøkkelen har den ikke.',
      nn: 'Dette krev ei av rollene {roles}, og API-nøkkelen har ho ikkje.',
    },
  },
  SESSION_REQUIRED: {
    title: { nb: 'Siden krever innlogging', nn: 'Sida krev innlogging', en: 'This page is for people' },
    detail: {
      nb: 'Siden er for dem som har logget inn, ikke for nøkler: de åpner det som ligger under /api/v1.',
      nn: 'Sida er for dei som har logga inn, ikkje for nøklar: dei opnar det som ligg under /api/v1.',
    },
  },
  FORM_REFUSED: {
    title: { nb: 'Skjemaet er for gammelt', nn: 'Skjemaet er for gammalt', en: 'The form is too old' },
    detail: {
      nb: 'Skjemaet ble ikke fylt ut på en side av tjenesten, eller du har logget inn eller ut siden. Åpne siden på nytt.',
      nn: 'Skjemaet vart ikkje fylt ut på ei side av tenesta, eller du har logga inn eller ut sidan. Opne sida på nytt.',
    },
  },
  API_KEY_NAME_TAKEN: {
    title: { nb: 'Navnet på nøkkelen er brukt', nn: 'Namnet på nøkkelen er brukt', en: 'The name is taken' },
    detail: {
      nb: 'Navn på nøkler brukes ikke om igjen, så revisjonsloggen er entydig. Velg et annet.',
      nn: 'Namn på nøklar blir ikkje brukte om igjen, så revisjonsloggen er eintydig. Vel eit anna.',
    },
  },
  API_KEY_NOT_FOUND: {
    title: { nb: 'API-nøkkelen finnes ikke', nn: 'API-nøkkelen finst ikkje', en: 'Unknown API key' },
    detail: { nb: 'Det er ingen API-nøkkel med denne id-en.', nn: 'Det er ingen API-nøkkel med denne id-en.' },
  },
  API_KEY_EXPIRED_AT_BIRTH: {
    title: { nb: 'Nøkkelen ville aldri gjelde', nn: 'Nøkkelen ville aldri gjelde', en: 'The key would never be valid' },
    detail: { nb: 'Velg en senere expiresAt.', nn: 'Vel ein seinare expiresAt.' },
  },
  MASKINPORTEN_TOKEN_REQUIRED: {
    title: {
      nb: 'Krever et token fra Maskinporten',
      nn: 'Krev eit token frå Maskinporten',
      en: 'A token of Maskinporten is needed',
    },
    detail: {
      nb: 'Bare en kommune kan spørre om dette, med et token fra Maskinporten: Authorization: Bearer TOKEN.',
      nn: 'Berre ein kommune kan spørje om dette, med eit token frå Maskinporten: Authorization: Bearer TOKEN.',
    },
  },
  MASKINPORTEN_SCOPE_REQUIRED: {
    title: { nb: 'Tokenet mangler et scope', nn: 'Tokenet manglar eit scope', en: 'A scope is missing' },
    detail: { nb: 'Dette krever et token med scope {scope}.', nn: 'Dette krev eit token med scope {scope}.' },
  },
  MASKINPORTEN_KEYS_UNAVAILABLE: {
    title: { nb: 'Maskinporten svarer ikke', nn: 'Maskinporten svarer ikkje', en: 'Maskinporten does not answer' },
    detail: {
      nb: 'Nøklene til utstederen kan ikke hentes nå, så ingen token kan prøves. Prøv igjen om litt.',
      nn: 'Nøklane til utferdaren kan ikkje hentast no, så ingen token kan prøvast. Prøv igjen om litt.',
    },
  },
  SIGNATURE_MISSING: {
    title: { nb: 'Signaturen mangler', nn: 'Signaturen manglar', en: 'The signature is missing' },
    detail: {
      nb: 'Send webhook-id, webhook-timestamp og webhook-signature, som Standard Webhooks sier.',
      nn: 'Send webhook-id, webhook-timestamp og webhook-signature, som Standard Webhooks seier.',
    },
  },
  SIGNATURE_INVALID: {
    title: { nb: 'Signaturen stemmer ikke', nn: 'Signaturen stemmer ikkje', en: 'The signature does not fit' },
    detail: {
      nb: 'Den er ikke denne meldingens, fra en port som er registrert her. Signer id, tid og bytene som de er.',
      nn: 'Han er ikkje denne meldinga sin, frå ein port som er registrert her. Signer id, tid og bytane som dei er.',
    },
  },
  SIGNATURE_EXPIRED: {
    title: { nb: 'Signaturen er for gammel', nn: 'Signaturen er for gammal', en: 'The signature is too old' },
    detail: {
      nb: 'Signer hvert forsøk på nytt, og sammenlign klokkene.',
      nn: 'Signer kvart forsøk på nytt, og samanlikn klokkene.',
    },
  },
  DELIVERY_ID_REUSED: {
    title: { nb: 'webhook-id er brukt', nn: 'webhook-id er brukt', en: 'This webhook-id was used' },
    detail: {
      nb: 'Den ble brukt til en annen melding. Lag en ny for hver melding, og behold den når du gjentar den.',
      nn: 'Han vart brukt til ei anna melding. Lag ein ny for kvar melding, og hald på han når du gjentek ho.',
    },
  },
  MAIL_GATEWAY_NAME_TAKEN: {
    title: { nb: 'Navnet på porten er brukt', nn: 'Namnet på porten er brukt', en: 'The name is taken' },
    detail: {
      nb: 'Navn på porter brukes ikke om igjen, så revisjonsloggen er entydig. Velg et annet.',
      nn: 'Namn på portar blir ikkje brukte om igjen, så revisjonsloggen er eintydig. Vel eit anna.',
    },
  },
  MAIL_GATEWAY_UNKNOWN: {
    title: { nb: 'E-postporten finnes ikke', nn: 'E-postporten finst ikkje', en: 'Unknown mail gateway' },
    detail: { nb: 'Det er ingen e-postport med denne id-en.', nn: 'Det er ingen e-postport med denne id-en.' },
  },
  SIGN_IN_REFUSED: {
    title: { nb: 'Innloggingen ble avvist', nn: 'Innlogginga vart avvist', en: 'Log-in was refused' },
    detail: { nb: 'E-postadressen eller passordet er feil.', nn: 'E-postadressa eller passordet er feil.' },
  },
  SIGN_IN_PAUSED: {
    title: { nb: 'For mange forsøk', nn: 'For mange forsøk', en: 'Too many attempts' },
    detail: {
      nb: 'For mange forsøk har feilet. Prøv igjen etter {until}.',
      nn: 'For mange forsøk har feila. Prøv igjen etter {until}.',
    },
  },
  CODE_REFUSED: {
    title: { nb: 'Koden ble avvist', nn: 'Koden vart avvist', en: 'The code was refused' },
    detail: { nb: 'Koden er feil eller brukt. Vent på neste.', nn: 'Koden er feil eller brukt. Vent på neste.' },
  },
  PASSWORD_TOO_SHORT: {
    title: { nb: 'Passordet er for kort', nn: 'Passordet er for kort', en: 'The password is too short' },
    detail: { nb: 'Ta minst 12 tegn.', nn: 'Ta minst 12 teikn.' },
  },
  PASSWORD_TOO_LONG: {
    title: { nb: 'Passordet er for langt', nn: 'Passordet er for langt', en: 'The password is too long' },
    detail: { nb: 'Ta høyst 200 tegn.', nn: 'Ta høgst 200 teikn.' },
  },
  PASSWORD_COMMON: {
    title: { nb: 'Passordet er for vanlig', nn: 'Passordet er for vanleg', en: 'The password is too common' },
    detail: {
      nb: 'Det er et av dem som prøves først. Ta noen ord som ikke hører sammen.',
      nn: 'Det er eit av dei som blir prøvde først. Ta nokre ord som ikkje høyrer saman.',
    },
  },
  PASSWORD_OWN_NAME: {
    title: {
      nb: 'Passordet er laget av navnet ditt',
      nn: 'Passordet er laga av namnet ditt',
      en: 'The password is made of your name',
    },
    detail: {
      nb: 'Det er laget av navnet eller adressen din. Ta andre ord.',
      nn: 'Det er laga av namnet eller adressa di. Ta andre ord.',
    },
  },
  PASSWORD_WRONG: {
    title: { nb: 'Passordet er feil', nn: 'Passordet er feil', en: 'The password is wrong' },
    detail: { nb: 'Passordet du har nå, er et annet.', nn: 'Passordet du har no, er eit anna.' },
  },
  EMAIL_TAKEN: {
    title: { nb: 'E-postadressen er i bruk', nn: 'E-postadressa er i bruk', en: 'The e-mail address is taken' },
    detail: { nb: 'Det er alt en person med denne adressen.', nn: 'Det er alt ein person med denne adressa.' },
  },
  ONE_TIME_LINK_ENDED: {
    title: { nb: 'Lenken gjelder ikke lenger', nn: 'Lenkja gjeld ikkje lenger', en: 'The link has ended' },
    detail: {
      nb: 'Lenken er brukt, erstattet eller utløpt. Be en administrator om en ny.',
      nn: 'Lenkja er brukt, erstatta eller gått ut. Be ein administrator om ei ny.',
    },
  },
  PERSON_UNKNOWN: {
    title: { nb: 'Personen finnes ikke', nn: 'Personen finst ikkje', en: 'Unknown person' },
    detail: { nb: 'Det er ingen slik person.', nn: 'Det er ingen slik person.' },
  },
  LAST_ADMINISTRATOR: {
    title: { nb: 'Den siste administratoren', nn: 'Den siste administratoren', en: 'The last administrator' },
    detail: {
      nb: 'Dette er den siste administratoren som kan logge inn. Gjør en annen til administrator først.',
      nn: 'Dette er den siste administratoren som kan logge inn. Gjer ein annan til administrator først.',
    },
  },
  ROLES_FROM_PROVIDER: {
    title: {
      nb: 'Rollene settes et annet sted',
      nn: 'Rollene blir sette ein annan stad',
      en: 'The roles are set elsewhere',
    },
    detail: {
      nb: 'Personen logger inn hos organisasjonen, som sier hvilke roller. Endre dem der.',
      nn: 'Personen loggar inn hos organisasjonen, som seier kva roller. Endre dei der.',
    },
  },
} as const satisfies Record<string, ProblemWords>;
