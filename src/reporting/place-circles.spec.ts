import { readFileSync } from 'node:fs';
import { parseRegister } from '../municipalities/index.js';
import { packageFile } from '../platform/config/index.js';
import { type Circle, placeCircles } from './place-circles.js';

const norway = parseRegister(readFileSync(packageFile('data', 'municipalities-2020.csv'), 'utf8'));

function overlaps(circles: readonly Circle[]): number {
  let count = 0;
  for (const [index, a] of circles.entries()) {
    for (const b of circles.slice(index + 1)) if (Math.hypot(a.x - b.x, a.y - b.y) < a.r + b.r - 0.02) count++;
  }
  return count;
}

describe('the cartogram of Norway', () => {
  const { circles, width, height } = placeCircles(norway);
  const of = (number: string): Circle => circles[norway.findIndex((row) => row.number === number)]!;

  it('has a circle for each municipality, none of which hides another, all inside the drawing', () => {
    expect(circles).toHaveLength(356);
    expect(overlaps(circles)).toBe(0);
    for (const { x, y, r } of circles) {
      expect(x - r >= 0 && x + r <= width && y - r >= 0 && y + r <= height).toBe(true);
    }
  });

  it('gives each an area by its people', () => {
    const oslo = of('0301');
    const bergen = of('4601');
    const people = (number: string): number => norway.find((row) => row.number === number)!.population;
    expect((oslo.r / bergen.r) ** 2).toBeCloseTo(people('0301') / people('4601'), 2);
  });

  it('keeps them about where they lie: Lindesnes in the south, Nordkapp in the north, Bergen west of Oslo', () => {
    const south = of('4205').y;
    expect(south).toBeGreaterThan(height * 0.8);
    expect(of('5435').y).toBeLessThan(height * 0.2);
    expect(of('4601').x).toBeLessThan(of('0301').x);
    expect(of('5444').x).toBeGreaterThan(width * 0.85);
  });

  it('is the same drawing each time', () => {
    expect(placeCircles(norway)).toEqual({ circles, width, height });
  });
});

describe('a cartogram of little', () => {
  it.each([
    ['nobody', []],
    ['one place', [{ longitude: 10, latitude: 60, population: 5 }]],
    ['places without people', Array.from({ length: 9 }, () => ({ longitude: 10, latitude: 60, population: 0 }))],
    [
      'twenty places in one spot',
      Array.from({ length: 20 }, (_, index) => ({ longitude: 10, latitude: 60, population: index * 1000 })),
    ],
  ])('%s', (_, places) => {
    const { circles, width, height } = placeCircles(places);
    expect(circles).toHaveLength(places.length);
    expect(overlaps(circles)).toBe(0);
    expect(Number.isFinite(width) && Number.isFinite(height)).toBe(true);
    expect(circles.every(({ x, y, r }) => [x, y, r].every(Number.isFinite))).toBe(true);
  });
});
