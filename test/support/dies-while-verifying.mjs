/** Starts a verification that never ends, writes the number of the process that has it, and is killed without warning. */
import { readFileSync, writeSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { ProcessVerifier } from '../../dist/verification/index.js';

const here = dirname(fileURLToPath(import.meta.url));
const verifier = new ProcessVerifier(
  { processes: 1, timeoutMs: 600_000, memoryMb: 512 },
  join(here, 'hostile-process.mjs'),
);
const request = (text) => ({ bytes: Buffer.from(text), trustAnchors: [], at: new Date(0) });
await verifier.verify(request('no PDF'));
void verifier.verify(request('%LOOPS-FOR-EVER'));
setTimeout(() => {
  const [child] = readFileSync(`/proc/self/task/${process.pid}/children`, 'utf8').trim().split(' ');
  writeSync(1, child);
  process.kill(process.pid, 'SIGKILL');
}, 200);
