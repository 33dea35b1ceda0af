/**
 * Makes the pages' smaller fonts: of Inter's letters beyond Latin-1 those that names in Norway and Europe are written
 * with. The whole file is five times as heavy, and a single «š» made every reader fetch it. Does nothing when they are
 * there, made of these very files by this very script.
 */
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import subsetFont from 'subset-font';

/** Latin Extended-A, and what Skolt Sámi and Romanian have beyond it; `page-assets.ts` says the same to browsers. */
const FIRST = 0x100;
const LAST = 0x17f;
const OTHERS = 'ƷʒǤǥǦǧǨǩǮǯȘșȚț';
const letters = String.fromCodePoint(...Array.from({ length: LAST - FIRST + 1 }, (_, index) => FIRST + index)) + OTHERS;

const script = fileURLToPath(import.meta.url);
const output = join(dirname(script), '..', 'dist', 'fonts');
const stamp = join(output, '.made-of');
const { resolve } = createRequire(import.meta.url);
const fonts = ['400', '600'].map((weight) => ({
  from: resolve(`@fontsource/inter/files/inter-latin-ext-${weight}-normal.woff2`),
  to: join(output, `inter-names-${weight}-normal.woff2`),
}));

const digest = createHash('sha256');
for (const file of [script, ...fonts.map(({ from }) => from)]) digest.update(readFileSync(file));
const madeOf = digest.digest('hex');
const isMade = existsSync(stamp) && readFileSync(stamp, 'utf8') === madeOf && fonts.every(({ to }) => existsSync(to));
if (!isMade) {
  mkdirSync(output, { recursive: true });
  for (const { from, to } of fonts) {
    writeFileSync(to, await subsetFont(readFileSync(from), letters, { targetFormat: 'woff2' }));
  }
  writeFileSync(stamp, madeOf);
}
