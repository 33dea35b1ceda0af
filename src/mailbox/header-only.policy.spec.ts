import { whyHeaderOnly } from './header-only.policy.js';

it.each<[number, string]>([
  [1001, 'Only its header is stored, because the whole message has 1001 bytes, and at most 1000 are taken'],
  [1000, 'Only its header is stored, because the whole message, of 1000 bytes, could not be fetched or stored'],
  [1, 'could not be fetched or stored in several attempts; the log says what went wrong'],
])('of %i bytes where 1000 are taken', (wholeLength, sentence) => {
  expect(whyHeaderOnly(wholeLength, 1000)).toContain(sentence);
});
