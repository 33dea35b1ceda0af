/** The two written forms of Norwegian: bokmål and nynorsk. */
export type LanguageForm = 'nb' | 'nn';

/** What a document may be written in: to municipalities in Norwegian only, to others in English too. */
export type DocumentLanguage = LanguageForm | 'en';

/** As documents name their language (BCP 47). */
export const languageTags: Readonly<Record<DocumentLanguage, string>> = { nb: 'nb-NO', nn: 'nn-NO', en: 'en-GB' };
