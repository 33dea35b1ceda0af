import type { DeclarationView } from '../../declarations/index.js';
import type { LetterPreview } from '../../letters/index.js';
import type { PageLanguage } from '../../platform/pages/index.js';
import type { CaseActionName, CaseTexts } from './texts/case-texts.js';

/** What somebody typed, by field; every field is there. */
export type Typed = Readonly<Record<string, string>>;

export interface ActionField {
  readonly id: string;
  readonly kind: 'date' | 'line' | 'email' | 'prose' | 'choice';
  readonly label: string;
  readonly required: boolean;
  /** For `choice`. */
  readonly choices?: readonly { readonly value: string; readonly label: string }[];
}

/** What an action would do, in the reader's words. */
export interface Effect {
  readonly sentences: readonly string[];
  readonly lists: readonly { readonly heading: string; readonly items: readonly string[] }[];
  readonly letter: LetterPreview | null;
}

export interface ActionContext {
  readonly declaration: DeclarationView;
  readonly language: PageLanguage;
  readonly text: CaseTexts;
}

/** Who decided, and on which version of the declaration. */
export interface Decision {
  readonly actor: string;
  readonly expectedVersion: number;
}

/** Something that an operator does about one declaration: a form, its preview, and the use case that does it. */
export abstract class CaseAction {
  abstract readonly name: CaseActionName;

  abstract fields(text: CaseTexts): readonly ActionField[];

  /** What is wrong with what was typed, by field. */
  abstract faults(typed: Typed, text: CaseTexts): Readonly<Record<string, string>>;

  /** Throws ActionRefused with what keeps it from being done. */
  abstract preview(context: ActionContext, typed: Typed): Promise<Effect>;

  /** Throws VERSION_MISMATCH, or whatever keeps it from being done. */
  abstract run(reference: string, typed: Typed, decision: Decision): Promise<void>;
}

/** It cannot be done, for a reason that its preview tells: beside a field, or as `form` above all of it. */
export class ActionRefused extends Error {
  constructor(
    readonly field: string,
    readonly words: string,
  ) {
    super(words);
    this.name = 'ActionRefused';
  }
}

/** Whether the API would take it as one line of text: something, no control characters, at most so long. */
export function isLine(text: string, most: number): boolean {
  const line = text.trim();
  return line !== '' && line.length <= most && !/[\p{Cc}\p{Cs}\u2028\u2029]/u.test(line);
}
