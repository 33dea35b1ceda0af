import { isOrganizationNumber } from './organization-number.js';

describe('an organisation number', () => {
  it.each(['958935420', '944496394', '974760673', '889640782'])('%s is valid', (number) => {
    expect(isOrganizationNumber(number)).toBe(true);
  });

  it('has exactly one valid last digit, or none when the check digit would be 10', () => {
    let without = 0;
    for (let first = 95_893_000; first < 95_894_000; first++) {
      const valid = Array.from({ length: 10 }, (_, digit) => `${first}${digit}`).filter(isOrganizationNumber);
      expect(valid.length).toBeLessThanOrEqual(1);
      without += valid.length === 0 ? 1 : 0;
    }
    // One in eleven needs a check digit of 10.
    expect(without).toBeGreaterThan(80);
    expect(without).toBeLessThan(102);
  });

  it('is invalid when any one digit is changed', () => {
    for (let index = 0; index < 9; index++) {
      for (let step = 1; step < 10; step++) {
        const digits = [...'958935420'];
        digits[index] = String((Number(digits[index]) + step) % 10);
        expect(isOrganizationNumber(digits.join(''))).toBe(false);
      }
    }
  });
});
