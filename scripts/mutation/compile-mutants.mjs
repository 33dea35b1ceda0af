import {
  cpSync,
  existsSync,
  mkdirSync,
  readFileSync,
  readdirSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { transformSync } from '@swc/core';
import { instrument } from './instrument.mjs';

const swc = {
  swcrc: false,
  jsc: {
    parser: { syntax: 'typescript', decorators: true },
    transform: { legacyDecorator: true, decoratorMetadata: true },
    target: 'es2022',
  },
  module: { type: 'es6' },
};

/**
 * Writes everything that the specs may import to `work`, laid out as in the project, with every fault in the subjects.
 * A subject or spec is a file or a folder. Returns the mutants (number n is the n-th) and the specs' compiled files.
 */
export function compileMutants({ root, work, subjects, specs, words }) {
  rmSync(work, { recursive: true, force: true });
  const mutants = [];
  const inPlaces = (file, places) => places.some((place) => file === place || file.startsWith(`${place}/`));
  const isSubject = (file) =>
    inPlaces(file, subjects) &&
    !file.endsWith('.spec.ts') &&
    (words.length === 0 || words.some((word) => file.includes(word)));
  const files = ['src', 'test/support', ...specs.filter((place) => !place.startsWith('src/'))].flatMap((place) =>
    filesIn(root, place),
  );
  for (const file of files) {
    const target = join(work, file.replace(/\.ts$/, '.js'));
    mkdirSync(dirname(target), { recursive: true });
    if (!file.endsWith('.ts') || file.endsWith('.d.ts')) {
      cpSync(join(root, file), target);
      continue;
    }
    let code = readFileSync(join(root, file), 'utf8');
    if (isSubject(file)) {
      const found = instrument(code, file, mutants.length + 1);
      for (const mutant of found.mutants) mutants.push({ file, ...mutant });
      code = found.code;
    }
    writeFileSync(target, transformSync(code, { ...swc, filename: file }).code);
  }
  for (const name of ['data', 'package.json', 'dist'])
    if (existsSync(join(root, name))) symlinkSync(join(root, name), join(work, name));
  const specFiles = files
    .filter((file) => inPlaces(file, specs) && /\.(int-)?spec\.ts$/.test(file))
    .map((file) => join(work, file.replace(/\.ts$/, '.js')));
  return { mutants, specFiles };
}

function filesIn(root, place) {
  if (statSync(join(root, place)).isFile()) return [place];
  return readdirSync(join(root, place), { withFileTypes: true }).flatMap((entry) =>
    entry.isDirectory() ? filesIn(root, `${place}/${entry.name}`) : [`${place}/${entry.name}`],
  );
}
