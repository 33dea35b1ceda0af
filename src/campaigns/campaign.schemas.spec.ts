import { readFileSync } from 'node:fs';
import { parse, stringify } from 'yaml';
import { ServiceError } from '../platform/errors/index.js';
import { campaignDefinitionSchema, parseCampaignDefinition, type CampaignDefinition } from './campaign.schemas.js';

const yamlText = readFileSync(new URL('../../data/campaigns/akson-2020.yaml', import.meta.url), 'utf8');

/** A copy of the campaign with one place changed; `undefined` removes it. */
function changed(path: readonly (string | number)[], value: unknown): string {
  const data: unknown = parse(yamlText);
  let parent = data as Record<string | number, unknown>;
  for (const part of path.slice(0, -1)) {
    parent = parent[part] as Record<string | number, unknown>;
  }
  const last = path.at(-1) ?? '';
  if (value === undefined) {
    delete parent[last];
  } else {
    parent[last] = value;
  }
  return stringify(data);
}

function faultsOf(text: string): { where: string; message: string }[] {
  try {
    parseCampaignDefinition(text, 'campaign.yaml');
  } catch (error) {
    if (error instanceof ServiceError && error.code === 'CAMPAIGN_DEFINITION_INVALID') {
      return [...error.faults];
    }
    throw error;
  }
  return [];
}

describe('the Akson 2020 campaign', () => {
  const campaign = parseCampaignDefinition(yamlText, 'akson-2020.yaml');

  it('holds the dates, the base and the condition', () => {
    expect(campaign).toMatchObject({
      slug: 'akson-2020',
      code: 'AKSON-2020',
      issueOn: '2020-04-24',
      deadlineOn: '2020-07-01',
      extendedDeadlineOn: '2020-07-07',
      threshold: { numerator: 1, denominator: 2 },
      mailbox: { address: 'akson@hod.dep.no' },
      recipients: { expect: { municipalities: 291, population: 4632214 } },
    });
  });

  it('has addresses under the reserved domain for everybody but the sender and the mailbox', () => {
    const organisations = campaign.copies.flatMap((copy) => (copy.kind === 'organisation' ? [copy.address] : []));
    expect(organisations).toHaveLength(5);
    for (const address of [...organisations, ...campaign.operators]) {
      expect(address).toMatch(/\.example$/);
    }
  });

  it('plans reminders for a period of any length', () => {
    const planFor = (days: number): unknown =>
      campaign.reminderPlan.find((row) => days >= row.periodOfAtLeastDays)?.remind;
    expect([68, 10, 9, 6, 5, 4, 3, 2, 1, 0].map(planFor)).toEqual([
      [14, 7, 2, 1],
      [14, 7, 2, 1],
      [3, 1],
      [3, 1],
      [2, 1],
      [2, 1],
      [1],
      [1],
      'at-once',
      'at-once',
    ]);
  });

  it('says the same in both forms: as many sections, paragraphs and items', () => {
    const shape = (text: CampaignDefinition['form']['nb']): unknown =>
      text.sections.map((section) => [section.paragraphs.length, section.items?.length ?? 0]);
    expect(shape(campaign.form.nn)).toEqual(shape(campaign.form.nb));
    for (const enclosure of campaign.enclosures) {
      expect(shape(enclosure.text.nn)).toEqual(shape(enclosure.text.nb));
    }
    expect(campaign.texts.invitation.paragraphs.nn).toHaveLength(campaign.texts.invitation.paragraphs.nb.length);
  });

  it('is short enough for its pages: form and summary under 500 words each', () => {
    for (const text of [campaign.form, ...campaign.enclosures.map((enclosure) => enclosure.text)]) {
      for (const language of ['nb', 'nn'] as const) {
        expect(JSON.stringify(text[language]).split(/\s+/).length).toBeLessThan(500);
      }
    }
  });

  it('states figures that agree with the base', () => {
    const half = campaign.recipients.expect.population / 2;
    const summary = JSON.stringify(campaign.enclosures);
    expect(half).toBe(2316107);
    expect(summary.match(/2 316 107/g)).toHaveLength(2);
    expect(summary.match(/291 kommun(er|ar) med 4 632 214/g)).toHaveLength(2);
  });

  it('survives a round trip through JSON, as it is stored', () => {
    expect(campaignDefinitionSchema.parse(JSON.parse(JSON.stringify(campaign)))).toEqual(campaign);
  });
});

