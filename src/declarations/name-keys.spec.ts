import { readFileSync } from 'node:fs';
import { fullName, parseRegister } from '../municipalities/index.js';
import { packageFile } from '../platform/config/index.js';
import { nameOrder, searchText } from './name-keys.js';

describe('a search', () => {
  it.each([
    ['Karasjohka', 'Kárášjohka-Karasjok'],
    ['kårasjok', 'Kárášjohka-Karasjok'],
    ['UNJARGA', 'Unjárga-Nesseby'],
    ['Aalesund', 'Ålesund'],
    ['tromso', 'Tromsø'],
    ['Naeroysund', 'Nærøysund'],
    ['Raarvihke', 'Raarvihke-Røyrvik'],
    ['nore og', 'Nore og Uvdal'],
    ['Q7K2M', 'AKSON-2020-0301-Q7K2M'],
    ['Deatnu', 'Deatnu-Tana'],
    ['gaivuotna kafjord', 'Gáivuotna-Kåfjord-Kaivuono'],
  ])('for %s finds %s', (typed, name) => {
    for (const word of searchText(typed).split(' ')) expect(searchText('5437', name)).toContain(word);
  });

  it.each(['%', '_', '-', '  ', '\\'])('for %j is for nothing', (typed) => expect(searchText(typed)).toBe(''));
});

describe('the order of names', () => {
  it('is that of Norwegian for every municipality', () => {
    const register = parseRegister(readFileSync(packageFile('data', 'municipalities-2020.csv'), 'utf8'));
    // Names with «aa» are Southern Sami here, where it is no å.
    const names = register.map((municipality) => fullName(municipality)).filter((name) => !/aa/i.test(name));
    expect(names.length).toBeGreaterThan(340);
    const byKey = names.toSorted((a, b) => (nameOrder(a) < nameOrder(b) ? -1 : nameOrder(a) > nameOrder(b) ? 1 : 0));
    expect(byKey).toEqual(names.toSorted(new Intl.Collator('nb').compare));
  });

  it.each([
    ['Zakariasdalen', 'Ærø'],
    ['Ærø', 'Øyer'],
    ['Øyer', 'Ås'],
    ['Vågå kommune', 'Våler kommune'],
    ['Ása', 'Ås'],
  ])('has %s before %s', (one, other) => expect(nameOrder(one) < nameOrder(other)).toBe(true));
});
