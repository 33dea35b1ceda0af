import { Injectable } from '@nestjs/common';
import type { Request, Response } from 'express';
import { FormGuard, permits, type SignedIn } from '../../identity/index.js';
import {
  isPageLanguage,
  languageOf,
  PAGE_LANGUAGES,
  type PageLanguage,
  PageRenderer,
} from '../../platform/pages/index.js';
import { type FieldFaults, faultWords, statusOf } from './form-faults.js';
import type { AccountTexts, Done } from './texts/account-texts.js';
import { textsOfLanguage } from './texts/texts-of-language.js';

export interface AccountPage {
  /** Below `views/account`. */
  readonly view: string;
  readonly title: (text: AccountTexts) => string;
  /** Whose page it is; undefined before the log-in is finished. */
  readonly signedIn?: SignedIn | undefined;
  /** The section of the navigation that it belongs to. */
  readonly section?: 'users' | 'keys';
  readonly faults?: FieldFaults;
  /** Of somebody who is known and has not logged in yet; what the address says goes first. */
  readonly language?: PageLanguage | undefined;
  readonly values?: Readonly<Record<string, unknown>>;
  readonly status?: number;
}

/** Shows the pages of log-in, people and keys: frame, language, form token, faults in words. */
@Injectable()
export class AccountPages {
  readonly #pages = new PageRenderer('console');

  constructor(private readonly forms: FormGuard) {}

  show(request: Request, response: Response, page: AccountPage): void {
    const { signedIn, faults = {} } = page;
    const language = this.languageOf(request, signedIn, page.language);
    const text = textsOfLanguage[language];
    const csrf = this.forms.tokenFor(request, response);
    const html = this.#pages.render(`account/${page.view}`, {
      ...page.values,
      title: page.title(text),
      language,
      size: page.section === undefined ? 'md' : 'sm',
      ...(signedIn === undefined
        ? { languages: languageLinks(request) }
        : { navigation: navigation(signedIn, text, page.section), account: accountOf(signedIn, csrf) }),
      text,
      csrf,
      errors: faultWords(faults, language),
      done: doneWords(request.query['done'], text),
    });
    response
      .status(page.status ?? statusOf(faults))
      .set('Cache-Control', 'no-store')
      .type('text/html; charset=utf-8')
      .send(html);
  }

  languageOf(request: Request, signedIn?: SignedIn, known?: PageLanguage): PageLanguage {
    if (signedIn !== undefined) return signedIn.person.language;
    const chosen = request.query['language'];
    return isPageLanguage(chosen) ? chosen : (known ?? languageOf(request.get('accept-language')));
  }
}

/** The same page in the other languages; what else stands in the address stays. */
function languageLinks(request: Request): { language: PageLanguage; href: string }[] {
  const url = new URL(request.originalUrl, 'http://within.invalid');
  return PAGE_LANGUAGES.map((language) => {
    url.searchParams.set('language', language);
    return { language, href: `${url.pathname}${url.search}` };
  });
}

function navigation(
  { person }: SignedIn,
  text: AccountTexts,
  section: AccountPage['section'],
): { label: string; href: string; current: boolean }[] {
  const entries = [{ label: text.navigation.overview, href: '/', current: false }];
  if (permits(person.roles, ['admin'])) {
    entries.push(
      { label: text.navigation.users, href: '/users', current: section === 'users' },
      { label: text.navigation.keys, href: '/keys', current: section === 'keys' },
    );
  }
  return entries;
}

function accountOf(
  { person }: SignedIn,
  csrfToken: string,
): { name: string; href: string; logOutAction: string; csrfToken: string } {
  return { name: person.name, href: '/account', logOutAction: '/log-out', csrfToken };
}

function doneWords(done: unknown, text: AccountTexts): string | null {
  return typeof done === 'string' && done in text.done ? text.done[done as Done] : null;
}
