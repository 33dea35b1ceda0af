import { presentedKey } from './authentication-guard.js';

describe('presentedKey', () => {
  it.each([
    [{ authorization: 'Bearer abc' }, 'abc'],
    [{ authorization: 'bearer  abc ' }, 'abc'],
    [{ 'x-api-key': 'abc' }, 'abc'],
    [{}, undefined],
    [{ 'x-api-key': '' }, undefined],
    [{ authorization: 'Bearer' }, undefined],
    [{ authorization: 'Bearer a b' }, undefined],
    [{ authorization: 'Basic abc' }, undefined],
    [{ authorization: 'abc' }, undefined],
    [{ authorization: 'Bearer abc', 'x-api-key': 'abc' }, undefined],
  ])('in %j is %j', (headers, key) => {
    expect(presentedKey({ headers })).toBe(key);
  });
});
