/**
 * The published shape of `verify --json`, docs/verification-report.schema.json (JSON Schema, draft 7), made from the types
 * of the report. Fails when it is not current; `--write` writes it anew.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { format } from 'prettier';
import { createGenerator } from 'ts-json-schema-generator';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const file = join(root, 'docs/verification-report.schema.json');
const { definitions, ...schema } = createGenerator({
  path: join(root, 'src/verification/file-report.ts'),
  tsconfig: join(root, 'tsconfig.json'),
  type: 'FileReport',
  // The types are checked by the compiler of this project, which is a newer one.
  skipTypeCheck: true,
}).createSchema('FileReport');
const text = await format(JSON.stringify({ title: 'Verification report of one PDF file', ...schema, definitions }), {
  parser: 'json',
  printWidth: 120,
});

if (process.argv.includes('--write')) writeFileSync(file, text);
else if (readFileSync(file, 'utf8') !== text) {
  console.error('docs/verification-report.schema.json is not what the types say: run npm run schema, and look at it.');
  process.exitCode = 1;
}
