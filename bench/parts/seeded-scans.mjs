/** Scans of our own forms with every kind of damage, made one after the other from a seed. */
import { formatPageCode } from '../../dist/form/index.js';
import { seeded } from '../../test/support/degrade-page.mjs';
import { issueSample, scannedPdf, scanSheet } from '../../test/support/scan-lab-process.mjs';

const RESOLUTIONS = [100, 150, 200, 200, 300, 300, 400, 600];
const FORMS = ['Halden', 'Moss', 'Sarpsborg', 'Fredrikstad'].map((name, index) => ({
  number: `300${index + 1}`,
  name,
  reference: `TEST-2020-300${index + 1}-7K3Q${index + 2}`,
}));

/** How much of each kind of damage there is, is drawn by lot. */
const kindsOfDamage = (between) => ({
  'straight, grey': () => ({ noise: between(2, 12), blur: between(0, 0.6) }),
  'low quality': () => ({ turn: between(-2, 2), noise: between(10, 20), blur: between(0.4, 0.9), specks: 40 }),
  'black and white': () => ({
    turn: between(-1.5, 1.5),
    noise: between(4, 12),
    threshold: between(120, 175),
    specks: 20,
  }),
  'turned by any angle': () => ({ turn: between(0, 360), noise: between(2, 10) }),
  'upside down': () => ({ turn: 180 + between(-2, 2), noise: between(4, 14), blur: between(0, 0.6) }),
  skewed: () => ({ skew: between(-0.06, 0.06), turn: between(-3, 3), noise: between(2, 10) }),
  folded: () => ({
    turn: between(-2, 2),
    noise: between(2, 10),
    fold: { at: between(0.3, 0.95), shade: between(0.1, 0.4), bend: between(0, 0.003) },
  }),
  'photographed at an angle': () => ({
    turn: between(-12, 12),
    perspective: between(0.03, 0.2),
    shadow: between(0, 0.5),
    noise: between(4, 12),
    blur: between(0.2, 0.8),
  }),
});

export async function issuedForms() {
  return await Promise.all(FORMS.map(issueSample));
}

/**
 * `count` scans, each a PDF of one page: the file, what was done to it, what its code says, and the corners of the sheet
 * in the scan as shares of its width and height.
 */
export async function* seededScans(count, seed) {
  const random = seeded(seed);
  const between = (least, most) => least + (most - least) * random();
  const kinds = Object.entries(kindsOfDamage(between));
  for (let index = 0; index < count; index++) {
    const [kind, damage] = kinds[index % kinds.length];
    const form = FORMS[index % FORMS.length];
    const page = index % 3 === 0 ? 1 : 2;
    const how = { ...damage(), dpi: RESOLUTIONS[Math.floor(random() * RESOLUTIONS.length)], seed: seed + index };
    const scan = await scanSheet({ form, page, how, signed: page === 2 });
    const file = await scannedPdf([scan], Math.round(between(25, 80)));
    const corners = scan.corners.map(({ x, y }) => ({ x: x / scan.width, y: y / scan.height }));
    const code = formatPageCode({ campaign: 'TEST-2020', reference: form.reference, page, pages: 2 });
    yield { file, kind, dpi: how.dpi, reference: form.reference, page, code, corners };
  }
}
