import { execFileSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

const projectRoot = join(import.meta.dirname, '../..');
const cruiser = join(projectRoot, 'node_modules/dependency-cruiser/bin/dependency-cruise.mjs');

/** Each a file that breaks one rule, by what it imports. */
const violations: readonly { rule: string; file: string; imports: string }[] = [
  {
    rule: 'arrows-from-console-overview-portal-integrations-replay',
    file: 'src/console/a.ts',
    imports: '../portal/index.js',
  },
  { rule: 'arrows-from-archive-webhooks', file: 'src/webhooks/a.ts', imports: '../console/index.js' },
  {
    rule: 'arrows-from-reporting-mailbox-issuing-extensions-withdrawals',
    file: 'src/mailbox/a.ts',
    imports: '../console/index.js',
  },
  {
    rule: 'arrows-from-reporting-mailbox-issuing-extensions-withdrawals',
    file: 'src/issuing/a.ts',
    imports: '../extensions/index.js',
  },
  {
    rule: 'arrows-from-returns-reminders-contacts-portal-links',
    file: 'src/returns/a.ts',
    imports: '../reminders/index.js',
  },
  { rule: 'arrows-from-letters', file: 'src/letters/a.ts', imports: '../returns/index.js' },
  { rule: 'arrows-from-declarations', file: 'src/declarations/a.ts', imports: '../letters/index.js' },
  { rule: 'arrows-from-campaigns', file: 'src/campaigns/a.ts', imports: '../declarations/index.js' },
  { rule: 'arrows-from-municipalities', file: 'src/municipalities/a.ts', imports: '../campaigns/index.js' },
  { rule: 'features-only-through-index', file: 'src/returns/a.ts', imports: '../declarations/inner.js' },
  { rule: 'composition-root-only-through-index', file: 'src/cli.ts', imports: './declarations/inner.js' },
  { rule: 'composition-root-only-through-index', file: 'src/commands/a.ts', imports: '../declarations/inner.js' },
  { rule: 'composition-root-is-not-imported', file: 'src/console/a.ts', imports: '../main.js' },
  { rule: 'composition-root-is-not-imported', file: 'src/console/a.ts', imports: '../commands/index.js' },
  { rule: 'platform-only-through-index', file: 'src/returns/a.ts', imports: '../platform/clock/inner.js' },
  { rule: 'platform-parts-only-through-index', file: 'src/platform/mail/a.ts', imports: '../clock/inner.js' },
  { rule: 'platform-knows-nothing-of-ours', file: 'src/platform/mail/a.ts', imports: '../../audit/index.js' },
  { rule: 'audit-knows-platform-only', file: 'src/audit/a.ts', imports: '../municipalities/index.js' },
  { rule: 'identity-knows-audit-and-platform-only', file: 'src/identity/a.ts', imports: '../campaigns/index.js' },
  { rule: 'libraries-know-nothing-of-ours', file: 'src/pades/a.ts', imports: '../platform/clock/index.js' },
  { rule: 'libraries-know-nothing-of-ours', file: 'src/scan/a.ts', imports: '../form/index.js' },
  { rule: 'libraries-know-no-framework-database-or-network', file: 'src/pades/a.ts', imports: 'node:http' },
  { rule: 'libraries-know-no-framework-database-or-network', file: 'src/form/a.ts', imports: 'typeorm' },
  { rule: 'libraries-know-no-framework-database-or-network', file: 'src/scan/a.ts', imports: '@nestjs/common' },
  { rule: 'arrows-from-verification', file: 'src/verification/a.ts', imports: '../municipalities/index.js' },
  {
    rule: 'libraries-only-for-declarations-returns-and-verification',
    file: 'src/letters/a.ts',
    imports: '../form/index.js',
  },
  { rule: 'reports-are-written-with-form-only', file: 'src/reporting/a.ts', imports: '../pades/index.js' },
  { rule: 'mime-only-for-the-mailbox', file: 'src/returns/a.ts', imports: '../mime/index.js' },
  { rule: 'messages-are-read-in-their-process', file: 'src/mailbox/a.ts', imports: 'postal-mime' },
  { rule: 'verification-makes-no-forms', file: 'src/verification/a.ts', imports: '../form/index.js' },
  { rule: 'binding-makes-no-forms', file: 'src/form/binding/a.ts', imports: '../inner.js' },
  { rule: 'binding-makes-no-forms', file: 'src/form/binding/a.ts', imports: 'pdfkit' },
  { rule: 'features-only-through-index', file: 'src/verification/a.ts', imports: '../form/binding/inner.js' },
  { rule: 'policies-are-pure', file: 'src/returns/a.policy.ts', imports: 'typeorm' },
  { rule: 'policies-are-pure', file: 'src/returns/a.policy.ts', imports: 'node:fs' },
  {
    rule: 'policies-know-of-the-platform-only-pure-parts',
    file: 'src/returns/a.policy.ts',
    imports: '../platform/clock/index.js',
  },
  { rule: 'no-cycles', file: 'src/returns/a.ts', imports: './z-neighbour.js' },
  { rule: 'no-unresolvable', file: 'src/returns/a.ts', imports: './nowhere.js' },
  { rule: 'no-undeclared-packages', file: 'src/returns/a.ts', imports: 'jest' },
  { rule: 'no-unknown-folder', file: 'src/utilities/a.ts', imports: '../platform/clock/index.js' },
  { rule: 'the-service-knows-no-test', file: 'src/returns/a.ts', imports: '../../test/support/a.js' },
];

/** What the rules must not forbid, in the same tree. */
const allowed: readonly { file: string; imports: string }[] = [
  { file: 'src/app.module.ts', imports: './console/index.js' },
  { file: 'src/main.ts', imports: './app.module.js' },
  { file: 'src/commands/b.ts', imports: '../main.js' },
  { file: 'src/console/b.ts', imports: '../municipalities/index.js' },
  { file: 'src/extensions/b.ts', imports: '../reminders/index.js' },
  { file: 'src/returns/b.ts', imports: '../pades/index.js' },
  { file: 'src/declarations/b.ts', imports: '../form/index.js' },
  { file: 'src/reporting/b.ts', imports: '../form/index.js' },
  { file: 'src/verification/b.ts', imports: '../form/binding/index.js' },
  { file: 'src/form/binding/b.ts', imports: 'pdf-lib' },
  { file: 'src/mailbox/b.ts', imports: '../mime/index.js' },
  { file: 'src/letters/b.ts', imports: '../identity/index.js' },
  { file: 'src/identity/b.ts', imports: '../audit/index.js' },
  { file: 'src/audit/b.ts', imports: '../platform/clock/index.js' },
  { file: 'src/returns/b.policy.ts', imports: '../platform/calendar/index.js' },
  { file: 'src/returns/c.policy.ts', imports: 'luxon' },
  { file: 'src/pades/b.ts', imports: 'node:crypto' },
];

const folders = (
  'console portal integrations replay archive webhooks reporting mailbox issuing extensions returns reminders letters declarations ' +
  'commands campaigns municipalities identity audit form form/binding mime pades scan platform/clock platform/calendar platform/mail'
).split(' ');

let tree: string;
let reported: { rule: string; from: string }[];

beforeAll(() => {
  tree = mkdtempSync(join(tmpdir(), 'tilslutning-arrows-'));
  for (const name of ['.dependency-cruiser.cjs', 'tsconfig.json', 'package.json']) {
    cpSync(join(projectRoot, name), join(tree, name));
  }
  symlinkSync(join(projectRoot, 'node_modules'), join(tree, 'node_modules'));
  for (const folder of folders) {
    write(`src/${folder}/inner.ts`, 'export const inner = 1;\n');
    write(`src/${folder}/index.ts`, "export { inner } from './inner.js';\n");
  }
  write('src/main.ts', 'export const main = 1;\n');
  write('test/support/a.ts', 'export const support = 1;\n');
  write('src/returns/z-neighbour.ts', `import './${fileOf({ rule: 'no-cycles' })}.js';\n`);
  violations.forEach(({ file, imports }, index) => write(numbered(file, index), `import '${imports}';\n`));
  allowed.forEach(({ file, imports }) => write(file, `import '${imports}';\n`));
  reported = cruise();
});

afterAll(() => rmSync(tree, { recursive: true, force: true }));

it.each(violations.map((violation, index) => ({ ...violation, index })))(
  '$rule forbids that $file imports $imports',
  ({ rule, file, index }) => {
    expect(reported).toContainEqual({ rule, from: numbered(file, index) });
  },
);

it.each(allowed)('nothing forbids that $file imports $imports', ({ file }) => {
  expect(reported.filter(({ from }) => from === file)).toEqual([]);
});

it('every rule has a violation above that proves it', async () => {
  const { default: rules } = (await import(join(projectRoot, '.dependency-cruiser.cjs'))) as {
    default: { forbidden: { name: string }[] };
  };
  const proven = new Set(violations.map(({ rule }) => rule));
  expect(rules.forbidden.map(({ name }) => name).filter((name) => !proven.has(name))).toEqual([]);
});

function write(file: string, text: string): void {
  mkdirSync(dirname(join(tree, file)), { recursive: true });
  writeFileSync(join(tree, file), text);
}

/** Each violation in a file of its own, so that none hides another; the composition root's names are given. */
function numbered(file: string, index: number): string {
  return file.replace(/\/a(\.policy)?\.ts$/, `/a${index}$1.ts`);
}

function fileOf({ rule }: { rule: string }): string {
  return `a${violations.findIndex((violation) => violation.rule === rule)}`;
}

function cruise(): { rule: string; from: string }[] {
  let json: string;
  try {
    json = execFileSync(process.execPath, [cruiser, 'src', '--output-type', 'json'], {
      cwd: tree,
      encoding: 'utf8',
      stdio: 'pipe',
    });
  } catch (error) {
    // It exits with the number of violations; the report is on standard output all the same.
    json = (error as { stdout: string }).stdout;
  }
  const report = JSON.parse(json) as { summary: { violations: { from: string; rule: { name: string } }[] } };
  return report.summary.violations.map(({ from, rule }) => ({ rule: rule.name, from }));
}
