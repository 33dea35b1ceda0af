import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { matchText } from './match-text.policy.js';
import type { KnownDeclaration } from './scan-report.js';

const LETTERS = '23456789ABCDEFGHJKMNPQRSTVWXYZ';

/** The whole register, so that no name is held against fewer others than in earnest. */
const known: readonly KnownDeclaration[] = readFileSync(
  join(import.meta.dirname, '../../data/municipalities-2020.csv'),
  'utf8',
)
  .trim()
  .split('\n')
  .slice(1)
  .map((line) => {
    const [number = '', name = '', , , county = '', , , organizationNumber = ''] = line.split(',');
    return { reference: referenceOf(number), number, name, county, organizationNumber };
  });

/** Of letters that follow from the number, without a rule that a mistake in one could follow. */
function referenceOf(number: string): string {
  let state = Number(number);
  const ending = Array.from({ length: 5 }, () => {
    state = (state * 1103515245 + 12345) % 2147483648;
    return LETTERS.charAt((state >>> 12) % LETTERS.length);
  });
  return `AKSON-2020-${number}-${ending.join('')}`;
}

const declarationOf = (number: string): KnownDeclaration => known.find((one) => one.number === number)!;
const HALDEN = referenceOf('3001');
const [, , , ENDING = ''] = HALDEN.split('-');
const MOSS = referenceOf('3002');

describe('a reference', () => {
  it.each<[string, string]>([
    ['as printed', `Referanse: ${HALDEN}`],
    ['in the page code', `AKSON-2020/${HALDEN}/1/2`],
    ['among other columns', `3001 959 159 092 ${HALDEN} 24. april 2020`],
    ['without hyphens', `Referanse: ${HALDEN.replaceAll('-', ' ')}`],
    ['with spaces inside', `Referanse: AKSON-2020- 3001-${ENDING.slice(0, 3)} ${ENDING.slice(3)}`],
    ['run together', `Referanse:${HALDEN.replaceAll('-', '')}`],
    ['with O for 0', `Referanse: ${HALDEN.replaceAll('0', 'O')}`],
    ['with l for 1', `Referanse: ${HALDEN.replaceAll('1', 'l')}`],
    ['in small letters', `referanse: ${HALDEN.toLowerCase()}`],
    ['with a long dash', `Referanse: ${HALDEN.replaceAll('-', '—')}`],
    ['with one letter quite other', `Referanse: ${HALDEN.replace('AKSON', 'AKSØW')}`],
  ])('%s is the page’s', (_, line) => {
    const { identified, candidates } = matchText(['Side 1 av 2', line], known);
    expect(identified).toBe(HALDEN);
    expect(candidates[0]).toMatchObject({ reference: HALDEN, by: 'REFERENCE', facts: ['REFERENCE'] });
    expect(line).toContain(candidates[0]!.read);
  });

  it.each<[string, readonly string[]]>([
    ['of another issue of the same form', ['Halden (3001)', 'Referanse: AKSON-2020-3001-WWWWW']],
    ['of another campaign', ['Halden (3001)', `Referanse: HELSE-2022-3001-WWWWW`]],
    ['cut off before its ending', ['Referanse: AKSON-2020-3001-']],
    ['of which only the ending is left', [`Referanse: ${ENDING}`]],
    ['of two municipalities', [`Referanse: ${HALDEN}`, `Referanse: ${MOSS}`]],
    ['of one, with number and name of another', [`Referanse: ${HALDEN}`, 'Moss (3002)']],
  ])('%s makes nothing sure', (_, lines) => {
    expect(matchText(lines, known).identified).toBeNull();
  });

  it('beside a neighbour’s name in the text stays sure', () => {
    expect(matchText([`Referanse: ${HALDEN}`, 'i likhet med Moss kommune'], known).identified).toBe(HALDEN);
  });

  it('that nothing is known of is not found', () => {
    expect(matchText([`Referanse: ${HALDEN}`], [])).toEqual({ candidates: [], identified: null });
  });

  it('of few characters has to be read exactly', () => {
    const short: KnownDeclaration[] = [{ reference: 'A-17', number: '3001', name: 'Halden' }];
    expect(matchText(['Referanse: A-17'], short).identified).toBe('A-17');
    expect(matchText(['Referanse: A-77'], short).identified).toBeNull();
  });
});

