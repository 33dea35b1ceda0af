/** The lock file names packages and their hashes, never the host they were fetched from: any mirror will do. */
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const text = readFileSync(fileURLToPath(new URL('../package-lock.json', import.meta.url)), 'utf8');
const { packages } = JSON.parse(text);
const faults = [];
for (const [path, entry] of Object.entries(packages)) {
  if (path === '') continue;
  if (entry.resolved !== undefined) faults.push(`${path}: names where it was fetched (resolved)`);
  if (entry.integrity === undefined && entry.link !== true && entry.inBundle !== true)
    faults.push(`${path}: has no integrity`);
}
if (/registry\.|"https?:\/\/[^"]*\.(tgz|tar\.gz)"/.test(text)) faults.push('a registry host is named');

const manifest = JSON.parse(readFileSync(fileURLToPath(new URL('../package.json', import.meta.url)), 'utf8'));
for (const group of ['dependencies', 'devDependencies', 'optionalDependencies']) {
  for (const [name, version] of Object.entries(manifest[group] ?? {})) {
    if (!/^(npm:@?[\w./-]+@)?\d+\.\d+\.\d+(-[\w.]+)?$/.test(version))
      faults.push(`package.json: ${name} ${version} is not one exact version`);
    if (packages['']?.[group]?.[name] !== version)
      faults.push(`package-lock.json: does not agree on ${name} ${version}`);
  }
}
if (faults.length > 0) {
  console.error(`${faults.join('\n')}\nMend it: npm install --package-lock-only (with the project's .npmrc).`);
  process.exitCode = 1;
}
