import type { ProblemWords } from './problem-words.js';

/** Of requests as such: their form, their limits, their keys and tags. */
export const REQUEST_PROBLEM_WORDS = {
  VALIDATION_FAILED: {
    title: { nb: 'Forespørselen har feil', nn: 'Førespurnaden har feil', en: 'The request has faults' },
    detail: {
      nb: 'Hver feil er nevnt i errors, med stedet den står.',
      nn: 'Kvar feil er nemnd i errors, med staden han står.',
    },
  },
  MALFORMED_JSON: {
    title: { nb: 'Innholdet er ikke JSON', nn: 'Innhaldet er ikkje JSON', en: 'The body is not JSON' },
    detail: {
      nb: 'Innholdet kan ikke leses som JSON. Se etter anførselstegn, komma og klammer som mangler eller er for mye.',
      nn: 'Innhaldet kan ikkje lesast som JSON. Sjå etter hermeteikn, komma og klammer som manglar eller er for mykje.',
    },
  },
  MALFORMED_PATH: {
    title: { nb: 'Adressen er ugyldig', nn: 'Adressa er ugyldig', en: 'The path is malformed' },
    detail: { nb: 'Adressen har en ødelagt prosentkoding.', nn: 'Adressa har ei øydelagd prosentkoding.' },
  },
  ROUTE_NOT_FOUND: {
    title: { nb: 'Adressen finnes ikke', nn: 'Adressa finst ikkje', en: 'There is no such path' },
    detail: { nb: 'Det er ingenting på denne adressen.', nn: 'Det er ingenting på denne adressa.' },
  },
  NOT_FOUND: {
    title: { nb: 'Finnes ikke', nn: 'Finst ikkje', en: 'Not found' },
    detail: { nb: 'Det er ingenting her.', nn: 'Det er ingenting her.' },
  },
  METHOD_NOT_ALLOWED: {
    title: { nb: 'Metoden passer ikke her', nn: 'Metoden passar ikkje her', en: 'Method not allowed' },
    detail: { nb: 'Allow sier hvilke metoder adressen tar.', nn: 'Allow seier kva metodar adressa tek.' },
  },
  UNSUPPORTED_MEDIA_TYPE: {
    title: { nb: 'Feil medietype', nn: 'Feil medietype', en: 'Unsupported media type' },
    detail: {
      nb: 'Denne ruten tar {mediaType}: si det i Content-Type.',
      nn: 'Denne ruta tek {mediaType}: sei det i Content-Type.',
    },
  },
  UNSUPPORTED_ENCODING: {
    title: { nb: 'Innholdet er kodet', nn: 'Innhaldet er koda', en: 'Unsupported content encoding' },
    detail: { nb: 'Send innholdet uten Content-Encoding.', nn: 'Send innhaldet utan Content-Encoding.' },
  },
  EMPTY_BODY: {
    title: { nb: 'Innholdet mangler', nn: 'Innhaldet manglar', en: 'The body is empty' },
    detail: { nb: 'Send innholdet som det er.', nn: 'Send innhaldet som det er.' },
  },
  BODY_TOO_LARGE: {
    title: { nb: 'Innholdet er for stort', nn: 'Innhaldet er for stort', en: 'The body is too large' },
    detail: {
      nb: 'Innholdet er større enn de {mostBytes} bytene som denne ruten tar.',
      nn: 'Innhaldet er større enn dei {mostBytes} bytane som denne ruta tek.',
    },
  },
  NOT_UTF8: {
    title: { nb: 'Teksten er ikke UTF-8', nn: 'Teksten er ikkje UTF-8', en: 'The text is not UTF-8' },
    detail: { nb: 'Lagre fila som UTF-8, og send den på nytt.', nn: 'Lagre fila som UTF-8, og send ho på nytt.' },
  },
  REQUEST_ABORTED: {
    title: { nb: 'Forespørselen ble avbrutt', nn: 'Førespurnaden vart avbroten', en: 'The request was aborted' },
    detail: {
      nb: 'Forespørselen sluttet før innholdet var sendt.',
      nn: 'Førespurnaden slutta før innhaldet var sendt.',
    },
  },
  TOO_MANY_REQUESTS: {
    title: { nb: 'For mange forespørsler', nn: 'For mange førespurnader', en: 'Too many requests' },
    detail: {
      nb: 'Det kom for mange forespørsler på kort tid. Retry-After sier når du kan prøve igjen.',
      nn: 'Det kom for mange førespurnader på kort tid. Retry-After seier når du kan prøve igjen.',
    },
  },
  PRECONDITION_REQUIRED: {
    title: { nb: 'If-Match mangler', nn: 'If-Match manglar', en: 'If-Match is required' },
    detail: {
      nb: 'Les ressursen først, og send dens ETag i If-Match, så ingen avgjør noe på et utdatert grunnlag.',
      nn: 'Les ressursen først, og send ETag-en hans i If-Match, så ingen avgjer noko på eit utdatert grunnlag.',
    },
  },
  IF_MATCH_INVALID: {
    title: { nb: 'If-Match er ugyldig', nn: 'If-Match er ugyldig', en: 'If-Match is not valid' },
    detail: {
      nb: 'If-Match tar nøyaktig én ETag i hermetegn, slik API-et ga den: "v3".',
      nn: 'If-Match tek nøyaktig éin ETag i hermeteikn, slik API-et gav han: "v3".',
    },
  },
  VERSION_MISMATCH: {
    title: { nb: 'Endret siden du leste', nn: 'Endra sidan du las', en: 'Changed since it was read' },
    detail: {
      nb: 'Noen har endret det etter at du leste det. Les på nytt, og send avgjørelsen igjen hvis den fortsatt gjelder.',
      nn: 'Nokon har endra det etter at du las det. Les på nytt, og send avgjerda igjen om ho framleis gjeld.',
    },
  },
  IDEMPOTENCY_KEY_REQUIRED: {
    title: { nb: 'Idempotency-Key mangler', nn: 'Idempotency-Key manglar', en: 'Idempotency-Key is required' },
    detail: {
      nb: 'Send Idempotency-Key (en ny UUID holder), og den samme når du gjentar forespørselen.',
      nn: 'Send Idempotency-Key (ein ny UUID held), og den same når du gjentek førespurnaden.',
    },
  },
  IDEMPOTENCY_KEY_INVALID: {
    title: { nb: 'Idempotency-Key er ugyldig', nn: 'Idempotency-Key er ugyldig', en: 'Idempotency-Key is not valid' },
    detail: { nb: 'Den må være 1 til 255 tegn av ASCII.', nn: 'Han må vere 1 til 255 teikn av ASCII.' },
  },
  IDEMPOTENCY_KEY_IN_PROGRESS: {
    title: { nb: 'Forespørselen behandles', nn: 'Førespurnaden blir behandla', en: 'Still being worked on' },
    detail: {
      nb: 'Den første forespørselen med denne Idempotency-Key er ikke ferdig. Spør igjen om litt.',
      nn: 'Den første førespurnaden med denne Idempotency-Key er ikkje ferdig. Spør igjen om litt.',
    },
  },
  IDEMPOTENCY_KEY_REUSED: {
    title: { nb: 'Idempotency-Key er brukt', nn: 'Idempotency-Key er brukt', en: 'Idempotency-Key was used' },
    detail: {
      nb: 'Den ble brukt til en annen forespørsel. Lag en ny for hver forespørsel, og behold den når du gjentar den.',
      nn: 'Han vart brukt til ein annan førespurnad. Lag ein ny for kvar førespurnad, og hald på han når du gjentek.',
    },
  },
  METRICS_RESTRICTED: {
    title: { nb: 'Tallene er ikke for alle', nn: 'Tala er ikkje for alle', en: 'Metrics are restricted' },
    detail: { nb: 'Tallene er for maskinen som tjenesten går på.', nn: 'Tala er for maskinen som tenesta går på.' },
  },
  NOT_READY: {
    title: { nb: 'Tjenesten er ikke klar', nn: 'Tenesta er ikkje klar', en: 'The service is not ready' },
    detail: {
      nb: 'Tjenesten kan ikke ta imot forespørsler nå. Delene som ikke svarer, står i errors.',
      nn: 'Tenesta kan ikkje ta imot førespurnader no. Delane som ikkje svarer, står i errors.',
    },
  },
  SERVICE_UNAVAILABLE: {
    title: { nb: 'Prøv igjen om litt', nn: 'Prøv igjen om litt', en: 'Try again shortly' },
    detail: {
      nb: 'En del som tjenesten trenger, svarer ikke nå. Ingenting er endret.',
      nn: 'Ein del som tenesta treng, svarer ikkje no. Ingenting er endra.',
    },
  },
  INTERNAL_ERROR: {
    title: { nb: 'Noe gikk galt i tjenesten', nn: 'Noko gjekk gale i tenesta', en: 'Something went wrong inside' },
    detail: {
      nb: 'Feilen er skrevet i loggen med requestId.',
      nn: 'Feilen er skriven i loggen med requestId.',
    },
  },
} as const satisfies Record<string, ProblemWords>;
