#!/usr/bin/env node
/** The command line. Builds first where that has not been done, as after `npm ci --ignore-scripts`. */
import { existsSync } from 'node:fs';

const built = new URL('../dist/cli.js', import.meta.url);
const builder = new URL('../scripts/build.mjs', import.meta.url);

if (existsSync(builder)) {
  const { build } = await import(builder.href);
  const fault = build();
  if (fault !== undefined) {
    console.error(fault);
    process.exit(1);
  }
}
await import(built.href);
