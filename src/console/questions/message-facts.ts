import type { InboundMessageView, SenderChecks } from '../../mailbox/index.js';
import { pageFormats, type PageLanguage } from '../../platform/pages/index.js';
import { saidExplanation } from './said-explanation.js';
import type { QuestionsTexts } from './texts/questions-texts.js';
import { questionsTexts } from './texts/questions-texts-of-language.js';

/** What is known of a message without opening it: what it is called, and what it is. */
export function messageFacts(
  message: InboundMessageView,
  language: PageLanguage,
): readonly (readonly [string, string])[] {
  const text = questionsTexts[language];
  const { instant, integer } = pageFormats(language);
  const { message: words } = text;
  const rows: [string, string | null][] = [
    [text.task.from, message.fromAddress],
    [words.arrived, instant(message.arrivedAt)],
    [words.state, words.states[message.state]],
    [
      words.classification,
      message.classification === null ? null : (words.classifications[message.classification] ?? null),
    ],
    [text.task.why, message.explanation === null ? null : saidExplanation(message.explanation, language)],
    [words.mailbox, message.mailbox],
    [words.deliveredTo, message.deliveredTo],
    [words.source, words.sources[message.source]],
    [words.size, words.bytes(integer(message.byteLength))],
    [words.sha256, message.sha256],
  ];
  return rows.filter((row): row is [string, string] => row[1] !== null);
}

/** The sender's checks, one a row. */
export function checksOf(
  { spf, dkim, dmarc, arc }: SenderChecks,
  { message: { results } }: QuestionsTexts,
): readonly { readonly check: string; readonly result: string; readonly domain: string }[] {
  const row = (
    check: string,
    result: string,
    domain: string | null,
  ): { check: string; result: string; domain: string } => ({
    check,
    result: `${results[result] ?? result} (${result})`,
    domain: domain ?? '–',
  });
  return [
    row('SPF', spf.result, spf.domain),
    ...dkim.map(({ result, domain }) => row('DKIM', result, domain)),
    row('DMARC', dmarc.result, dmarc.domain),
    row('ARC', arc.result, arc.sealedBy),
  ];
}
