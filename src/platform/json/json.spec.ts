import { canonicalJson, type JsonValue } from './json.js';

describe('canonicalJson', () => {
  it.each<[JsonValue, string]>([
    [null, 'null'],
    [true, 'true'],
    ['«é»\n"\\', '"«é»\\n\\"\\\\"'],
    [-12, '-12'],
    [-0, '0'],
    [Number.MAX_SAFE_INTEGER, '9007199254740991'],
    [[3, 1, 2], '[3,1,2]'],
    [{ b: 1, a: 2 }, '{"a":2,"b":1}'],
    [{ a: { d: [], c: {} }, A: null }, '{"A":null,"a":{"c":{},"d":[]}}'],
    [{ é: 1, z: 2, '10': 3, '9': 4 }, '{"10":3,"9":4,"z":2,"é":1}'],
  ])('writes %j as %s', (value, text) => {
    expect(canonicalJson(value)).toBe(text);
    expect(JSON.parse(canonicalJson(value))).toEqual(JSON.parse(JSON.stringify(value)));
  });

  it.each([0.5, 2 ** 53, Number.NaN, Infinity, -1.5])('refuses %d, wherever it stands', (number) => {
    expect(() => canonicalJson(number)).toThrow(TypeError);
    expect(() => canonicalJson({ a: [{ b: number }] })).toThrow(`not ${number}`);
  });
});
