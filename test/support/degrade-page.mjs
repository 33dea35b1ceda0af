/**
 * Makes of a clean page what a copier, a fax or a telephone makes of it; everything follows from `seed`. All options are
 * optional: `dpi`, `turn` (degrees clockwise), `skew` and `perspective` (shares of the page), `fold` (shade line across
 * the page with a small bend), `blur` (pixels at 150 dpi), `noise` (standard deviation in shades), `threshold` (1 bit),
 * `shadow` (share of light lost across the page), `specks` (number).
 */
export function degradePage(page, options) {
  const random = seeded(options.seed ?? 1);
  const dpi = options.dpi ?? 200;
  const source = page.levels.findLast((level) => level.dpi >= dpi * 0.99) ?? page.levels[0];
  const scale = dpi / source.dpi;
  const [wide, high] = [source.width * scale, source.height * scale];
  const corners = placeCorners(wide, high, options);
  const left = Math.min(...corners.map((corner) => corner.x));
  const top = Math.min(...corners.map((corner) => corner.y));
  const margin = options.margin ?? (options.turn || options.perspective || options.skew ? 0.012 * wide : 0);
  const placed = corners.map(({ x, y }) => ({ x: x - left + margin, y: y - top + margin }));
  const width = Math.ceil(Math.max(...placed.map((corner) => corner.x)) + margin);
  const height = Math.ceil(Math.max(...placed.map((corner) => corner.y)) + margin);
  const toPage = squareToQuad(placed);
  const values = resample(source, toPage, width, height, options);
  if (options.blur) gaussian(values, width, height, (options.blur * dpi) / 150);
  addSpecks(values, width, height, dpi, options.specks ?? 0, random);
  const data = new Uint8Array(width * height);
  const sigma = options.noise ?? 0;
  for (let at = 0; at < data.length; at++) {
    const grain = sigma === 0 ? 0 : (random() + random() + random() + random() - 2) * 1.732 * sigma;
    const value = Math.max(0, Math.min(255, values[at] + grain));
    data[at] = options.threshold === undefined ? value + 0.5 : value > options.threshold ? 255 : 0;
  }
  return { width, height, data, dpi, corners: placed };
}

/**
 * A page as paper has it: drawn so finely that where a letter stands does not depend on pixels, and made smaller from
 * there for each resolution.
 */
export function printedPage(picture, dpi) {
  return {
    levels: [1, 2, 3, 4].map((factor) => ({ ...shrunk(picture, factor), dpi: dpi / factor })),
  };
}

function shrunk({ width: stride, height: lines, data }, factor) {
  if (factor === 1) return { width: stride, height: lines, data };
  const [width, height] = [Math.floor(stride / factor), Math.floor(lines / factor)];
  const small = new Uint8Array(width * height);
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      let sum = 0;
      for (let row = 0; row < factor; row++) {
        const from = (y * factor + row) * stride + x * factor;
        for (let column = 0; column < factor; column++) sum += data[from + column];
      }
      small[y * width + x] = sum / (factor * factor) + 0.5;
    }
  }
  return { width, height, data: small };
}

/** Numbers from 0 up to 1, the same for the same seed (mulberry32). */
export function seeded(seed) {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}

function placeCorners(wide, high, { turn = 0, skew = 0, perspective = 0 }) {
  const [cos, sin] = [Math.cos((turn * Math.PI) / 180), Math.sin((turn * Math.PI) / 180)];
  const square = [
    [0, 0],
    [1, 0],
    [1, 1],
    [0, 1],
  ];
  return square.map(([u, v]) => {
    // The far edge of a page that lies before a camera is shorter, and a little to one side.
    const narrow = 1 - perspective * (1 - v);
    const x = ((u - 0.5) * narrow + 0.25 * perspective * (1 - v) + skew * (v - 0.5)) * wide;
    const y = (v - 0.5 + 0.3 * perspective * (0.5 - v) * (0.5 - u)) * high;
    return { x: x * cos - y * sin, y: x * sin + y * cos };
  });
}

/** The projective map from a picture's pixel to the page's unit square: the inverse of the square's to the corners. */
function squareToQuad([p0, p1, p2, p3]) {
  const [dx1, dx2, sx] = [p1.x - p2.x, p3.x - p2.x, p0.x - p1.x + p2.x - p3.x];
  const [dy1, dy2, sy] = [p1.y - p2.y, p3.y - p2.y, p0.y - p1.y + p2.y - p3.y];
  const den = dx1 * dy2 - dx2 * dy1;
  const g = (sx * dy2 - dx2 * sy) / den;
  const h = (dx1 * sy - sx * dy1) / den;
  const m = [
    p1.x - p0.x + g * p1.x,
    p3.x - p0.x + h * p3.x,
    p0.x,
    p1.y - p0.y + g * p1.y,
    p3.y - p0.y + h * p3.y,
    p0.y,
    g,
    h,
    1,
  ];
  const [a, b, c, d, e, f, i, j, k] = m;
  return [
    e * k - f * j,
    c * j - b * k,
    b * f - c * e,
    f * i - d * k,
    a * k - c * i,
    c * d - a * f,
    d * j - e * i,
    b * i - a * j,
    a * e - b * d,
  ];
}