describe('a faulty campaign', () => {
  const meeting = { startsAt: '2020-05-05T14:00:00+02:00' };

  it.each<[string, readonly (string | number)[], unknown, string, RegExp]>([
    ['a missing text', ['title', 'nn'], undefined, 'title.nn', /is missing/],
    ['an empty text', ['title', 'nn'], '', 'title.nn', /is empty/],
    ['a missing form', ['form', 'nn'], undefined, 'form.nn', /is missing/],
    ['a line break in a title', ['title', 'nb'], 'Bcc:\nx@y', 'title.nb', /line break/],
    ['an unknown key', ['colour'], 'red', 'colour', /not a known key/],
    ['an unknown key far down', ['events', 0, 'place'], 'Oslo', 'events[0].place', /not a known key/],
    ['a day that does not exist', ['deadlineOn'], '2020-06-31', 'deadlineOn', /day that exists/],
    ['a deadline before issue', ['deadlineOn'], '2020-04-24', 'deadlineOn', /after issueOn/],
    ['an extended deadline that is no later', ['extendedDeadlineOn'], '2020-07-01', 'extendedDeadlineOn', /after/],
    ['a malformed address', ['mailbox', 'address'], 'akson(at)hod', 'mailbox.address', /e-mail address/],
    ['no operator', ['operators'], [], 'operators', /./],
    ['a threshold over one', ['threshold', 'numerator'], 3, 'threshold', /more than the whole/],
    ['a threshold that is not whole', ['threshold', 'numerator'], 0.5, 'threshold.numerator', /./],
    ['an unknown time zone', ['timeZone'], 'Europe/Norway', 'timeZone', /IANA/],
    ['a window that ends before it begins', ['sendingWindow', 'to'], '07:00', 'sendingWindow.to', /after from/],
    ['a time that does not exist', ['sendingWindow', 'to'], '24:30', 'sendingWindow.to', /HH:MM/],
    ['an event that ends before it begins', ['events', 0, 'endsAt'], meeting.startsAt, 'events[0].endsAt', /after/],
    ['winter time in May', ['events', 0, 'endsAt'], '2020-05-05T15:30:00+01:00', 'events[0].endsAt', /\+02:00/],
    ['an instant without offset', ['events', 0, 'startsAt'], '2020-05-05T14:00:00', 'events[0].startsAt', /offset/],
    [
      'late registration',
      ['events', 0, 'registrationUntil'],
      '2020-05-06',
      'events[0].registrationUntil',
      /not be after/,
    ],
    ['a link that is not https', ['events', 0, 'url'], 'http://ks.example/', 'events[0].url', /https/],
    ['a plan that counts up', ['reminderPlan', 1, 'remind'], [1, 3], 'reminderPlan[1].remind', /count down/],
    [
      'rows out of order',
      ['reminderPlan', 1, 'periodOfAtLeastDays'],
      10,
      'reminderPlan[1].periodOfAtLeastDays',
      /less/,
    ],
    ['a plan with a gap', ['reminderPlan', 4, 'periodOfAtLeastDays'], 1, 'reminderPlan[4].periodOfAtLeastDays', /be 0/],
    ['a plan in words', ['reminderPlan', 4, 'remind'], 'never', 'reminderPlan[4].remind', /at-once/],
    [
      'a number that YAML turned into an integer',
      ['recipients', 'exceptions', 0, 'municipality'],
      1811,
      'recipients.exceptions[0].municipality',
      /./,
    ],
    ['an empty section', ['form', 'nb', 'sections', 0, 'paragraphs'], [], 'form.nb.sections[0]', /without text/],
    ['an unknown kind of copy', ['copies', 0, 'kind'], 'press', 'copies[0].kind', /./],
    [
      'a file name with a path',
      ['enclosures', 0, 'fileName', 'nb'],
      '../a.pdf',
      'enclosures[0].fileName.nb',
      /file name/,
    ],
  ])('names %s', (_name, path, value, where, message) => {
    const faults = faultsOf(changed(path, value));
    expect(faults).toHaveLength(1);
    expect(faults[0]?.where.replace(/ \(line \d+\)$/, '')).toBe(where);
    expect(faults[0]?.message).toMatch(message);
  });

  it('names every fault at once, with its line', () => {
    const text = yamlText.replace('issueOn: 2020-04-24', 'issueOn: 24.04.2020').replace('short: HOD', 'shrt: HOD');
    const lineOf = (part: string): number => text.slice(0, text.indexOf(part)).split('\n').length;
    expect(faultsOf(text).map(({ where }) => where)).toEqual([
      `owner.short (line ${lineOf('  name:\n    nb: Helse')})`,
      `owner.shrt (line ${lineOf('shrt:')})`,
      `issueOn (line ${lineOf('issueOn:')})`,
    ]);
  });

  it('puts the faults into the message, for whoever reads only that', () => {
    expect(() => parseCampaignDefinition(changed(['slug'], 'Akson 2020'), 'mine.yaml')).toThrow(
      /^mine\.yaml is not a usable campaign; mend this fault[^]*- slug \(line 1\): is not a key/,
    );
  });

  it.each([
    ['broken YAML', 'slug: [', /line 1/],
    ['a key given twice', `${yamlText}\nslug: other\n`, /^line \d+$/],
    ['an alias', yamlText.replace('short: HOD', 'short: &a HOD').replace('nb: statsråden', 'nb: *a'), /whole file/],
    ['an unknown tag', yamlText.replace('short: HOD', 'short: !!js/function HOD'), /line/],
    ['an empty file', '', /whole file/],
  ])('names %s', (_name, text, where) => {
    expect(faultsOf(text)[0]?.where).toMatch(where);
  });
});
