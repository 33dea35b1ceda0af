import { Injectable } from '@nestjs/common';
import type { Request, Response } from 'express';
import { FormGuard, permits, type Role, type SignedIn } from '../../identity/index.js';
import {
  isPageLanguage,
  languageOf,
  PAGE_LANGUAGES,
  type PageLanguage,
  PageRenderer,
} from '../../platform/pages/index.js';
import {
  CAMPAIGN_SECTIONS,
  type CampaignSection,
  consoleTexts,
  SERVICE_SECTIONS,
  type ServiceSection,
} from './console-texts.js';

export interface ConsolePage {
  /** Below `views`, without extension: `review/queue`. */
  readonly view: string;
  /** The page's own heading and the browser's title, in the language of the page. */
  readonly title: string;
  /** Whose page it is; undefined before the log-in is finished. */
  readonly signedIn?: SignedIn | undefined;
  /** Where in the navigation the page is. */
  readonly section?: CampaignSection | ServiceSection | undefined;
  /** The campaign that the page belongs to: its sections are then in the navigation. */
  readonly campaign?: { readonly slug: string; readonly name: string } | undefined;
  /** What is wrong with a form, in words, by field; `form` stands above all of it. */
  readonly errors?: Readonly<Record<string, string>>;
  /** What was done by the form before, in words: said once, at the top. */
  readonly done?: string | null;
  /** 200 unless said, 422 where there are errors. */
  readonly status?: number;
  /** The page's own scripts, as `console/name.js`. */
  readonly scripts?: readonly string[];
  /** The page's own style sheets, as `console/review/pages.css`. */
  readonly styles?: readonly string[];
  /** Before the log-in is finished, when the reader is known. */
  readonly language?: PageLanguage | undefined;
  /** What the view reads of `it`, besides `title`, `language`, `csrf`, `errors` and `done`. */
  readonly values?: Readonly<Record<string, unknown>>;
}

/** Which roles see a section of the whole service in their navigation; its routes have the same. */
const SEEN_BY: Readonly<Record<ServiceSection, readonly Role[]>> = {
  campaigns: ['reader'],
  audit: ['reader'],
  queue: ['admin'],
  users: ['admin'],
  keys: ['admin'],
};

/** Shows every page of the console: frame, navigation, language, form token, what was done and what is wrong. */
@Injectable()
export class ConsolePages {
  readonly #pages = new PageRenderer('console');

  constructor(private readonly forms: FormGuard) {}

  show(request: Request, response: Response, page: ConsolePage): void {
    const { signedIn, section, campaign, errors = {}, values, done = null, scripts = [], styles = [] } = page;
    const language = this.languageOf(request, signedIn, page.language);
    const csrf = this.forms.tokenFor(request, response);
    const html = this.#pages.render(page.view, {
      ...values,
      title: page.title,
      language,
      // Pages of tables and figures; forms that stand alone are larger.
      size: section === undefined ? 'md' : 'sm',
      scripts,
      styles,
      ...(signedIn === undefined
        ? { languages: languageLinks(request) }
        : { ...navigationOf(signedIn, language, section, campaign), account: accountOf(signedIn, csrf) }),
      csrf,
      errors,
      done,
    });
    response
      .status(page.status ?? (Object.keys(errors).length === 0 ? 200 : 422))
      .set('Cache-Control', 'no-store')
      .type('text/html; charset=utf-8')
      .send(html);
  }

  /** The person's own; before log-in what the address says, then `known`, then the browser's. */
  languageOf(request: Request, signedIn?: SignedIn, known?: PageLanguage): PageLanguage {
    if (signedIn !== undefined) return signedIn.person.language;
    const chosen = request.query['language'];
    return isPageLanguage(chosen) ? chosen : (known ?? languageOf(request.get('accept-language')));
  }
}

const HREF_OF_CAMPAIGN_SECTION: Readonly<Record<CampaignSection, string>> = {
  overview: '',
  municipalities: '/declarations',
  review: '/review',
  questions: '/questions',
  extensions: '/extensions',
  letters: '/letters',
  reports: '/reports',
  'set-up': '/set-up',
};

function navigationOf(
  { person }: SignedIn,
  language: PageLanguage,
  current: ConsolePage['section'],
  campaign: ConsolePage['campaign'],
): object {
  const { sections } = consoleTexts[language];
  const navigation = SERVICE_SECTIONS.filter((section) => permits(person.roles, SEEN_BY[section])).map((section) => ({
    label: sections[section],
    href: `/${section}`,
    current: section === current,
  }));
  if (campaign === undefined) return { navigation, home: '/campaigns' };
  const entries = CAMPAIGN_SECTIONS.map((section) => ({
    label: sections[section],
    href: `/campaigns/${campaign.slug}${HREF_OF_CAMPAIGN_SECTION[section]}`,
    current: section === current,
  }));
  return { navigation, home: '/campaigns', subNavigation: { label: campaign.name, entries } };
}

/** The same page in the other languages; what else stands in the address stays. */
function languageLinks(request: Request): { language: PageLanguage; href: string }[] {
  const url = new URL(request.originalUrl, 'http://within.invalid');
  return PAGE_LANGUAGES.map((language) => {
    url.searchParams.set('language', language);
    return { language, href: `${url.pathname}${url.search}` };
  });
}

function accountOf(
  { person }: SignedIn,
  csrfToken: string,
): { name: string; href: string; logOutAction: string; csrfToken: string } {
  return { name: person.name, href: '/account', logOutAction: '/log-out', csrfToken };
}
