import { signerIsMunicipality } from './signer-link.policy.js';

it.each<[string | null, boolean]>([
  ['NTRNO-964965226', true],
  ['NTRNO-964965227', false],
  ['NTRSE-964965226', false],
  ['VATNO-964965226', false],
  ['964965226', false],
  ['NTRNO-964965226 ', false],
  ['NTRNO-9649652260', false],
  ['xNTRNO-964965226', false],
  ['ntrno-964965226', false],
  ['', false],
  [null, false],
])('%s', (organizationIdentifier, linked) => {
  expect(signerIsMunicipality({ organizationIdentifier }, '964965226')).toBe(linked);
});
