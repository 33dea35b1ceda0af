import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { packageFile } from '../../platform/config/index.js';
import { PAGE_LANGUAGES } from '../../platform/pages/index.js';
import { PROBLEM_WORDS, wordsOfProblem } from './words-of-problem.js';

/** Folders and files whose errors no request of the API meets: commands, replays, start-up, log-in pages. */
const ELSEWHERE =
  /^(replay|commands|verification|identity\/oidc|platform\/(database|imap|mail-servers|config))\/|^[a-z-]+\.ts$/;

/** Codes that stand where errors are made: the first literal of an error, a problem's, a token's faults. */
const MADE = [
  /new (?:ServiceError|HttpError)(?:<[^>]*>)?\(\s*(?:\d+,\s*)?'([A-Z][A-Z0-9_]+)'/g,
  /super\(\s*'([A-Z][A-Z0-9_]+)'/g,
  /code: '([A-Z][A-Z0-9_]+)'/g,
  /^ {2}(MASKINPORTEN_[A-Z_]+):/gm,
];

function codesMade(): string[] {
  const root = packageFile('src');
  const files = readdirSync(root, { recursive: true, encoding: 'utf8' }).filter(
    (file) => file.endsWith('.ts') && !file.endsWith('.spec.ts') && !ELSEWHERE.test(file),
  );
  const codes = files.flatMap((file) => {
    const text = readFileSync(join(root, file), 'utf8');
    const isProblem = file.startsWith('platform/http/');
    return MADE.filter((_, index) => index !== 2 || isProblem).flatMap((pattern) =>
      [...text.matchAll(pattern)].map(([, code]) => code ?? ''),
    );
  });
  return [...new Set(codes)].toSorted();
}

describe('the catalogue of problems', () => {
  it('has words for every code that a request may meet', () => {
    const codes = codesMade();
    expect(codes.length).toBeGreaterThan(100);
    expect(codes.filter((code) => !(code in PROBLEM_WORDS))).toEqual([]);
  });

  it('has no words for a code that nothing makes', () => {
    const sources = codesMade();
    // Made of a fault's name.
    const others = Object.keys(PROBLEM_WORDS).filter((code) => !code.startsWith('PASSWORD_'));
    expect(others.filter((code) => !sources.includes(code))).toEqual([]);
  });

  it.each(PAGE_LANGUAGES)('says each in %s, in one line', (language) => {
    for (const [code, { title }] of Object.entries(PROBLEM_WORDS)) {
      expect([code, title[language]]).toEqual([code, expect.stringMatching(/^[^\s].{2,60}[^\s.]$/u)]);
    }
  });

  it.each([
    [undefined, 'en', undefined],
    ['*', 'en', undefined],
    ['de', 'en', undefined],
    ['en-GB,nb;q=0.5', 'en', undefined],
    ['nn-NO', 'nn', 'Kampanjen finst ikkje'],
    ['no', 'nb', 'Kampanjen finnes ikke'],
  ])('answers %s in %s', (asked, language, title) => {
    const problem = { code: 'CAMPAIGN_UNKNOWN', detail: 'There is none.', faults: [], facts: {} };
    const words = wordsOfProblem(problem, asked);
    expect(words).toMatchObject({ language, title: title ?? 'Unknown campaign' });
    expect(words?.detail === problem.detail).toBe(language === 'en');
  });

  const state = { slug: 'akson-2020', state: 'CLOSED', wanted: 'issued' };

  it.each([
    ['nb', 'Kampanjen «akson-2020» er CLOSED og kan ikke sendes ut nå.', 'mangler'],
    ['nn', 'Kampanjen «akson-2020» er CLOSED og kan ikkje sendast ut no.', 'manglar'],
    ['en', 'As it is.', 'Invalid input: expected string, received undefined'],
  ])('fills in the facts and tells the faults in %s', (language, detail, message) => {
    const faults = [{ message: 'Invalid input: expected string, received undefined' }];
    const problem = { code: 'CAMPAIGN_STATE', detail: 'As it is.', faults, facts: state };
    expect(wordsOfProblem(problem, language)).toMatchObject({ language, detail, messages: [message] });
  });

  it.each([
    ['a fact is not known', { slug: 'akson-2020', state: 'CLOSED' }, []],
    ['a phrase has no words', { ...state, wanted: 'painted' }, []],
    ['a fault has no words', state, [{ message: 'is taken' }, { message: 'is odd' }]],
  ])('is in English as a whole where %s', (_, facts, faults) => {
    const problem = { code: 'CAMPAIGN_STATE', detail: 'As it is.', faults, facts };
    expect(wordsOfProblem(problem, 'nb')).toEqual({
      language: 'en',
      title: 'Not in this state',
      detail: 'As it is.',
      messages: faults.map(({ message }) => message),
    });
  });

  it('says nothing of a code that it does not know', () => {
    expect(wordsOfProblem({ code: 'toString', detail: '', faults: [], facts: {} }, 'nb')).toBeUndefined();
  });
});
