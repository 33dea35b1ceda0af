import { hash } from '@node-rs/argon2';
import { hashPassword, isOutdatedHash, isPasswordOf } from './password-hasher.js';

describe('the password hash', () => {
  it('is argon2id with the parameters of OWASP, and salted', async () => {
    const [first, second] = await Promise.all([hashPassword('tre blå fjell'), hashPassword('tre blå fjell')]);
    expect(first).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$[A-Za-z0-9+/]{22}\$[A-Za-z0-9+/]{43}$/);
    expect(first).not.toBe(second);
    expect(await isPasswordOf(first, 'tre blå fjell')).toBe(true);
    expect(await isPasswordOf(first, 'tre bla\u030a fjell')).toBe(true);
    expect(await isPasswordOf(first, 'tre blå fjel')).toBe(false);
    expect(isOutdatedHash(first)).toBe(false);
  });

  it('takes as long for nobody as for somebody', async () => {
    const kept = await hashPassword('tre blå fjell');
    const effort = async (of: string | null): Promise<number> => {
      const before = process.cpuUsage();
      for (let round = 0; round < 4; round++) expect(await isPasswordOf(of, 'feil')).toBe(false);
      const { user, system } = process.cpuUsage(before);
      return user + system;
    };
    await effort(kept);
    const ratio = (await effort(null)) / (await effort(kept));
    // Other work of this process may fall into either; without the effort the ratio is under a hundredth.
    expect(ratio).toBeGreaterThan(0.3);
  });

  it('is recognised when its parameters are of yesterday', async () => {
    const old = await hash('tre blå fjell', { memoryCost: 4096, timeCost: 1, parallelism: 1 });
    expect(isOutdatedHash(old)).toBe(true);
    expect(await isPasswordOf(old, 'tre blå fjell')).toBe(true);
  });
});
