import { normalisePassword, passwordFault } from './password.policy.js';

const own = ['Kari Nordmann-Øygard', 'kari.nordmann@example.no'];

describe('passwordFault', () => {
  it.each([
    ['kort', 'TOO_SHORT'],
    ['elleve tegn', 'TOO_SHORT'],
    ['æ'.repeat(11), 'TOO_SHORT'],
    ['tre blå fjell', null],
    ['hest batteri stift korrekt', null],
    ['x7f-kq2-pw9-mm4', null],
    ['alltid bare små bokstaver', null],
    ['korrekt hest '.repeat(15), null],
    ['korrekt hest '.repeat(16), 'TOO_LONG'],
    ['aaaaaaaaaaaa', 'COMMON'],
    ['121212121212', 'COMMON'],
    ['123456789012', 'COMMON'],
    ['987654321098', 'COMMON'],
    ['abcdefghijkl', 'COMMON'],
    ['19750412-2020', 'COMMON'],
    ['Passord123456!', 'COMMON'],
    ['Sommer2020!!!', 'COMMON'],
    ['passord-passord', 'COMMON'],
    ['Velkommen til 2020', null],
    ['qwertyuiopASDF', 'COMMON'],
    ['KariNordmann1', 'OWN_NAME'],
    ['nordmann.kari.2020', 'OWN_NAME'],
    ['ØygardSommer2020', 'OWN_NAME'],
    ['Kari liker brunost', null],
  ] as const)('of %j is %s', (password, fault) => {
    expect(passwordFault(password, own)).toBe(fault);
  });

  it('counts characters, not bytes', () => {
    expect(passwordFault('🐎🔋📎✓🐎🔋📎✓🐎🔋📎', own)).toBe('TOO_SHORT');
  });
});

describe('normalisePassword', () => {
  it('gives one form to what looks the same', () => {
    expect(normalisePassword('bla\u030a fjell')).toBe(normalisePassword('bl\u00e5 fjell'));
  });
});
