import { timeLimitMs, VERIFIER_LIMITS } from './process-verifier.js';

const scan = (pages?: number) => ({ scan: { forms: [], pictures: false, pages } });

it.each([
  ['no scan', {}, 10],
  ['a scan of one page', scan(1), 15],
  ['of ten pages', scan(10), 60],
  ['of more pages than anybody looks at', scan(500), 90],
  ['of pages that nobody has counted', scan(), 30],
])('%s', (_, request, seconds) => {
  expect(timeLimitMs(VERIFIER_LIMITS, request)).toBe(1000 * seconds);
});
