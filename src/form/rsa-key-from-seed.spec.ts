import { createHash, sign, verify } from 'node:crypto';

import { rsaKeyFromSeed, type LabelledBytes } from './rsa-key-from-seed.js';

const source =
  (seed: string): LabelledBytes =>
  (label, length) => {
    const blocks: Buffer[] = [];
    for (let made = 0; made < length; made += 32) {
      blocks.push(createHash('sha256').update(`${seed}/${label}/${made}`).digest());
    }
    return Buffer.concat(blocks).subarray(0, length);
  };

describe('rsaKeyFromSeed', () => {
  it('gives a key that signs, of the length asked for, and the same again', async () => {
    const key = await rsaKeyFromSeed(source('one'));
    expect(key.asymmetricKeyDetails).toEqual({ modulusLength: 2048, publicExponent: 65537n });
    const data = Buffer.from('some text');
    expect(verify('sha256', data, key, sign('sha256', data, key))).toBe(true);
    const again = await rsaKeyFromSeed(source('one'));
    expect(again.export({ format: 'jwk' })).toEqual(key.export({ format: 'jwk' }));
  });

  it('gives another key for another seed, and for another length', async () => {
    const [one, other, longer] = await Promise.all([
      rsaKeyFromSeed(source('one'), 1024),
      rsaKeyFromSeed(source('two'), 1024),
      rsaKeyFromSeed(source('one'), 1536),
    ]);
    expect(other.equals(one)).toBe(false);
    expect(longer.asymmetricKeyDetails?.modulusLength).toBe(1536);
  });
});
