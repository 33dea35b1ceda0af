/** `npm run bench NAME [-- --OPTION=VALUE]`: builds, runs one benchmark, and prints its table and, last, one line of JSON. */
import { loadavg } from 'node:os';
import { parseArgs } from 'node:util';
import { build } from '../scripts/build.mjs';
import { printTable } from './parts/print-table.mjs';

const BENCHES = {
  issue: 'forms per second at 1,000 and 100,000 recipients, against one RSA-2048 signature and one row inserted',
  letters: 'letters per second over SMTP, against bare nodemailer to the same sink',
  mailbox: 'messages taken in per second over IMAP, against bare imapflow fetch and postal-mime parse',
  verify: 'files verified per second at 100 kB, 1 MB and 10 MB, against pdfsig and the floor of node:crypto',
  scan: 'scanned pages read and straightened, against the undamaged page drawn by PDFium and read by zxing-wasm',
  http: 'requests per second and p99 of overview, list and one declaration, against a bare Nest route from memory',
  replay: 'wall time of the whole demo, against the bound of 60 seconds',
};

const [name, ...rest] = process.argv.slice(2);
if (name === undefined || !Object.hasOwn(BENCHES, name) || !rest.every((word) => word.startsWith('--'))) {
  console.log('npm run bench NAME, where NAME is one of:\n');
  printTable(Object.entries(BENCHES).map(([key, what]) => [key, what]));
  process.exitCode = name === undefined ? 0 : 1;
} else {
  const fault = build();
  if (fault !== undefined) {
    console.error(fault);
    process.exit(1);
  }
  const loadBefore = loadavg()[0];
  const { measure, options = {} } = await import(`./${name}.mjs`);
  const figures = await measure(parseArgs({ args: rest, options }).values);
  // The machine's load beside the figures: a number measured on a busy machine says so itself.
  const loadAverage = [loadBefore, loadavg()[0]].map((load) => Number(load.toFixed(2)));
  console.log(`\nLoad average (1 minute) before and after: ${loadAverage.join(' and ')}`);
  console.log(JSON.stringify({ bench: name, ...figures, loadAverage }));
}
