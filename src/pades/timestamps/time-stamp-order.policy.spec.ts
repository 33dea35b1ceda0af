import { orderProblem } from './time-stamp-order.policy.js';
import type { StampedInstant } from './time-stamp-order.policy.js';

const stamp = (kind: StampedInstant['kind'], second: number, accuracyMs = 0): StampedInstant => ({
  kind,
  time: new Date(Date.UTC(2024, 0, 1, 0, 0, second)),
  accuracyMs,
});

test.each<[string, StampedInstant[], boolean]>([
  ['none', [], true],
  ['in order', [stamp('content', 1), stamp('signature', 2), stamp('document', 3)], true],
  ['at once', [stamp('content', 1), stamp('signature', 1), stamp('document', 1)], true],
  ['content after signature', [stamp('content', 2), stamp('signature', 1)], false],
  ['signature after document', [stamp('document', 1), stamp('signature', 2)], false],
  ['content after document', [stamp('document', 1), stamp('content', 2)], false],
  ['contradicting by less than the clocks may err', [stamp('signature', 2, 500), stamp('document', 1, 500)], true],
  ['two of a kind in any order', [stamp('signature', 5), stamp('signature', 1)], true],
])('%s', (_, stamps, holds) => {
  expect(orderProblem(stamps) === null).toBe(holds);
});
