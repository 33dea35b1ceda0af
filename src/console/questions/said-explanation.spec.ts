import { saidExplanation } from './said-explanation.js';

describe('why a message is taken for what it is', () => {
  it.each([
    ['A person wrote it, and it brings no document.', 'nb', 'Skrevet av et menneske, uten dokument.'],
    ['A person wrote it, and it brings no document.', 'en', 'A person wrote it, and it brings no document.'],
    ['It brings 2 document(s).', 'nn', 'Dokument i meldinga: 2.'],
    ['The header x-autoreply marks it as automatic.', 'nb', 'Hodefeltet x-autoreply sier at den er automatisk.'],
    ['Precedence marks it as automatic.', 'nn', 'Hovudfeltet Precedence seier at ho er automatisk.'],
    [
      'It brings 1 document(s). mail: The part ends early.',
      'nb',
      'Dokumenter i meldingen: 1. mail: The part ends early.',
    ],
    ['550 5.1.1 No such user', 'nn', '550 5.1.1 No such user'],
  ] as const)('%s (%s)', (explanation, language, said) => {
    expect(saidExplanation(explanation, language)).toBe(said);
  });
});
