import type { PageLanguage } from '../../platform/pages/index.js';

/** What a problem is called, and what is wrong and how to mend it. */
export interface ProblemWords {
  readonly title: Readonly<Record<PageLanguage, string>>;
  /**
   * Norwegian only: in English the error says it itself. `{name}` stands for a fact of the error, `{name:words}` for
   * one that is itself a phrase with words in each language.
   */
  readonly detail: Readonly<Record<'nb' | 'nn', string>>;
}
