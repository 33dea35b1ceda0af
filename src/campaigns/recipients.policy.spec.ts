import { readFileSync } from 'node:fs';
import { parseCampaignDefinition, type CampaignDefinition } from './campaign.schemas.js';
import { selectRecipients, writtenLanguage, type RecipientCandidate } from './recipients.policy.js';

const dataFolder = new URL('../../data/', import.meta.url);
const akson = parseCampaignDefinition(readFileSync(new URL('campaigns/akson-2020.yaml', dataFolder), 'utf8'), 'akson');

/** The register has no quoted fields, so a comma is a separator. */
function readRegister(): RecipientCandidate[] {
  const [header = '', ...rows] = readFileSync(new URL('municipalities-2020.csv', dataFolder), 'utf8')
    .trim()
    .split('\n');
  const columns = header.split(',');
  return rows.map((row) => {
    const cells = row.split(',');
    const cell = (name: string): string => cells[columns.indexOf(name)] ?? '';
    const form = cell('language_form');
    return {
      number: cell('number'),
      name: cell('name'),
      healthRegion: cell('health_region'),
      population: Number(cell('population_2020')),
      languageForm: form === 'bokmål' ? 'nb' : form === 'nynorsk' ? 'nn' : 'neutral',
      email: cell('email'),
    };
  });
}

describe('the Akson campaign on the register of 2020', () => {
  const selection = selectRecipients(akson, readRegister());

  it('reaches 291 municipalities with 4,632,214 people', () => {
    expect(selection.recipients).toHaveLength(291);
    expect(selection.population).toBe(4_632_214);
    expect(selection.faults).toEqual([]);
  });

  it('takes out Bindal, by name and with the reason', () => {
    expect(selection.excluded.map(({ municipality }) => municipality.name)).toEqual(['Bindal']);
    expect(selection.excluded[0]?.reason).toMatch(/utledet/);
    expect(selection.recipients.some(({ number }) => number === '1811')).toBe(false);
  });

  it('sends copies to the 64 municipalities of Midt-Norge, KS and the four health regions', () => {
    const municipalities = selection.copies.filter((copy) => copy.kind === 'municipality');
    const organisations = selection.copies.filter((copy) => copy.kind === 'organisation');
    expect(municipalities).toHaveLength(64);
    expect(organisations.map(({ name }) => name)).toEqual([
      'KS',
      'Helse Nord RHF',
      'Helse Vest RHF',
      'Helse Sør-Øst RHF',
      'Helse Midt-Norge RHF',
    ]);
  });

  it('keeps both municipalities of one name apart by their numbers', () => {
    expect(selection.recipients.filter(({ name }) => name === 'Våler').map(({ number }) => number)).toEqual([
      '3018',
      '3419',
    ]);
    // One Herøy is in Nordland and invited, the other in Møre og Romsdal and gets a copy.
    expect(selection.recipients.filter(({ name }) => name === 'Herøy').map(({ number }) => number)).toEqual(['1818']);
  });

  it('counts 292 and 4,633,640 without the exception, and names both mismatches', () => {
    const withBindal = { ...akson, recipients: { ...akson.recipients, exceptions: [] } };
    const { faults, recipients, population } = selectRecipients(withBindal, readRegister());
    expect([recipients.length, population]).toEqual([292, 4_633_640]);
    expect(faults.map(({ where }) => where)).toEqual([
      'recipients.expect.municipalities',
      'recipients.expect.population',
    ]);
  });
});

describe('selectRecipients', () => {
  const municipality = (number: string, healthRegion: string, rest: Partial<RecipientCandidate> = {}) => ({
    number,
    name: `By ${number}`,
    healthRegion,
    population: 100,
    languageForm: 'nb' as const,
    email: `post@by${number}.example`,
    ...rest,
  });
  const definition = (
    change: Partial<CampaignDefinition['recipients']> = {},
    copies: CampaignDefinition['copies'] = [],
  ): Pick<CampaignDefinition, 'recipients' | 'copies'> => ({
    recipients: {
      outsideHealthRegions: ['Midt'],
      exceptions: [],
      expect: { municipalities: 2, population: 200 },
      ...change,
    },
    copies,
  });
  const register = [municipality('0001', 'Nord'), municipality('0002', 'Midt'), municipality('0003', 'Vest')];

  it.each<[string, ReturnType<typeof definition>, RecipientCandidate[], string[]]>([
    ['nothing when all adds up', definition(), register, []],
    [
      'too few people',
      definition({ expect: { municipalities: 2, population: 201 } }),
      register,
      ['recipients.expect.population'],
    ],
    [
      'a region that is not in the register',
      definition({ outsideHealthRegions: ['Midt', 'Mitd'] }),
      register,
      ['recipients.outsideHealthRegions'],
    ],
    [
      'a copied region that is not in the register',
      definition({}, [{ kind: 'municipalities-in-health-regions', healthRegions: ['Mitd'] }]),
      register,
      ['copies'],
    ],
    [
      'an exception that the register does not know',
      definition({ exceptions: [{ municipality: '9999', reason: 'x' }] }),
      register,
      ['recipients.exceptions.9999'],
    ],
    [
      'an exception that the rule leaves out anyway',
      definition({ exceptions: [{ municipality: '0002', reason: 'x' }] }),
      register,
      ['recipients.exceptions.0002'],
    ],
    [
      'a recipient that would get a copy too',
      definition({}, [{ kind: 'municipalities-in-health-regions', healthRegions: ['Vest'] }]),
      register,
      ['copies.0003'],
    ],
    [
      'a recipient without an address',
      definition(),
      [...register.slice(0, 2), municipality('0003', 'Vest', { email: ' ' })],
      ['municipalities.0003.email'],
    ],
    [
      'a municipality that gets a copy without an address, once',
      definition({}, [{ kind: 'municipalities-in-health-regions', healthRegions: ['Midt'] }]),
      [municipality('0001', 'Nord'), municipality('0002', 'Midt', { email: '' }), municipality('0003', 'Vest')],
      ['municipalities.0002.email'],
    ],
  ])('names %s', (_name, campaign, municipalities, expected) => {
    expect(selectRecipients(campaign, municipalities).faults.map(({ where }) => where)).toEqual(expected);
  });

  it('writes a copy in the municipality’s own form', () => {
    const { copies } = selectRecipients(
      definition({}, [{ kind: 'municipalities-in-health-regions', healthRegions: ['Midt'] }]),
      [
        ...register,
        municipality('0004', 'Midt', { languageForm: 'nn' }),
        municipality('0005', 'Midt', { languageForm: 'neutral' }),
      ],
    );
    expect(copies.map(({ language }) => language)).toEqual(['nb', 'nn', 'nb']);
  });
});

describe('writtenLanguage', () => {
  it.each([
    ['nb', null, 'nb'],
    ['nn', null, 'nn'],
    ['neutral', null, 'nb'],
    ['neutral', 'nn', 'nn'],
    ['nb', 'nn', 'nn'],
  ] as const)('of %s, having chosen %s, is %s', (form, chosen, expected) => {
    expect(writtenLanguage(form, chosen)).toBe(expected);
  });
});
