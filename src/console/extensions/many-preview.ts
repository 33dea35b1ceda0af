import type { ExtensionsPreview, PreviewedReminder } from '../../extensions/index.js';
import { pageFormats, type PageLanguage } from '../../platform/pages/index.js';
import { writtenDay } from '../declaration/case-words.js';
import { caseTexts } from '../declaration/texts/case-texts-of-language.js';
import { extensionsTexts } from './texts/extensions-texts-of-language.js';

/** What extending many would do, in the reader's words. */
export function manyPreview(preview: ExtensionsPreview, dueOn: string, language: PageLanguage): object {
  const text = extensionsTexts[language];
  const { integer, instant } = pageFormats(language);
  const { possible, impossible, notices } = preview;
  const times = (reminders: readonly PreviewedReminder[]): string =>
    reminders.length === 0 ? text.noneOfThem : reminders.map(({ sendAt }) => instant(new Date(sendAt))).join('; ');
  const sum = (name: 'remindersRemoved' | 'remindersAdded' | 'remindersKept'): string =>
    integer(possible.reduce((total, one) => total + one[name].length, 0));
  return {
    sentences: [
      text.extended(integer(possible.length), writtenDay(dueOn, language)),
      text.sums(sum('remindersRemoved'), sum('remindersAdded'), sum('remindersKept')),
    ],
    possible: possible.map((one) => [
      { text: one.recipientName, href: `/declarations/${one.reference}` },
      writtenDay(one.dueOnNow, language),
      times(one.remindersRemoved),
      times(one.remindersAdded),
    ]),
    impossibleHeading: text.impossible(integer(impossible.length)),
    impossible: impossible.map((one) => [
      { text: one.recipientName, href: `/declarations/${one.reference}` },
      writtenDay(one.dueOnNow, language),
      caseTexts[language].obstacles[one.obstacle],
    ]),
    notices: notices.map((letter) => ({
      letter,
      heading: text.notice(caseTexts[language].languages[letter.language]),
    })),
    decided: possible.map(({ reference, version }) => `${reference}:${version}`),
    confirm: text.confirm(integer(possible.length)),
    isNobody: possible.length === 0,
  };
}
