import { readFileSync } from 'node:fs';
import { SeededRandom } from '../seeded-random.js';
import { type Box, drawHand, writeLine, writeSignature } from './handwriting.js';
import { penLetter, type Stroke } from './pen-alphabet.js';

const box: Box = { left: 60, bottom: 500, width: 220, height: 20 };
const random = (label: string): SeededRandom => new SeededRandom('handwriting').fork(label);

const extent = (strokes: readonly Stroke[]) => {
  const points = strokes.flat();
  return {
    left: Math.min(...points.map(([x]) => x)),
    right: Math.max(...points.map(([x]) => x)),
    bottom: Math.min(...points.map(([, y]) => y)),
    top: Math.max(...points.map(([, y]) => y)),
  };
};

it('knows every letter in the names of the municipalities, and digits and signs of dates and case numbers', () => {
  const csv = readFileSync(new URL('../../../data/municipalities-2020.csv', import.meta.url), 'utf8');
  const names = csv
    .trim()
    .split('\n')
    .slice(1)
    .flatMap((row) => row.split(',').slice(1, 3))
    .join('');
  const unknown = penLetter('☃');
  const characters = new Set([
    ...names.normalize('NFC'),
    ...'0123456789./-()ABCDEFGHIJKLMNOPQRSTUVWXYZÆØÅabcdefghijklmnopqrstuvwxyzæøå',
  ]);
  const missing = [...characters].filter((character) => {
    const { strokes } = penLetter(character);
    return character !== ' ' && (strokes.length === 0 || JSON.stringify(strokes) === JSON.stringify(unknown.strokes));
  });
  expect(missing).toEqual([]);
});

it('puts marks over letters', () => {
  expect(penLetter('á').strokes.length).toBe(penLetter('a').strokes.length + 1);
  expect(extent(penLetter('Å').strokes).top).toBeGreaterThan(extent(penLetter('A').strokes).top);
});

it.each([['Å'], ['Kari Nordmann'], ['Bjørn-Erik Wilhelm Fredriksen Østgård av Hammerfest og omegn']])(
  'keeps %s within the box',
  (text) => {
    for (let person = 0; person < 50; person++) {
      const hand = drawHand(random(`hand ${person}`));
      const line = extent(writeLine(text, box, hand, random(`line ${person}`)));
      expect(line.left).toBeGreaterThan(box.left - 4);
      expect(line.right).toBeLessThan(box.left + box.width + 4);
      const frame = { ...box, height: 90 };
      const signature = extent(writeSignature(text, frame, hand, random(`signature ${person}`)));
      expect(signature.left).toBeGreaterThan(frame.left);
      expect(signature.right).toBeLessThan(frame.left + frame.width);
      expect(signature.bottom).toBeGreaterThan(frame.bottom);
      expect(signature.top).toBeLessThan(frame.bottom + frame.height);
    }
  },
);

it('writes differently for another person, and the same for the same draw', () => {
  const write = (label: string): Stroke[] => writeLine('Ordfører', box, drawHand(random(label)), random(label));
  expect(write('one')).toEqual(write('one'));
  expect(write('one')).not.toEqual(write('other'));
});
