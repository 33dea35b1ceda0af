import type { WrittenLanguage } from '../../platform/calendar/index.js';
import type { QuestionTopic } from '../scenario.js';
import type { MailFrame, MailWords } from './mail-frame.js';

interface Wordings {
  readonly subject: string;
  readonly questions: readonly string[];
}

const wordings: Readonly<Record<QuestionTopic, Readonly<Record<WrittenLanguage, Wordings>>>> = {
  OBLIGATION: {
    nb: {
      subject: 'Spørsmål om hva signaturen forplikter til',
      questions: [
        'Før saken går til formannskapet, lurer vi på hva signaturen innebærer i praksis. Kan kommunen måtte dekke kostnader som følge av den?',
        'Kommunedirektøren ber om en avklaring: Binder erklæringen kommunens budsjett på noen måte, eller er den bare et uttrykk for at vi vil være med videre?',
        'Vi har nylig byttet pasientjournal og har en avtale som løper i flere år. Får signaturen følger for den?',
      ],
    },
    nn: {
      subject: 'Spørsmål om kva signaturen pliktar oss til',
      questions: [
        'Før saka går til formannskapet, lurer vi på kva signaturen inneber i praksis. Kan kommunen måtte dekkje kostnader som følgje av han?',
        'Kommunedirektøren ber om ei avklaring: Bind erklæringa budsjettet til kommunen på noko vis, eller er ho berre eit uttrykk for at vi vil vere med vidare?',
        'Vi har nyleg bytt pasientjournal og har ein avtale som varer i fleire år. Får signaturen følgjer for han?',
      ],
    },
  },
  WHO_SIGNS: {
    nb: {
      subject: 'Hvem skal signere?',
      questions: [
        'Må ordføreren signere selv, eller kan kommunedirektøren gjøre det på fullmakt?',
        'Ordføreren er borte ut måneden. Er det i orden at varaordføreren signerer for kommunen?',
        'Hos oss er det to som tegner for kommunen i fellesskap. Det er bare plass til ett navn i skjemaet; holder det?',
      ],
    },
    nn: {
      subject: 'Kven skal signere?',
      questions: [
        'Må ordføraren signere sjølv, eller kan kommunedirektøren gjere det på fullmakt?',
        'Ordføraren er borte ut månaden. Er det i orden at varaordføraren signerer for kommunen?',
        'Hos oss er det to som teiknar for kommunen i lag. Det er berre plass til eitt namn i skjemaet; held det?',
      ],
    },
  },
  RESERVATIONS: {
    nb: {
      subject: 'Spørsmål om forbeholdene',
      questions: [
        'Kommunestyret vil gjerne føye til et eget forbehold om finansieringen. Kan det skrives inn i skjemaet, eller skal det sendes som vedlegg?',
        'Gjelder forbeholdene i erklæringen av seg selv når vi signerer, eller må vi vise til dem i vedtaket?',
        'Hvordan skal vi forstå forbeholdet om at kommunen kan trekke erklæringen? Er det en frist for det?',
      ],
    },
    nn: {
      subject: 'Spørsmål om atterhalda',
      questions: [
        'Kommunestyret vil gjerne føye til eit eige atterhald om finansieringa. Kan det skrivast inn i skjemaet, eller skal det sendast som vedlegg?',
        'Gjeld atterhalda i erklæringa av seg sjølv når vi signerer, eller må vi vise til dei i vedtaket?',
        'Korleis skal vi forstå atterhaldet om at kommunen kan trekkje erklæringa? Er det ein frist for det?',
      ],
    },
  },
  HOW_TO_RETURN: {
    nb: {
      subject: 'Hvordan sender vi erklæringen?',
      questions: [
        'Kommunen har ikke noe verktøy for elektronisk signatur. Holder det at ordføreren skriver under for hånd og at vi skanner skjemaet?',
        'Skal erklæringen sendes som svar på brevet, eller er det en egen portal vi skal bruke?',
        'Må vi sende papirutgaven i posten også, eller er det nok med e-post?',
      ],
    },
    nn: {
      subject: 'Korleis sender vi erklæringa?',
      questions: [
        'Kommunen har ikkje noko verktøy for elektronisk signatur. Held det at ordføraren skriv under for hand og at vi skannar skjemaet?',
        'Skal erklæringa sendast som svar på brevet, eller er det ein eigen portal vi skal bruke?',
        'Må vi sende papirutgåva i posten òg, eller er det nok med e-post?',
      ],
    },
  },
  MORE_TIME: {
    nb: {
      subject: 'Spørsmål om fristen',
      questions: [
        'Kommunestyret møtes først etter at fristen er ute. Hva gjør vi da?',
        'Saken ble utsatt i siste møte. Hva skjer hvis vi signerer noen dager etter fristen?',
        'Er det mulig å få litt bedre tid? Sakspapirene må sendes ut to uker før møtet.',
      ],
    },
    nn: {
      subject: 'Spørsmål om fristen',
      questions: [
        'Kommunestyret har ikkje møte før fristen er ute. Kva gjer vi då?',
        'Saka vart utsett i siste møte. Kva skjer om vi signerer nokre dagar etter fristen?',
        'Går det an å få litt betre tid? Sakspapira må sendast ut to veker før møtet.',
      ],
    },
  },
};

export function questionWords({ language, random }: MailFrame, topic: QuestionTopic): MailWords {
  const { subject, questions } = wordings[topic][language];
  return { subject: random.chance(0.5) ? subject : null, paragraphs: [random.pick(questions)] };
}
