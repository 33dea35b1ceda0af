import type { SeededRandom } from './seeded-random.js';

/** Ordinary Norwegian names; whoever bears one of them had no part in the campaign. */
const FIRST_NAMES = [
  'Anne',
  'Bjørn',
  'Eli',
  'Geir',
  'Hilde',
  'Ingrid',
  'Jan',
  'Kari',
  'Lars',
  'Marit',
  'Nils',
  'Ola',
  'Randi',
  'Siv',
  'Tor',
  'Unni',
];
const LAST_NAMES = [
  'Bakke',
  'Berg',
  'Dahl',
  'Eide',
  'Haugen',
  'Hagen',
  'Lie',
  'Moen',
  'Myhre',
  'Nygård',
  'Ruud',
  'Solberg',
  'Strand',
  'Vik',
];

/** A made-up mayor. */
export function drawMayor(random: SeededRandom): string {
  return `${random.pick(FIRST_NAMES)} ${random.pick(LAST_NAMES)}`;
}
