/** The two written forms of Norwegian: bokmål and nynorsk. */
export type LanguageForm = 'nb' | 'nn';
