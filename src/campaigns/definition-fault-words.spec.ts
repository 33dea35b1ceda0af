import { readFileSync } from 'node:fs';
import { packageFile } from '../platform/config/index.js';
import { parseCampaignDefinition } from './campaign.schemas.js';
import { definitionFaultIn } from './definition-fault-words.js';
import { ServiceError } from '../platform/errors/index.js';

const AKSON = readFileSync(packageFile('data', 'campaigns', 'akson-2020.yaml'), 'utf8');

function faultsOf(yaml: string): string[] {
  try {
    parseCampaignDefinition(yaml, 'akson-2020.yaml');
  } catch (error) {
    if (error instanceof ServiceError) return error.faults.map(({ message }) => message);
    throw error;
  }
  return [];
}

describe('faults of a definition', () => {
  it('have words in both forms of Norwegian, each that the schema itself makes', () => {
    const source = readFileSync(packageFile('src', 'campaigns', 'campaign.schemas.ts'), 'utf8');
    const made = [...source.matchAll(/(['`])((?:is|must|has|holds|starts|uses|names) .+?)\1(?=[,;)\s])/g)].map(
      ([, , text = '']) => text.replaceAll(/\$\{[^}]*\}/g, 'X').replaceAll('\\\\', '\\'),
    );
    expect(made.length).toBeGreaterThanOrEqual(24);
    const english = made.filter((message) => definitionFaultIn('nn', message).language === 'en');
    expect(english).toEqual([]);
  });

  it('have words for what a dry run finds, too', () => {
    const sources = ['campaigns/recipients.policy.ts', 'issuing/dry-run.ts'].map((file) =>
      readFileSync(packageFile('src', file), 'utf8'),
    );
    const made = sources
      .flatMap((source) => [...source.matchAll(/(?:message: |[?:] )`([^`]+: [^`]+)`/g)])
      .map(([, text = '']) => text.replaceAll(/\$\{[^}]*\}/g, 'X'));
    expect(made).toHaveLength(8);
    expect(made.filter((message) => definitionFaultIn('nb', message).language === 'en')).toEqual([]);
  });

  it.each([
    ['deadlineOn: 2020-07-01', 'deadlineOn: 2020-04-01', /^må være etter issueOn \(2020-04-24\)$/],
    ['slug: akson-2020', 'slug: 2020', /^er ikke en tekst/],
    ['slug: akson-2020', 'slug: Akson', /^er ikke en nøkkel/],
    ['slug: akson-2020', 'slugg: akson-2020', /^mangler: legg det til$|^er ikke et kjent felt/],
    ['numerator: 1', 'numerator: en', /^er ikke et tall/],
    ['numerator: 1', 'numerator: 0', /^må være større enn 0$/],
    ['workingDaysOnly: true', 'workingDaysOnly: ja', /^må være true eller false$/],
  ])('%s as %s is told in bokmål', (from, to, expected) => {
    expect(AKSON).toContain(from);
    const faults = faultsOf(AKSON.replace(from, to));
    expect(faults.length).toBeGreaterThan(0);
    for (const fault of faults) {
      expect(definitionFaultIn('nb', fault)).toEqual({ language: 'nb', message: expect.stringMatching(expected) });
      expect(definitionFaultIn('nn', fault).language).toBe('nn');
      expect(definitionFaultIn('en', fault)).toEqual({ language: 'en', message: fault });
    }
  });

  it.each([
    ['slug: [', 'innrykket stemmer ikke (BAD_INDENT)', 'innrykket stemmer ikkje (BAD_INDENT)'],
    ['slug: a\nslug: b', 'feltet står to ganger (DUPLICATE_KEY)', 'feltet står to gonger (DUPLICATE_KEY)'],
    [
      'a:\n\tb: c',
      'innrykk må være mellomrom, ikke tabulatorer (TAB_AS_INDENT)',
      'innrykk må vere mellomrom, ikkje tabulatorar (TAB_AS_INDENT)',
    ],
  ])('of the syntax are told by their code (%j)', (yaml, nb, nn) => {
    const [fault = ''] = faultsOf(yaml);
    expect(definitionFaultIn('nb', fault)).toEqual({ language: 'nb', message: nb });
    expect(definitionFaultIn('nn', fault)).toEqual({ language: 'nn', message: nn });
  });

  it('that have no words are said to be English', () => {
    expect(definitionFaultIn('nb', 'is odd')).toEqual({ language: 'en', message: 'is odd' });
  });
});
