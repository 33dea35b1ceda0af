/**
 * A verification thread in which some files do what hostile files would do to a faulty verifier; a marker in the file
 * says what. All others are verified as by the real one.
 */
import { parentPort } from 'node:worker_threads';
import { prefixDigests } from '../../dist/form/index.js';
import { verifyPdf } from '../../dist/pades/index.js';

const kept = [];

parentPort.on('message', ({ id, request: { bytes, trustAnchors, at } }) => {
  const marked = (marker) => Buffer.from(bytes).includes(marker);
  if (marked('%LOOPS-FOR-EVER')) for (;;);
  if (marked('%EATS-MEMORY')) for (;;) kept.push(Array.from({ length: 100_000 }, (_, index) => ({ index })));
  if (marked('%ENDS-THE-THREAD')) process.exit(3);
  if (marked('%THROWS')) throw new Error('thrown on purpose');
  const verification = { report: verifyPdf(bytes, { trustAnchors, at }), prefixes: prefixDigests(bytes) };
  parentPort.postMessage({ id, verification });
});
