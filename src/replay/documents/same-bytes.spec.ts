import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { promisify } from 'node:util';
import { issuedForm, rsaKeyFromSeed, testBytes } from '../../../test/support/issued-form.js';

/** Lets a bare Node import TypeScript: it has no loader of its own, and Jest cannot start a second process. */
const loader = `
import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';
const { transformSync } = createRequire(${JSON.stringify(import.meta.url)})('@swc/core');
export async function resolve(specifier, context, next) {
  if (specifier.startsWith('.') && specifier.endsWith('.js')) {
    const url = new URL(specifier.replace(/\\.js$/, '.ts'), context.parentURL);
    if (existsSync(url)) return { url: url.href, shortCircuit: true };
  }
  return next(specifier, context);
}
export async function load(url, context, next) {
  if (!url.endsWith('.ts')) return next(url, context);
  const { code } = transformSync(readFileSync(fileURLToPath(url), 'utf8'), {
    swcrc: false,
    jsc: { parser: { syntax: 'typescript', decorators: true }, target: 'es2022' },
    module: { type: 'es6' },
  });
  return { format: 'module', source: code, shortCircuit: true };
}`;

/** Makes one of everything and prints the SHA-256 of each. */
const program = `
import { createHash, createPrivateKey, createHmac } from 'node:crypto';
import { readFileSync } from 'node:fs';
const [formFile, keyFile] = process.argv.slice(2);
const { SeededRandom } = await import('../seeded-random.ts');
const { createScenarioCa } = await import('./scenario-ca.ts');
const { signForm } = await import('./sign-form.ts');
const { scanForm } = await import('./scan-form.ts');
const mishaps = await import('./mishap-documents.ts');
const mails = await import('../mails/municipality-mails.ts');
const { bounceMail } = await import('../mails/bounce-mail.ts');
const bytes = (label, length) => createHmac('sha512', 'seed').update(label).digest().subarray(0, length);
const random = (label) => new SeededRandom('seed').fork(label);
const form = { fileName: 'Erklæring.pdf', bytes: readFileSync(formFile) };
const at = new Date('2020-06-24T10:00:00Z');
const filled = { name: 'Åse Næss', role: 'Ordfører', place: 'Prøvedal', date: '24.06.2020', resolutionDate: '17.06.2020', resolutionCase: 'PS 45/20' };
const ca = await createScenarioCa({ key: createPrivateKey(readFileSync(keyFile)), bytes });
const made = { root: ca.root };
for (const kind of ['SHORT_TERM', 'ORDINARY']) {
  const identity = await ca.issue({ organizationName: 'Prøvedal', organizationNumber: '839953062', commonName: 'Prøvedal', kind, at });
  made['certificate ' + kind] = identity.certificate;
  made['signed ' + kind] = await signForm(form.bytes, filled, identity, at);
}
made.scan = await scanForm(form.bytes, filled, random('scan'));
for (const [name, file] of Object.entries({
  unsigned: await mishaps.unsignedFile(form, filled),
  encrypted: await mishaps.encryptedFile(form, filled, random('scan'), bytes),
  word: mishaps.wordFile('Prøvedal', filled, 'nn'),
  malware: mishaps.malwareLookingFile(form),
})) made[name] = file.bytes;
for (const language of ['nb', 'nn']) {
  const frame = {
    from: { name: 'Postmottak Prøvedal', address: 'post@provedal.example' },
    writer: { name: 'Åse Næss', role: 'Ordfører', municipality: 'Prøvedal kommune' },
    letter: { messageId: 'abc@test.example', replyTo: 'svar@test.example', subject: 'Invitasjon' },
    date: at, language, random: random(language),
  };
  const files = [{ fileName: 'Erklæring.pdf', contentType: 'application/pdf', bytes: form.bytes }];
  made['return ' + language] = (await mails.returnMail(frame, { resolution: null, occasion: 'FIRST' }, files)).raw;
  made['question ' + language] = (await mails.questionMail(frame, 'WHO_SIGNS')).raw;
  made['absence ' + language] = (await mails.outOfOfficeMail(frame, { backOn: '2020-05-04', envelopeSender: 'b@test.example' })).raw;
}
const bounce = await bounceMail({ kind: 'SOFT', letter: Buffer.from('Subject: a\\r\\n\\r\\n'), letterMessageId: 'abc@test.example', envelopeSender: 'b@test.example', recipient: 'post@provedal.example', sentAt: at, date: at, random: random('bounce') });
made.bounce = bounce.raw;
const hashes = Object.entries(made).map(([name, value]) => [name, createHash('sha256').update(value).digest('hex')]);
process.stdout.write(JSON.stringify(Object.fromEntries(hashes)));
`;

const folder = mkdtempSync(join(tmpdir(), 'same-bytes-'));
afterAll(() => rmSync(folder, { recursive: true }));

/** A process of its own; `zone` is the local time zone, which must show nowhere. */
async function makeEverything(zone: string): Promise<Record<string, string>> {
  const here = pathToFileURL(join(fileURLToPath(import.meta.url), '../made-here.ts')).href;
  const inline = (code: string): string => `data:text/javascript,${encodeURIComponent(code)}`;
  const register = `import { register } from 'node:module'; register(${JSON.stringify(inline(loader))});`;
  const absolute = program.replaceAll(
    /import\('(\.[^']*)'\)/g,
    (_, path: string) => `import('${new URL(path, here).href}')`,
  );
  writeFileSync(join(folder, 'make.mjs'), absolute);
  const { stdout } = await promisify(execFile)(
    process.execPath,
    ['--import', inline(register), join(folder, 'make.mjs'), join(folder, 'form.pdf'), join(folder, 'key.pem')],
    { env: { TZ: zone } },
  );
  return JSON.parse(stdout) as Record<string, string>;
}

it('everything that municipalities make is the same in every process, whatever the time and the time zone', async () => {
  writeFileSync(join(folder, 'form.pdf'), (await issuedForm('nb')).bytes);
  const key = await rsaKeyFromSeed((label, length) => testBytes(`ca/${label}`, length));
  writeFileSync(join(folder, 'key.pem'), key.export({ type: 'pkcs8', format: 'pem' }));
  const first = await makeEverything('Europe/Oslo');
  const second = await makeEverything('America/Los_Angeles');
  expect(Object.keys(first)).toHaveLength(17);
  expect(second).toEqual(first);
  expect(new Set(Object.values(first)).size).toBe(17);
});
