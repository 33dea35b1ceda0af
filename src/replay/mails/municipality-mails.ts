import type { LocalDate } from '../../platform/calendar/index.js';
import type { QuestionTopic } from '../scenario.js';
import { composeMail, type MailFile } from './compose-mail.js';
import { type ExtensionFacts, extensionWords } from './extension-words.js';
import type { ComposedMail, MailFrame } from './mail-frame.js';
import { outOfOfficeWords } from './out-of-office-words.js';
import { questionWords } from './question-words.js';
import { type ResolutionFacts, resolutionWords } from './resolution-words.js';
import { type ReturnFacts, returnWords } from './return-words.js';

/** The signed document, or what was meant to be one. */
export function returnMail(frame: MailFrame, facts: ReturnFacts, files: readonly MailFile[]): Promise<ComposedMail> {
  return composeMail(frame, { kind: `return/${facts.occasion}`, words: returnWords(frame, facts), files });
}

export function questionMail(frame: MailFrame, topic: QuestionTopic): Promise<ComposedMail> {
  return composeMail(frame, { kind: `question/${topic}`, words: questionWords(frame, topic) });
}

/** The council has decided, and the signed document is not there yet or will never be. */
export function resolutionMail(frame: MailFrame, facts: ResolutionFacts): Promise<ComposedMail> {
  return composeMail(frame, { kind: 'resolution', words: resolutionWords(frame, facts) });
}

export function extensionRequestMail(frame: MailFrame, facts: ExtensionFacts): Promise<ComposedMail> {
  return composeMail(frame, { kind: 'extension', words: extensionWords(frame, facts) });
}

/** Goes to the letter's envelope sender, as automatic answers do (RFC 3834, 4), with an empty sender of its own. */
export function outOfOfficeMail(
  frame: MailFrame,
  facts: { readonly backOn: LocalDate; readonly envelopeSender: string },
): Promise<ComposedMail> {
  const words = outOfOfficeWords(frame, facts.backOn);
  return composeMail(frame, { kind: 'out-of-office', words, automaticTo: facts.envelopeSender });
}
