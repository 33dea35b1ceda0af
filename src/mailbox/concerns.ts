/** What a municipality may write about, on its page or by its own system. */
export const CONCERNS = ['QUESTION', 'EXTENSION', 'CONTACT'] as const;
export type Concern = (typeof CONCERNS)[number];

/** Characters of what somebody may write at once. */
export const MOST_CHARACTERS = 4000;

/** What the operators' lists call it, in the municipality's language. */
export const CONCERN_WORDS: Readonly<Record<'nb' | 'nn', Readonly<Record<Concern, string>>>> = {
  nb: { QUESTION: 'Spørsmål', EXTENSION: 'Ønske om utsatt frist', CONTACT: 'Ny kontakt eller adresse' },
  nn: { QUESTION: 'Spørsmål', EXTENSION: 'Ønske om utsett frist', CONTACT: 'Ny kontakt eller adresse' },
};

/** What a message with this subject is about: what somebody has chosen on the page stands first in it. */
export function concernOf(subject: string): Concern {
  const languages = [CONCERN_WORDS.nb, CONCERN_WORDS.nn];
  return CONCERNS.find((concern) => languages.some((words) => subject.startsWith(words[concern]))) ?? 'QUESTION';
}
