import { headOf } from './head-of.js';

describe('headOf', () => {
  it.each([
    ['up to the empty line', 'A: b\r\nC: d\r\n\r\nbody\r\n\r\nmore', 'A: b\r\nC: d\r\n\r\n'],
    ['up to the first empty line, however lines end', 'A: b\n\nbody\r\n\r\n', 'A: b\n\n'],
    ['all of it when there is no empty line', 'A: b\r\nC: d', 'A: b\r\nC: d'],
    ['nothing of nothing', '', ''],
  ])('takes %s', (_what, raw, head) => {
    expect(headOf(Buffer.from(raw)).toString()).toBe(head);
  });
});
