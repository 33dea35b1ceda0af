import { isFromThisService } from './same-origin.policy.js';

const here = 'https://akson.example';

describe('isFromThisService', () => {
  it.each([
    ['same-origin', 'https://akson.example', 'akson.example', true],
    ['same-origin', 'null', 'akson.example', true],
    ['none', undefined, 'akson.example', true],
    ['same-site', 'https://akson.example', 'akson.example', false],
    ['cross-site', 'null', 'akson.example', false],
    ['', undefined, 'akson.example', false],
    [undefined, 'https://akson.example', 'inner:3000', true],
    [undefined, 'http://127.0.0.1:3000', '127.0.0.1:3000', true],
    [undefined, 'http://akson.example', 'inner:3000', false],
    [undefined, 'https://akson.example.evil.example', 'akson.example', false],
    [undefined, 'https://evil.example', 'akson.example', false],
    [undefined, 'nonsense', 'akson.example', false],
    [undefined, 'null', 'akson.example', true],
    [undefined, undefined, 'akson.example', true],
  ])('Sec-Fetch-Site %s, Origin %s, Host %s: %s', (secFetchSite, origin, host, expected) => {
    expect(isFromThisService({ secFetchSite, origin, host }, here)).toBe(expected);
  });
});
