/**
 * A verification process in which some files do what hostile files would do to a faulty verifier; a marker in the file
 * says what. All others are verified as by the real one.
 */
import { serveOrders } from '../../dist/platform/processes/index.js';
import { verifyFile } from '../../dist/verification/verify-file.js';

const kept = [];
const eating = {
  '%EATS-SMALL-OBJECTS': () => kept.push(Array.from({ length: 100_000 }, (_, index) => ({ index }))),
  '%EATS-LARGE-ARRAYS': () => kept.push(Array.from({ length: 2e7 }).fill(1.5)),
  '%EATS-STRINGS': () => kept.push(Buffer.alloc(5e6, 'x').toString('latin1') + kept.length),
  '%EATS-BUFFERS': () => kept.push(Buffer.alloc(1e7, 1)),
};

serveOrders(async (request) => {
  const marked = (marker) => Buffer.from(request.bytes).includes(marker);
  if (marked('%LOOPS-FOR-EVER')) for (;;);
  for (const [marker, eat] of Object.entries(eating)) if (marked(marker)) for (;;) eat();
  if (marked('%KEEPS-MEMORY')) kept.push(Buffer.alloc(8e7, 1));
  if (marked('%ENDS-THE-PROCESS')) process.exit(3);
  if (marked('%THROWS')) throw new Error('thrown on purpose');
  return await verifyFile(request);
});
