import { SeededRandom } from '../seeded-random.js';
import { returnFileName, scanFileName } from './return-file-name.js';

const draws = Array.from({ length: 60 }, (_, index) => new SeededRandom(`file name ${index}`));

it.each([
  ['a form', (random: SeededRandom) => returnFileName('Intensjonserklæring TEST-1.pdf', 'Prøvedal', random)],
  ['a scan', (random: SeededRandom) => scanFileName('Prøvedal', '2020-06-24', random)],
])('%s gets one of several names, each of a PDF without folders', (_, name) => {
  const names = draws.map(name);
  expect(new Set(names).size).toBeGreaterThan(4);
  for (const each of names) expect(each).toMatch(/^[^/\\]+\.pdf$/);
});

it('depends on the draw alone', () => {
  const name = () => scanFileName('Prøvedal', '2020-06-24', new SeededRandom('one'));
  expect(name()).toBe(name());
});
