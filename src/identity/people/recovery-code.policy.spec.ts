import { formatRecoveryCode, hashRecoveryCode, RECOVERY_CODE_BYTES } from './recovery-code.policy.js';

describe('a recovery code', () => {
  const code = formatRecoveryCode(Buffer.alloc(RECOVERY_CODE_BYTES, 0x5a));

  it('is four groups of four', () => {
    expect(code).toMatch(/^[A-Z2-7]{4}(-[A-Z2-7]{4}){3}$/);
  });

  it('is known however it is typed', () => {
    const hash = hashRecoveryCode(code);
    expect(hash).toMatch(/^[0-9a-f]{64}$/);
    expect(hashRecoveryCode(code.toLowerCase().replaceAll('-', ''))).toBe(hash);
    expect(hashRecoveryCode(` ${code.replaceAll('-', ' ')} `)).toBe(hash);
    expect(hashRecoveryCode(code.replaceAll('O', '0').replaceAll('I', '1'))).toBe(hash);
  });

  it.each(['', '123456', `${code}A`, code.slice(1), code.replace(/.$/, '!')])('is not %j', (text) => {
    expect(hashRecoveryCode(text)).toBeUndefined();
  });
});
