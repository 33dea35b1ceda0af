import { forceCollide, forceSimulation, forceX, forceY, type SimulationNodeDatum } from 'd3-force';

/** Somewhere on earth with so many people; degrees, WGS 84. */
export interface Place {
  readonly longitude: number;
  readonly latitude: number;
  /** People, a whole number ≥ 0. */
  readonly population: number;
}

/** In the drawing's own units, y downwards. */
export interface Circle {
  readonly x: number;
  readonly y: number;
  readonly r: number;
}

export interface CircleMap {
  /** In the order of the places. */
  readonly circles: readonly Circle[];
  readonly width: number;
  readonly height: number;
}

const WIDTH = 600;
/** How much of the map's rectangle the circles cover: fuller, and they leave their places; emptier, and they are dots. */
const COVERED = 0.14;
const SMALLEST_RADIUS = 1.2;
const GAP = 0.6;
const MARGIN = 4;
/** Up to so many rounds that pull to the place and push apart, and then as many that only push. */
const ROUNDS = 200;

/**
 * A population cartogram after Dorling (Area Cartograms, 1996): a circle for each place near where it lies on Lambert's
 * azimuthal equal-area map, its area by population, pushed aside until none covers another. The same places, the same
 * circles. Places with hardly anybody get a smallest circle, so that they are seen.
 */
export function placeCircles(places: readonly Place[]): CircleMap {
  if (places.length === 0) return { circles: [], width: WIDTH, height: WIDTH };
  const points = toPlane(places);
  const [left, right] = extent(points.map(({ x }) => x));
  const [top, bottom] = extent(points.map(({ y }) => y));
  const scale = WIDTH / Math.max(right - left, (bottom - top) / 3, 1e-9);
  const height = Math.max((bottom - top) * scale, WIDTH / 3);
  const people = places.reduce((sum, place) => sum + place.population, 0);
  const areaOfOne = people === 0 ? 0 : (COVERED * WIDTH * height) / people;
  const nodes = points.map(({ x, y }, index) => {
    const at = { x: (x - left) * scale, y: (y - top) * scale };
    const r = Math.max(SMALLEST_RADIUS, Math.sqrt(((places[index]?.population ?? 0) * areaOfOne) / Math.PI));
    return { ...at, homeX: at.x, homeY: at.y, r };
  });
  pushApart(nodes);
  return framed(nodes);
}

interface Node extends SimulationNodeDatum {
  x: number;
  y: number;
  readonly homeX: number;
  readonly homeY: number;
  readonly r: number;
}

function pushApart(nodes: Node[]): void {
  const apart = forceCollide<Node>((node) => node.r + GAP / 2).iterations(4);
  const simulation = forceSimulation(nodes)
    .force('apart', apart)
    .force('x', forceX<Node>((node) => node.homeX).strength(0.08))
    .force('y', forceY<Node>((node) => node.homeY).strength(0.08))
    .stop();
  simulation.tick(ROUNDS);
  simulation.force('x', null).force('y', null);
  for (let round = 0; round < ROUNDS && anyOverlap(nodes); round++) simulation.tick(1);
}

/** Whether any two circles cover one another: of those only that share a stretch of x. */
function anyOverlap(nodes: readonly Node[]): boolean {
  const sorted = nodes.toSorted((a, b) => a.x - a.r - (b.x - b.r));
  for (const [index, node] of sorted.entries()) {
    for (let other = index + 1; other < sorted.length; other++) {
      const next = sorted[other]!;
      if (next.x - next.r > node.x + node.r) break;
      if (Math.hypot(next.x - node.x, next.y - node.y) < next.r + node.r) return true;
    }
  }
  return false;
}

/** Moved so that every circle lies inside the drawing. Two decimals are a tenth of what a screen can show. */
function framed(nodes: readonly Node[]): CircleMap {
  const [left, right] = extent(nodes.flatMap(({ x, r }) => [x - r - MARGIN, x + r + MARGIN]));
  const [top, bottom] = extent(nodes.flatMap(({ y, r }) => [y - r - MARGIN, y + r + MARGIN]));
  const circles = nodes.map(({ x, y, r }) => ({ x: rounded(x - left), y: rounded(y - top), r: rounded(r) }));
  return { circles, width: Math.ceil(right - left), height: Math.ceil(bottom - top) };
}

function rounded(figure: number): number {
  return Math.round(figure * 100) / 100;
}

/** Lambert's azimuthal equal-area projection about the middle of the places, y downwards (Snyder, 1987, eq. 24-2 to 24-4). */
function toPlane(places: readonly Place[]): { x: number; y: number }[] {
  const radians = Math.PI / 180;
  const [south, north] = extent(places.map(({ latitude }) => latitude * radians));
  const [west, east] = extent(places.map(({ longitude }) => longitude * radians));
  const [middle, meridian] = [(south + north) / 2, (west + east) / 2];
  return places.map(({ longitude, latitude }) => {
    const phi = latitude * radians;
    const lambda = longitude * radians - meridian;
    const cosine = Math.sin(middle) * Math.sin(phi) + Math.cos(middle) * Math.cos(phi) * Math.cos(lambda);
    const k = Math.sqrt(2 / Math.max(1 + cosine, 1e-9));
    return {
      x: k * Math.cos(phi) * Math.sin(lambda),
      y: -k * (Math.cos(middle) * Math.sin(phi) - Math.sin(middle) * Math.cos(phi) * Math.cos(lambda)),
    };
  });
}

/** Smallest and largest; a loop, because there may be more figures than a call takes arguments. */
function extent(figures: readonly number[]): [number, number] {
  let [least, most] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (const figure of figures) {
    if (figure < least) least = figure;
    if (figure > most) most = figure;
  }
  return [least, most];
}
