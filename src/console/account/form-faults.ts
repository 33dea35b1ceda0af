import { z } from 'zod';
import { SignInPaused } from '../../identity/index.js';
import { ServiceError } from '../../platform/errors/index.js';
import { writtenInstant } from './written-instant.js';
import type { AccountTexts, FormFault } from './texts/account-texts.js';
import { textsOfLanguage } from './texts/texts-of-language.js';
import type { PageLanguage } from '../../platform/pages/index.js';

/** What is wrong with a form: beside its fields by their names, or above all of it as `form`. */
export type FieldFaults = Readonly<Record<string, FormFault | SignInPaused | undefined>>;

/** A field as a person sent it; what is missing, doubled or far too long counts as empty. */
export const textField = (most = 500) => z.string().max(most).catch('');
/** Boxes that may be ticked several at once. */
export const listField = z
  .union([z.string(), z.array(z.string())])
  .transform((value) => [value].flat())
  .catch([]);

/** The fault that a use case threw, for the page to say in words; everything else is thrown on. */
export function faultOf(error: unknown): FormFault | SignInPaused {
  if (error instanceof SignInPaused) return error;
  if (error instanceof ServiceError && isFormFault(error.code)) return error.code;
  throw error;
}

/** The faults in words, by field. */
export function faultWords(faults: FieldFaults, language: PageLanguage): Record<string, string> {
  const text = textsOfLanguage[language];
  const words: Record<string, string> = {};
  for (const [field, fault] of Object.entries(faults))
    if (fault !== undefined) words[field] = wordsOf(fault, text, language);
  return words;
}

export function hasFaults(faults: FieldFaults): boolean {
  return Object.values(faults).some((fault) => fault !== undefined);
}

/** 429 for a pause, 422 for anything else that has to be mended (RFC 9110, 15.5.21). */
export function statusOf(faults: FieldFaults): number {
  if (!hasFaults(faults)) return 200;
  return Object.values(faults).some((fault) => fault instanceof SignInPaused) ? 429 : 422;
}

const EMAIL = z.email();

export function emailFault(email: string): FormFault | undefined {
  return EMAIL.safeParse(email.trim()).success ? undefined : 'EMAIL_INVALID';
}

function wordsOf(fault: FormFault | SignInPaused, text: AccountTexts, language: PageLanguage): string {
  return fault instanceof SignInPaused ? text.paused(writtenInstant(fault.until, language)) : text.faults[fault];
}

function isFormFault(code: string): code is FormFault {
  return code in textsOfLanguage.nb.faults;
}
