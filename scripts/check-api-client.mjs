/**
 * test/support/generated/api.d.ts: the types of the API's client, made from the service's own OpenAPI document. Fails
 * when they are not current; `--write` makes them anew. No database is needed: Nest only looks at the controllers.
 */
import 'reflect-metadata';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { NestFactory } from '@nestjs/core';
import openApiTypes, { astToString } from 'openapi-typescript';
import { build } from './build.mjs';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const file = join(root, 'test/support/generated/api.d.ts');

const trouble = build();
if (trouble !== undefined) throw new Error(trouble);
const { AppModule } = await import('../dist/app.module.js');
const { DEFAULT_HTTP_OPTIONS, openApiDocument } = await import('../dist/platform/http/index.js');

const parts = {
  http: DEFAULT_HTTP_OPTIONS,
  smtpSinkPort: 0,
  sealer: { certificates: [] },
  trustAnchors: [],
  secretKey: 'only looked at, never used: forty characters',
  publicUrl: 'http://127.0.0.1:3000',
};
// In preview no provider is made, so nothing of what is missing above is missed.
const app = await NestFactory.create(await AppModule.create(parts), {
  preview: true,
  logger: false,
  abortOnError: false,
});
const types = astToString(
  await openApiTypes(JSON.stringify(openApiDocument(app, DEFAULT_HTTP_OPTIONS)), { alphabetize: true }),
);
const text = `/** Made from the OpenAPI document by \`npm run client\`: not to be edited. */\n${types}`;

if (process.argv.includes('--write')) {
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, text);
} else if (readFileSync(file, 'utf8') !== text) {
  console.error('test/support/generated/api.d.ts is not what the API says: run npm run client, and look at it.');
  process.exitCode = 1;
}
// The composition root has opened a socket for mail, and a preview closes nothing.
process.exit();
