import {
  obstacleFault,
  versionToRestore,
  whyNotExtend,
  whyNotMove,
  type ExtensionCandidate,
} from './extension.policy.js';

const today = '2020-06-29';
const candidate: ExtensionCandidate = {
  reference: 'AKSON-2020-0301-Q7K2M',
  dueOn: '2020-07-01',
  withdrawn: false,
  accepted: false,
  campaignState: 'RUNNING',
};

describe('whether a deadline can be extended', () => {
  it.each<[string, Partial<ExtensionCandidate>, string, string | null]>([
    ['to a later day', {}, '2020-07-07', null],
    ['by one day', {}, '2020-07-02', null],
    ['to today, when the deadline has passed', { dueOn: '2020-06-28' }, '2020-06-29', null],
    ['to the same day', {}, '2020-07-01', 'choose a later day'],
    ['to an earlier day', {}, '2020-06-30', 'choose a later day'],
    ['to a day that has passed', { dueOn: '2020-06-20' }, '2020-06-28', 'has passed'],
    ['when it is withdrawn', { withdrawn: true }, '2020-07-07', 'withdrawn'],
    ['when it is accepted', { accepted: true }, '2020-07-07', 'accepted already'],
    ['in a campaign that is closed', { campaignState: 'CLOSED' }, '2020-07-07', 'CLOSED'],
    ['in a campaign that is being issued', { campaignState: 'ISSUING' }, '2020-07-07', 'ISSUING'],
  ])('%s', (_name, change, dueOn, message) => {
    const wish = { ...candidate, ...change };
    const obstacle = whyNotExtend(wish, dueOn, today);
    const fault = obstacle === null ? null : obstacleFault(wish, obstacle, dueOn);
    expect(fault?.where).toBe(message === null ? undefined : candidate.reference);
    expect(fault?.message ?? '').toContain(message ?? '');
  });
});

describe('whether an extension can be undone', () => {
  it.each<[string, Partial<ExtensionCandidate>, boolean]>([
    ['in a running campaign', {}, true],
    ['when the earlier deadline has passed', { dueOn: '2020-06-01' }, true],
    ['when it is withdrawn', { withdrawn: true }, false],
    ['when it is accepted', { accepted: true }, false],
    ['in a campaign that is closed', { campaignState: 'CLOSED' }, false],
  ])('%s', (_name, change, possible) => {
    expect(whyNotMove({ ...candidate, ...change }) === null).toBe(possible);
  });

  const versions = (...kinds: ('ORIGINAL' | 'EXTENDED' | 'RESTORED')[]) =>
    kinds.map((kind, index) => ({ version: index + 1, kind, dueOn: `2020-07-${String(index + 1).padStart(2, '0')}` }));

  it.each([
    ['there is none', versions('ORIGINAL'), null],
    ['there is one', versions('ORIGINAL', 'EXTENDED'), 1],
    ['there are two', versions('ORIGINAL', 'EXTENDED', 'EXTENDED'), 2],
    ['it is undone already', versions('ORIGINAL', 'EXTENDED', 'RESTORED'), null],
    ['the second of two is undone already', versions('ORIGINAL', 'EXTENDED', 'EXTENDED', 'RESTORED'), 1],
    ['both are undone', versions('ORIGINAL', 'EXTENDED', 'EXTENDED', 'RESTORED', 'RESTORED'), null],
    ['one was granted after the first was undone', versions('ORIGINAL', 'EXTENDED', 'RESTORED', 'EXTENDED'), 1],
  ])('finds what comes back when %s', (_name, given, version) => {
    expect(versionToRestore(given.toReversed())?.version ?? null).toBe(version);
  });
});
