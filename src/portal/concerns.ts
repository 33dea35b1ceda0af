/** What a municipality may write about on its page. */
export const CONCERNS = ['QUESTION', 'EXTENSION', 'CONTACT'] as const;
export type Concern = (typeof CONCERNS)[number];

/** Characters of what somebody may write at once. */
export const MOST_CHARACTERS = 4000;
