import { readFileSync } from 'node:fs';
import { parseRegister } from '../../municipalities/index.js';
import { packageFile } from '../../platform/config/index.js';
import { ServiceError } from '../../platform/errors/index.js';
import { faultIn } from '../../platform/fault-words/index.js';
import { REGISTER_FAULT_WORDS } from './register-fault-words.js';

const [HEADER = '', OSLO = ''] = readFileSync(packageFile('data', 'municipalities-2020.csv'), 'utf8').split('\n');

function faultsOf(csv: string): string[] {
  try {
    parseRegister(csv);
  } catch (error) {
    if (error instanceof ServiceError) return error.faults.map(({ message }) => message);
    throw error;
  }
  return [];
}

describe('faults of the register', () => {
  it.each([
    ['every field', `${HEADER}\n1,,"\u2028 ","2""",,x,x,1,x,x,x,x,1,1\n`, 14],
    ['a number that stands twice', `${HEADER}\n${OSLO}\n${OSLO}\n`, 2],
    ['a field too many', `${HEADER}\n${OSLO},x\n`, 1],
    ['no municipality', `${HEADER}\n`, 1],
    ['a column that is missing', `${HEADER.replace(',latitude', '')}\n`, 1],
    ['a column that is unknown', `${HEADER},"x\ny"\n`, 1],
    ['both', `${HEADER.replace('latitude', 'x')}\n`, 1],
    ['columns in another order', `${HEADER.replace('number,name', 'name,number')}\n`, 1],
    ['too long a file', 'x'.repeat(5_000_001), 1],
    ['too long a field', `${HEADER}\n${'x'.repeat(301)}`, 1],
    ['too many lines', 'x\n'.repeat(10_002), 1],
    ['text behind a quote', `${HEADER}\n"a"b`, 1],
    ['a quote inside a field', `${HEADER}\na"b`, 1],
    ['a quote that is not closed', `${HEADER}\n"a`, 1],
    ['a carriage return', `${HEADER}\na\rb`, 1],
  ])('are told in both forms of Norwegian: %s', (_, csv, count) => {
    const faults = faultsOf(csv);
    expect(faults).toHaveLength(count);
    for (const language of ['nb', 'nn'] as const) {
      expect(faults.filter((fault) => faultIn(REGISTER_FAULT_WORDS, language, fault) === undefined)).toEqual([]);
    }
  });
});
