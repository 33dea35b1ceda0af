/**
 * What can be said of Dockerfile and docker-compose.yml without a container engine: they parse, every variable and
 * service setting they use is explained in .env.example, images are pinned, and the image runs as a plain user, is built
 * in stages and knows its health.
 */
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { parse, parseDocument } from 'yaml';

const read = (name) => readFileSync(fileURLToPath(new URL(`../${name}`, import.meta.url)), 'utf8');
const faults = [
  ...dockerfileFaults(read('Dockerfile')),
  ...composeFaults(read('docker-compose.yml'), read('.env.example')),
];
if (faults.length > 0) {
  console.error(faults.join('\n'));
  process.exitCode = 1;
}

export function dockerfileFaults(text) {
  const instructions = text
    .replace(/\\\r?\n/g, ' ')
    .split('\n')
    .map((line) => /^([A-Z]+)\s+(.*)$/.exec(line.trim()))
    .filter((match) => match !== null)
    .map(([, name, rest]) => ({ name, rest }));
  const last = instructions.slice(instructions.findLastIndex(({ name }) => name === 'FROM'));
  const user = last.findLast(({ name }) => name === 'USER')?.rest;
  const found = [];
  const expect = (holds, message) => holds || found.push(`Dockerfile: ${message}`);
  expect(instructions.filter(({ name }) => name === 'FROM').length > 1, 'has one stage only');
  expect(user !== undefined && !/^(root|0)(:|$)/.test(user), 'the last stage runs as root: it needs USER');
  expect(
    last.some(({ name }) => name === 'HEALTHCHECK'),
    'the last stage has no HEALTHCHECK',
  );
  expect(
    last.some(({ name, rest }) => ['CMD', 'ENTRYPOINT'].includes(name) && rest.startsWith('[')),
    'needs CMD or ENTRYPOINT as a list, so that signals reach the service',
  );
  for (const { name, rest } of instructions) {
    if (name === 'FROM') expect(/\sAS\s/i.test(rest) || rest === last[0].rest, `FROM ${rest} has no name`);
    if (name === 'ADD') expect(false, 'ADD fetches and unpacks: use COPY');
    if (name === 'FROM' && /:latest\b/.test(rest)) expect(false, `${rest} is not pinned`);
  }
  return found;
}

export function composeFaults(text, example) {
  const document = parseDocument(text);
  if (document.errors.length > 0) return document.errors.map(({ message }) => `docker-compose.yml: ${message}`);
  const { services = {}, volumes = {} } = parse(text, { merge: true });
  // Explained names stand in .env.example set or, with a "#" before them, unset.
  const explained = new Set([...example.matchAll(/^#?\s?([A-Z][A-Z0-9_]+)=/gm)].map(([, name]) => name));
  const found = [];
  const expect = (holds, message) => holds || found.push(`docker-compose.yml: ${message}`);
  for (const [, name] of text.matchAll(/(?<!\$)\$\{([A-Za-z0-9_]+)/g)) {
    expect(explained.has(name), `\${${name}} is not explained in .env.example`);
  }
  for (const [name, service] of Object.entries(services)) {
    const settings = Array.isArray(service.environment)
      ? service.environment.map((entry) => entry.split('=', 1)[0])
      : Object.keys(service.environment ?? {});
    if (service.build !== undefined) {
      for (const setting of settings)
        expect(explained.has(setting), `${name}: ${setting} is not explained in .env.example`);
    } else {
      expect(
        /:[^:/]+$/.test(service.image ?? '') && !service.image.endsWith(':latest'),
        `${name}: the image is not pinned`,
      );
      expect(service.healthcheck !== undefined, `${name} has no health check`);
    }
    for (const needed of Object.keys(service.depends_on ?? {})) {
      expect(needed in services, `${name} depends on ${needed}, which is not there`);
    }
    for (const mount of service.volumes ?? []) {
      const source = typeof mount === 'string' ? mount.split(':', 1)[0] : mount.source;
      expect(/^[./]/.test(source) || source in volumes, `${name}: volume ${source} is not declared`);
    }
  }
  return found;
}
