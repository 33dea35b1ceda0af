import { fitMostPairs, fitSimilarity, type PlacePair } from './fit-similarity.js';
import { concatenate, invert, type Matrix, transform } from './geometry.js';

const places: [number, number][] = Array.from({ length: 30 }, (_, index) => [
  (index * 37) % 500,
  (index * index * 91) % 800,
]);
const under = (matrix: Matrix): PlacePair[] => places.map((from) => ({ from, to: transform(matrix, ...from) }));
const turned = (degrees: number, scale: number, x: number, y: number): Matrix => {
  const [a, b] = [scale * Math.cos((degrees * Math.PI) / 180), scale * Math.sin((degrees * Math.PI) / 180)];
  return [a, b, -b, a, x, y];
};

it.each<[string, Matrix]>([
  ['in place', turned(0, 1, 0, 0)],
  ['smaller', turned(0, 0.92, 23.8, 67.4)],
  ['turned a quarter', turned(90, 1, 800, 0)],
  ['upside down and larger', turned(180, 1.3, 700, 900)],
  ['askew', turned(1.7, 0.97, 5, -3)],
])('finds how one page lies on the other: %s', (_, matrix) => {
  fitSimilarity(under(matrix))!.forEach((value, index) => expect(value).toBeCloseTo(matrix[index]!, 9));
  expect(fitMostPairs(under(matrix), 6)!.agreeing).toHaveLength(places.length);
});

it('is not led astray by places that were moved', () => {
  const matrix = turned(0, 0.92, 20, 60);
  const pairs = under(matrix).map((pair, index): PlacePair =>
    index % 3 === 0 ? { ...pair, to: [pair.to[0] + 40 + index, pair.to[1] - 25] } : pair,
  );
  const fit = fitMostPairs(pairs, 6)!;
  expect(fit.agreeing).toHaveLength(20);
  fit.matrix.forEach((value, index) => expect(value).toBeCloseTo(matrix[index]!, 6));
});

it('fits as few places as are enough, and nothing to one place', () => {
  expect(fitMostPairs(under(turned(0, 1, 0, 0)).slice(0, 6), 6)!.agreeing).toHaveLength(6);
  const one: PlacePair = { from: [1, 2], to: [3, 4] };
  for (const pairs of [[], [one], [one, one]]) expect(fitSimilarity(pairs)).toBeNull();
});

it('counts places that only the fit to all of them brings near enough', () => {
  const matrix = turned(0, 0.92, 20, 60);
  const pairs = under(matrix).map(({ from, to: [x, y] }, index): PlacePair => {
    const turn = index * 2.4;
    return { from, to: [x + Math.cos(turn), y + Math.sin(turn)] };
  });
  expect(fitMostPairs(pairs, 6)!.agreeing).toHaveLength(places.length);
});

it.each<[string, PlacePair[]]>([
  ['nothing in common', []],
  ['one place', under(turned(0, 1, 0, 0)).slice(0, 1)],
  ['too few places', under(turned(0, 1, 0, 0)).slice(0, 5)],
  ['one place many times', Array.from({ length: 9 }, () => ({ from: [1, 2], to: [3, 4] }))],
  ['a mirror image', places.map(([x, y]) => ({ from: [x, y], to: [-x, y] }))],
])('fits nothing to %s', (_, pairs) => {
  expect(fitMostPairs(pairs, 6)).toBeNull();
});

it('a matrix and its inverse leave every place where it was', () => {
  const matrix = turned(33, 0.8, 17, -4);
  concatenate(matrix, invert(matrix)).forEach((value, index) =>
    expect(value).toBeCloseTo([1, 0, 0, 1, 0, 0][index]!, 9),
  );
});
