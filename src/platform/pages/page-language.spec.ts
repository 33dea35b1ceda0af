import { languageOf } from './page-language.js';

describe('the language that a browser asks for', () => {
  it.each([
    [undefined, 'nb'],
    ['', 'nb'],
    ['nn', 'nn'],
    ['nn-NO,nn;q=0.9,nb;q=0.8', 'nn'],
    ['nb;q=0.5, nn;q=0.7', 'nn'],
    ['no,en;q=0.9', 'nb'],
    ['en-GB,en;q=0.9,nb;q=0.8', 'en'],
    ['de,fr;q=0.9,en;q=0.1', 'en'],
    ['de,fr', 'nb'],
    ['en;q=0,nn;q=0.1', 'nn'],
    ['en;q=x,nn;q=0.1', 'nn'],
    ['*', 'nb'],
  ])('%s is %s', (header, language) => {
    expect(languageOf(header)).toBe(language);
  });
});
