import type { ProblemBody } from '../http/index.js';
import { languageOf, type PageLanguage } from './page-language.js';
import { PageRenderer } from './page-renderer.js';

interface ProblemTexts {
  readonly titles: Readonly<Record<number, string>>;
  readonly otherTitle: string;
  readonly advice: Readonly<Record<number, string>>;
  readonly otherAdvice: string;
  readonly number: string;
  readonly home: string;
}

const texts: Readonly<Record<PageLanguage, ProblemTexts>> = {
  nb: {
    titles: {
      403: 'Du har ikke tilgang',
      404: 'Siden finnes ikke',
      429: 'For mange forsøk',
      503: 'Prøv igjen om litt',
    },
    otherTitle: 'Noe gikk galt',
    advice: {
      403: 'Siden krever en annen rolle, eller skjemaet var for gammelt. Gå tilbake og last siden på nytt.',
      404: 'Adressen er feil, eller det som var her, er borte.',
      429: 'Vent et minutt, og prøv igjen.',
      503: 'En del av tjenesten svarer ikke nå. Ingenting er endret.',
    },
    otherAdvice: 'Ingenting er lagret. Prøv igjen, eller si fra til den som drifter tjenesten.',
    number: 'Nummer til den som drifter tjenesten',
    home: 'Til forsiden',
  },
  nn: {
    titles: {
      403: 'Du har ikkje tilgang',
      404: 'Sida finst ikkje',
      429: 'For mange forsøk',
      503: 'Prøv igjen om litt',
    },
    otherTitle: 'Noko gjekk gale',
    advice: {
      403: 'Sida krev ei anna rolle, eller skjemaet var for gammalt. Gå tilbake og last sida på nytt.',
      404: 'Adressa er feil, eller det som var her, er borte.',
      429: 'Vent eit minutt, og prøv igjen.',
      503: 'Ein del av tenesta svarer ikkje no. Ingenting er endra.',
    },
    otherAdvice: 'Ingenting er lagra. Prøv igjen, eller sei frå til den som driftar tenesta.',
    number: 'Nummer til den som driftar tenesta',
    home: 'Til framsida',
  },
  en: {
    titles: {
      403: 'You have no access',
      404: 'There is no such page',
      429: 'Too many attempts',
      503: 'Try again shortly',
    },
    otherTitle: 'Something went wrong',
    advice: {
      403: 'The page needs another role, or the form was too old. Go back and load the page again.',
      404: 'The address is wrong, or what was here is gone.',
      429: 'Wait a minute and try again.',
      503: 'A part of the service does not answer at the moment. Nothing was changed.',
    },
    otherAdvice: 'Nothing was saved. Try again, or tell whoever runs the service.',
    number: 'Number for whoever runs the service',
    home: 'To the front page',
  },
};

let renderer: PageRenderer | null = null;

/** What went wrong, as a page, in the browser's language. */
export function problemPage(problem: ProblemBody, acceptLanguage: string | undefined): string {
  const language = languageOf(acceptLanguage);
  const text = texts[language];
  renderer ??= new PageRenderer('platform/pages');
  return renderer.render('problem', {
    title: text.titles[problem.status] ?? text.otherTitle,
    language,
    advice: text.advice[problem.status] ?? text.otherAdvice,
    numberLabel: text.number,
    requestId: problem.requestId,
    homeLabel: text.home,
  });
}
