import { Injectable } from '@nestjs/common';
import type { Request, Response } from 'express';
import type { SignedIn } from '../../identity/index.js';
import type { PageLanguage } from '../../platform/pages/index.js';
import { ConsolePages } from '../frame/console-pages.js';
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

/** Shows the pages of log-in, people and keys, with their faults in words. */
@Injectable()
export class AccountPages {
  constructor(private readonly pages: ConsolePages) {}

  show(request: Request, response: Response, page: AccountPage): void {
    const { signedIn, section, faults = {} } = page;
    const language = this.pages.languageOf(request, signedIn, page.language);
    const text = textsOfLanguage[language];
    this.pages.show(request, response, {
      view: `account/${page.view}`,
      title: page.title(text),
      signedIn,
      section,
      language: page.language,
      errors: faultWords(faults, language),
      done: doneWords(request.query['done'], text),
      status: page.status ?? statusOf(faults),
      values: { ...page.values, text },
    });
  }

  languageOf(request: Request, signedIn?: SignedIn, known?: PageLanguage): PageLanguage {
    return this.pages.languageOf(request, signedIn, known);
  }
}

function doneWords(done: unknown, text: AccountTexts): string | null {
  return typeof done === 'string' && done in text.done ? text.done[done as Done] : null;
}
