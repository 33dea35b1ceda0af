import { OVERLAP_MS, WebhookSecrets } from './webhook-secrets.js';

const secrets = new WebhookSecrets('a key for tests only, forty characters!!');
const now = new Date('2020-07-01T10:00:00Z');
const endpoint = { id: '5f0c2f0e-3d6b-5a52-9d0f-6a3f8d1f3b10', secretVersion: 2 };

describe('WebhookSecrets', () => {
  it('gives each endpoint, version and service another one of 32 bytes, and always the same', () => {
    const all = [
      secrets.of(endpoint.id, 1),
      secrets.of(endpoint.id, 2),
      secrets.of('another', 1),
      new WebhookSecrets('another key for tests, forty characters!').of(endpoint.id, 1),
    ];
    expect(all.map(({ length }) => length)).toEqual([32, 32, 32, 32]);
    expect(new Set(all.map((one) => one.toString('hex'))).size).toBe(4);
    expect(secrets.of(endpoint.id, 1)).toEqual(all[0]);
  });

  it.each([
    ['never rotated', null, [2]],
    ['rotated lately', new Date(now.getTime() + 1), [2, 1]],
    ['rotated a day ago to the millisecond', now, [2]],
  ])('signs, %s, with the versions that count', (_when, previousSecretUntil, versions) => {
    expect(secrets.signing({ ...endpoint, previousSecretUntil }, now)).toEqual(
      versions.map((version) => secrets.of(endpoint.id, version)),
    );
  });

  it('lets the former secret count for a day', () => expect(OVERLAP_MS).toBe(86_400_000));
});
