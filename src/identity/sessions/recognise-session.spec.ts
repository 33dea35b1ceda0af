import { pathWithin } from './recognise-session.js';

describe('pathWithin', () => {
  it.each([
    ['/account', '/account'],
    ['/users?page=2&x=%2F', '/users?page=2&x=%2F'],
    ['/a/../b', '/b'],
    ['//evil.example', '/'],
    ['/\\evil.example', '/'],
    ['/a\\..\\b', '/'],
    ['https://evil.example', '/'],
    ['javascript:alert(1)', '/'],
    ['/a\nb', '/'],
    ['/\t/evil.example', '/'],
    ['', '/'],
    [undefined, '/'],
  ])('of %j is %j', (to, path) => expect(pathWithin(to, '/')).toBe(path));
});
