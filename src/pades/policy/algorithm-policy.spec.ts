import { generateKeyPairSync } from 'node:crypto';
import type { KeyObject } from 'node:crypto';
import { weakDigest, weakKey } from './algorithm-policy.js';

const now = new Date('2026-03-01T00:00:00Z');

test.each([
  ['sha256', now, true],
  ['sha1', now, false],
  ['sha1', new Date('2010-01-01'), true],
  ['md5', new Date('2010-01-01'), false],
  ['md5', new Date('2004-01-01'), true],
  ['unheard-of', now, false],
])('digest %s at %s is strong enough: %s', (digest, at, strong) => {
  expect(weakDigest(digest, at) === null).toBe(strong);
});

test.each<[string, () => KeyObject, Date, boolean]>([
  ['RSA 1024', () => generateKeyPairSync('rsa', { modulusLength: 1024 }).publicKey, now, false],
  [
    'RSA 1024 in 2009',
    () => generateKeyPairSync('rsa', { modulusLength: 1024 }).publicKey,
    new Date('2009-06-01'),
    true,
  ],
  ['RSA 2048', () => generateKeyPairSync('rsa', { modulusLength: 2048 }).publicKey, now, true],
  ['P-256', () => generateKeyPairSync('ec', { namedCurve: 'P-256' }).publicKey, now, true],
  ['secp256k1', () => generateKeyPairSync('ec', { namedCurve: 'secp256k1' }).publicKey, now, false],
  ['Ed25519', () => generateKeyPairSync('ed25519').publicKey, now, true],
  ['X25519', () => generateKeyPairSync('x25519').publicKey, now, false],
])('%s', (_, key, at, strong) => {
  expect(weakKey(key(), at) === null).toBe(strong);
});
