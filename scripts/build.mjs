/**
 * Compiles src to dist and copies what is not TypeScript (pages, styles, fonts). Does nothing when dist was built from
 * exactly these sources, unless told --force. Run by `npm ci` (prepare), and by bin/tilslutning.js where install scripts
 * are switched off.
 */
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { copyFileSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const source = join(root, 'src');
const output = join(root, 'dist');
const stamp = join(output, '.built-from');
const fontMaker = join('scripts', 'subset-fonts.mjs');
const settings = ['tsconfig.json', 'tsconfig.build.json', 'package.json', fontMaker];

/** Builds if need be. Returns what is wrong, or undefined when dist is there to be run. */
export function build({ force = false } = {}) {
  if (!existsSync(source))
    return existsSync(join(output, 'cli.js')) ? undefined : 'There is neither src nor dist here.';
  const digest = sourceDigest();
  if (!force && isBuiltFrom(digest)) return undefined;
  const compiler = findCompiler();
  if (compiler === undefined) return withoutCompiler();
  // The compiler's own record would make it skip outputs that somebody deleted.
  if (force || !existsSync(join(output, 'cli.js'))) rmSync(join(output, '.tsbuildinfo'), { force: true });
  const { status } = spawnSync(process.execPath, [compiler, '-p', join(root, 'tsconfig.build.json')], {
    cwd: root,
    // What it says goes to stderr: the output of a command that was built on the way stays clean.
    stdio: ['ignore', 2, 2],
  });
  if (status !== 0) return 'TypeScript found errors (above); dist is not up to date.';
  removeOrphans();
  copyAssets();
  const fonts = spawnSync(process.execPath, [join(root, fontMaker)], { stdio: ['ignore', 2, 2] });
  if (fonts.status !== 0) return `${fontMaker} failed (above); dist has no fonts.`;
  writeFileSync(stamp, digest);
  return undefined;
}

function withoutCompiler() {
  if (!existsSync(join(output, 'cli.js'))) {
    return 'dist is not built, and TypeScript, which builds it, is not installed: run npm ci with development dependencies.';
  }
  console.error('dist is older than src, and TypeScript is not installed: running what dist holds.');
  return undefined;
}

function findCompiler() {
  try {
    return createRequire(import.meta.url).resolve('typescript/bin/tsc');
  } catch {
    return undefined;
  }
}

function isBuiltFrom(digest) {
  return existsSync(stamp) && readFileSync(stamp, 'utf8') === digest;
}

/** Content, not times: a checkout, a copy or an image layer sets times as it likes. */
function sourceDigest() {
  const hash = createHash('sha256');
  const files = [
    ...filesBelow(source)
      .filter(isInput)
      .map((name) => join('src', name)),
    ...settings,
  ];
  for (const file of files)
    hash.update(`${file}\0`).update(
      createHash('sha256')
        .update(readFileSync(join(root, file)))
        .digest(),
    );
  return hash.digest('hex');
}

const isSpec = (name) => name.endsWith('.spec.ts') || name.includes('__snapshots__');
const isInput = (name) => !isSpec(name);
const isAsset = (name) => !name.endsWith('.ts') && !isSpec(name);

/** Names relative to `folder`, in one order on every machine. */
function filesBelow(folder) {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath ?? entry.path, entry.name).slice(folder.length + 1))
    .sort();
}

/** What an earlier build made of files that are gone: the service must not load it. */
function removeOrphans() {
  for (const name of filesBelow(output)) {
    const made = /^(.*)\.js(\.map)?$/.exec(name)?.[1];
    const origins = made === undefined ? [name] : [`${made}.ts`, `${made}.js`];
    const isOwn = name.startsWith('.') || name.startsWith(join('fonts', '/'));
    if (!isOwn && !origins.some((origin) => existsSync(join(source, origin)))) rmSync(join(output, name));
  }
}

function copyAssets() {
  for (const name of filesBelow(source).filter(isAsset)) {
    mkdirSync(dirname(join(output, name)), { recursive: true });
    copyFileSync(join(source, name), join(output, name));
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const fault = build({ force: process.argv.includes('--force') });
  if (fault !== undefined) {
    console.error(fault);
    // As part of `npm ci --omit=dev` it is only a remark: dist may be brought later, and bin/tilslutning.js says it again.
    const isInstall = process.env.npm_lifecycle_event === 'prepare' && findCompiler() === undefined;
    process.exitCode = isInstall ? 0 : 1;
  }
}
