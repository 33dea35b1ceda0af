import { cookieIn, cookiesAreSecure } from './cookies.js';

describe('cookiesAreSecure', () => {
  it.each([
    ['https://akson.example', true],
    ['https://127.0.0.1', true],
    ['http://akson.example', true],
    ['http://0.0.0.0:3000', true],
    ['http://localhost.example', true],
    ['http://127.0.0.1:3000', false],
    ['http://localhost:3000', false],
    ['http://[::1]:3000', false],
  ])('%s: %s', (url, secure) => expect(cookiesAreSecure(url)).toBe(secure));
});

describe('cookieIn', () => {
  it.each([
    ['a=1; b=2', 'b', '2'],
    ['a=1;b=x=y', 'b', 'x=y'],
    ['bb=1; b=2; b=3', 'b', '2'],
    ['a=1', 'b', undefined],
    ['b', 'b', ''],
    [undefined, 'b', undefined],
  ])('in %j, %s is %j', (header, name, value) => expect(cookieIn(header, name)).toBe(value));
});
