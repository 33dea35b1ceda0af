import { linkSigner, type SignerIdentity, type SignerMatch } from './signer-link.policy.js';

const prøvedal = { organizationNumber: '964965226', name: 'Prøvedal' };
const nobody: SignerIdentity = {
  commonName: null,
  organization: null,
  organizationIdentifier: null,
  serialNumber: null,
};
const matched = (signer: Partial<SignerIdentity>, enclosed: readonly string[] | null = null): SignerMatch =>
  linkSigner({ ...nobody, ...signer }, prøvedal, enclosed).match;

describe('the organisation number links', () => {
  it.each<[string | null, SignerMatch]>([
    ['NTRNO-964965226', 'MATCH'],
    ['NTRNO-964965227', 'MISMATCH'],
    ['NTRSE-964965226', 'UNKNOWN'],
    ['VATNO-964965226', 'UNKNOWN'],
    ['964965226', 'UNKNOWN'],
    ['NTRNO-964965226 ', 'UNKNOWN'],
    ['NTRNO-9649652260', 'UNKNOWN'],
    ['xNTRNO-964965226', 'UNKNOWN'],
    ['ntrno-964965226', 'UNKNOWN'],
    ['', 'UNKNOWN'],
    [null, 'UNKNOWN'],
  ])('organizationIdentifier %s: %s', (organizationIdentifier, match) => {
    expect(matched({ organizationIdentifier })).toBe(match);
  });

  it.each<[string | null, SignerMatch]>([
    ['964965226', 'MATCH'],
    ['NTRNO-964965226', 'MATCH'],
    ['964965227', 'MISMATCH'],
    ['96496522', 'UNKNOWN'],
    ['9578-5999-4-1234567', 'UNKNOWN'],
    ['***********', 'UNKNOWN'],
  ])('serialNumber %s: %s', (serialNumber, match) => {
    expect(matched({ serialNumber })).toBe(match);
  });

  it('two numbers that disagree link nobody', () => {
    expect(matched({ organizationIdentifier: 'NTRNO-964965226', serialNumber: '983609155' })).toBe('MISMATCH');
  });
});

describe('a name alone links nobody', () => {
  it.each<[Partial<SignerIdentity>, RegExp]>([
    [{ organization: 'PRØVEDAL KOMMUNE' }, /of the municipality’s name, but no organisation number/],
    [{ organization: 'Prøvedal', commonName: 'Arkivet' }, /of the municipality’s name, but no organisation number/],
    [{ organization: 'Prøvedal Sparebank' }, /does not say by its number/],
    [{ commonName: 'Kari Nordmann' }, /is a person’s/],
  ])('%j', (signer, sentence) => {
    const link = linkSigner({ ...nobody, ...signer }, prøvedal, null);
    expect(link.match).toBe('UNKNOWN');
    expect(link.sentence).toMatch(sentence);
    for (const value of Object.values(signer)) expect(link.evidence).toContain(value);
  });

  it('nor does a certificate that cannot be read', () => {
    expect(linkSigner(null, prøvedal, null).match).toBe('UNKNOWN');
  });
});

describe('a signing service’s seal', () => {
  it.each<[string, Partial<SignerIdentity>, readonly string[] | null, SignerMatch]>([
    ['known by its number', { organizationIdentifier: 'NTRNO-984661185' }, null, 'SIGNING_SERVICE'],
    ['known by what it encloses', { organizationIdentifier: 'NTRNO-983609155' }, ['Kari Nordmann'], 'SIGNING_SERVICE'],
    ['without a number', { organization: 'Signeringstjenesten' }, ['Kari Nordmann'], 'SIGNING_SERVICE'],
    ['enclosed signatures that name nobody', { organizationIdentifier: 'NTRNO-983609155' }, [], 'SIGNING_SERVICE'],
    [
      'the municipality’s own seal over enclosed signatures',
      { organizationIdentifier: 'NTRNO-964965226' },
      ['Kari'],
      'MATCH',
    ],
  ])('%s', (_, signer, enclosed, match) => {
    expect(matched(signer, enclosed)).toBe(match);
  });

  it('names those on whose behalf it was made', () => {
    const { evidence } = linkSigner({ ...nobody, organization: 'Posten' }, prøvedal, ['Kari Nordmann', 'Ola Nordmann']);
    expect(evidence).toBe('organisation Posten; on behalf of: Kari Nordmann, Ola Nordmann');
  });
});