function resample(page, inverse, width, height, { fold, shadow = 0, desk = 118 }) {
  const values = new Float32Array(width * height);
  const [a, b, c, d, e, f, g, h, k] = inverse;
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const [px, py] = [x + 0.5, y + 0.5];
      const depth = g * px + h * py + k;
      const u = (a * px + b * py + c) / depth;
      let v = (d * px + e * py + f) / depth;
      let light = 1 - shadow * u;
      if (fold) {
        // The sheet does not lie flat near the fold: what is printed there moves, and the crease is dark.
        const away = v - fold.at;
        v += (fold.bend ?? 0) * Math.exp(-(away * away) / 0.02) * Math.sin(u * 3);
        light *=
          1 - fold.shade * Math.exp(-(away * away) / 0.00002) - 0.4 * fold.shade * Math.exp(-Math.abs(away) / 0.03);
      }
      const at = y * width + x;
      if (u < 0 || v < 0 || u >= 1 || v >= 1) {
        values[at] = desk;
        continue;
      }
      const sx = Math.max(0, Math.min(page.width - 1.001, u * page.width - 0.5));
      const sy = Math.max(0, Math.min(page.height - 1.001, v * page.height - 0.5));
      const [ix, iy] = [sx | 0, sy | 0];
      const [fx, fy] = [sx - ix, sy - iy];
      const from = iy * page.width + ix;
      const upper = page.data[from] * (1 - fx) + page.data[from + 1] * fx;
      const lower = page.data[from + page.width] * (1 - fx) + page.data[from + page.width + 1] * fx;
      values[at] = (upper * (1 - fy) + lower * fy) * light;
    }
  }
  return values;
}

/** Three passes of a box are nearly a bell curve. */
function gaussian(values, width, height, sigma) {
  const radius = Math.max(0, Math.round((Math.sqrt(4 * sigma * sigma + 1) - 1) / 2));
  if (radius === 0) {
    const weight = Math.min(0.24, (sigma * sigma) / 2);
    smoothLightly(values, width, height, weight);
    return;
  }
  for (let pass = 0; pass < 3; pass++) boxPass(values, width, height, radius);
}

function smoothLightly(values, width, height, weight) {
  const before = values.slice();
  for (let y = 1; y < height - 1; y++) {
    for (let x = 1; x < width - 1; x++) {
      const at = y * width + x;
      const around = before[at - 1] + before[at + 1] + before[at - width] + before[at + width];
      values[at] = before[at] * (1 - 4 * weight * 0.5) + around * weight * 0.5;
    }
  }
}

function boxPass(values, width, height, radius) {
  const line = new Float32Array(width);
  for (let y = 0; y < height; y++) {
    const start = y * width;
    line.set(values.subarray(start, start + width));
    let sum = 0;
    for (let i = -radius; i <= radius; i++) sum += line[Math.max(0, Math.min(width - 1, i))];
    for (let x = 0; x < width; x++) {
      values[start + x] = sum / (2 * radius + 1);
      sum += line[Math.min(width - 1, x + radius + 1)] - line[Math.max(0, x - radius)];
    }
  }
  const before = values.slice();
  const row = (y) => Math.max(0, Math.min(height - 1, y)) * width;
  const sums = new Float32Array(width);
  for (let i = -radius; i <= radius; i++) for (let x = 0; x < width; x++) sums[x] += before[row(i) + x];
  for (let y = 0; y < height; y++) {
    const [start, added, gone] = [y * width, row(y + radius + 1), row(y - radius)];
    for (let x = 0; x < width; x++) {
      values[start + x] = sums[x] / (2 * radius + 1);
      sums[x] += before[added + x] - before[gone + x];
    }
  }
}

/** Grains of dust of 0.1 to 0.35 mm across. */
function addSpecks(values, width, height, dpi, count, random) {
  for (let i = 0; i < count; i++) {
    const [x, y] = [random() * width, random() * height];
    const radius = ((0.05 + 0.125 * random()) / 25.4) * dpi;
    for (let py = Math.floor(y - radius); py <= y + radius; py++) {
      for (let px = Math.floor(x - radius); px <= x + radius; px++) {
        if (px < 0 || py < 0 || px >= width || py >= height) continue;
        if (Math.hypot(px + 0.5 - x, py + 0.5 - y) <= radius) values[py * width + px] = 40;
      }
    }
  }
}
