#!/usr/bin/env node
// One JSON request a line on standard input ({id, file, trust: [pem…], at, password, docMdp}), one report a line on standard output.
//   node test/corpus/verify-batch.mjs [FOLDER WITH THE COMPILED LIBRARY]     (default: dist/pades)
import { readFileSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

const here = dirname(fileURLToPath(import.meta.url));
const library = resolve(process.argv[2] ?? join(here, '../../dist/pades'));
const { verifyPdf } = await import(pathToFileURL(join(library, 'index.js')).href);

/** For requests that name no instant: fixed, so that two runs give the same answers. */
const defaultInstant = '2026-11-01T00:00:00Z';

const certificates = (file) =>
  [...readFileSync(file, 'latin1').matchAll(/-----BEGIN CERTIFICATE-----([^-]+)-----END CERTIFICATE-----/g)].map(
    (match) => Buffer.from(match[1], 'base64'),
  );

for await (const line of createInterface({ input: process.stdin })) {
  if (line.trim() === '') continue;
  const { id, file, trust = [], at, password, docMdp } = JSON.parse(line);
  const report = verifyPdf(readFileSync(file), {
    trustAnchors: trust.flatMap(certificates),
    at: new Date(at ?? defaultInstant),
    docMdp,
    password,
  });
  process.stdout.write(`${JSON.stringify({ id, file, ...report })}\n`);
}
