import { masked } from './describe-signer.js';

test.each([
  ['01019012345', '***********'],
  ['PNONO-01019012345', 'PNONO-***********'],
  ['Kari 010190 12345 Nordmann', 'Kari *********** Nordmann'],
  ['UN:NO-9578-4050-127091783', 'UN:NO-9578-4050-127091783'],
  ['NTRNO-964965226', 'NTRNO-964965226'],
  ['123456789012', '123456789012'],
  ['a\u0000b\u202ec', 'a b c'],
])('%j becomes %j', (text, expected) => {
  expect(masked(text)).toBe(expected);
});
