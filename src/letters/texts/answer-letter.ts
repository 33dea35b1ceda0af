import type { WrittenLanguage } from '../../campaigns/index.js';
import { paragraph, paragraphsOf, quotation } from './letter-blocks.js';
import { frameCaseLetter, type CaseLetterBasis, type LetterContent, type LetterText } from './letter-frame.js';
import { formatInstant } from './norwegian-format.js';

export interface AnswerLetterData extends CaseLetterBasis {
  /** The subject of the message that is answered. */
  readonly questionSubject: string;
  /** When the question came, ISO 8601 with offset. */
  readonly questionReceivedAt: string;
  /** The question's own words; empty when there were none. */
  readonly question: string;
  /** The operator's answer; blank lines part paragraphs. */
  readonly answer: string;
}

const wroteTexts: Record<WrittenLanguage, (when: string) => string> = {
  nb: (when) => `Dere skrev ${when}:`,
  nn: (when) => `De skreiv ${when}:`,
};

/** An operator's own words, to which the letter adds nothing but the question. */
export function answerLetter(data: AnswerLetterData): LetterText {
  const content: LetterContent = {
    subject: /^\s*(sv|re)\s*:/i.test(data.questionSubject) ? data.questionSubject : `Sv: ${data.questionSubject}`,
    greeting: `Til ${data.municipalityName}`,
    writtenByPerson: true,
    blocks: [
      ...paragraphsOf(data.answer),
      ...(data.question.trim() === ''
        ? []
        : [
            paragraph(wroteTexts[data.language](formatInstant(data.questionReceivedAt))),
            quotation(data.question.trim()),
          ]),
    ],
  };
  return frameCaseLetter(data, content);
}