describe('a name', () => {
  it.each<[string, string, readonly string[]]>([
    ['with its number beside it', '3001', ['På vegne av', 'Halden (3001)']],
    ['with its number under the label', '3001', ['Kommune', 'Halden', 'Kommunenummer Referanse', '3001 ~~']],
    ['with its number, digits misread', '3001', ['Halden (30O1)']],
    ['with its organisation number', '3001', ['Halden kommune', 'Org.nr. 959 159 092']],
    ['with its county', '3001', ['Halden kommune, Viken']],
    ['with its county on another line', '5001', ['Trondheim kommune', 'Trøndelag fylke']],
    ['of two, told apart by the number', '3419', ['Våler (3419)']],
    ['of two, told apart by the county', '3018', ['Våler kommune, Viken']],
    ['of two others', '1515', ['Herøy (1515)']],
    ['misread', '1804', ['Bodg kommune', 'Kommunenummer 1804']],
    ['misread, near to another', '3435', ['Vaga (3435)']],
    ['of several words, hyphen lost', '3423', ['Stor Elvdal kommune', 'Innlandet fylke']],
    ['in capitals', '3001', ['HALDEN KOMMUNE (3001)']],
    ['after its label', '3817', ['Kommune: Midt-Telemark (3817)']],
  ])('%s is enough', (_, number, lines) => {
    const { identified, candidates } = matchText(lines, known);
    expect(identified).toBe(referenceOf(number));
    expect(candidates[0]).toMatchObject({ by: 'NAME' });
    expect(candidates[0]!.likeness).toBeLessThanOrEqual(0.9);
  });

  it.each<[string, readonly string[], readonly string[]]>([
    ['alone', ['Halden kommune'], ['3001']],
    ['that two have', ['Våler kommune'], ['3018', '3419']],
    ['that two others have', ['Kommune: Herøy'], ['1515', '1818']],
    ['that two have, misread', ['Valer kommune'], ['3018', '3419']],
    ['read half way to another', ['Vaga kommune'], ['3435']],
    ['with the number of another', ['Halden (3002)'], ['3001']],
    ['with a year', ['Halden kommune 2020'], ['3001']],
    ['of one within another’s', ['Oslo kommune'], ['0301']],
    ['of one that is the beginning of another’s', ['Nes kommune'], ['3034']],
    ['of one that is the beginning of other names', ['Sande fjord kommune'], ['3804']],
    ['beside another name', ['Halden (3001)', 'Moss kommune'], ['3001', '3002']],
  ])('%s makes nothing sure, but is shown', (_, lines, numbers) => {
    const { identified, candidates } = matchText(lines, known);
    expect(identified).toBeNull();
    expect(candidates.map((one) => one.reference)).toEqual(expect.arrayContaining(numbers.map(referenceOf)));
  });

  it('that two have is never likely for either', () => {
    for (const { likeness } of matchText(['Våler kommune'], known).candidates) expect(likeness).toBeLessThan(0.3);
  });

  it.each<[string, string]>([
    ['in running text', 'kommunene som har vært tettest på prosessen, Oslo, Bærum, Bergen og Vinje, har deltatt'],
    ['that is a word', 'Det er viktig at vi har en felles time'],
    ['that stands on its head', 'uapJeH aunwwo»'],
  ])('%s is left alone', (_, line) => {
    expect(matchText([line], known).candidates).toEqual([]);
  });
});

it('short names are told by their numbers, and none by another’s', () => {
  for (const { name, number, reference } of known.filter((one) => one.name.length <= 4)) {
    expect(matchText([`${name} (${number})`], known).identified).toBe(reference);
    const other = number === '3001' ? '3002' : '3001';
    expect(matchText([`${name} (${other})`], known).identified).toBeNull();
  }
});

it('what the register holds fits the cases above', () => {
  expect(['3419', '3018', '1515', '1818', '3435', '1804'].map((number) => declarationOf(number).name)).toEqual([
    'Våler',
    'Våler',
    'Herøy',
    'Herøy',
    'Vågå',
    'Bodø',
  ]);
});
