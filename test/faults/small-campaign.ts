import { readFileSync } from 'node:fs';
import { parseDocument } from 'yaml';
import { packageFile } from '../../src/platform/config/index.js';

export interface SmallCampaign {
  readonly slug: string;
  readonly mailbox: string;
  readonly register: string;
  readonly campaign: string;
  /** Municipalities that get a form. */
  readonly recipients: number;
  /** Everybody who gets a copy of the invitation. */
  readonly copies: number;
  /** Slots of each recipient's plan, in the order of sending. */
  readonly slots: readonly string[];
}

const MIDT_NORGE = 'Helse Midt-Norge';
const REMIND_DAYS = [24, 20, 16, 12, 8];

/**
 * The Akson campaign among some municipalities only and in the present: the deadline lies 30 days ahead and mail may
 * leave at any hour of any day. The slots lie days apart, so that none is merged into another on a day of the test.
 * `addressOf` gives each municipality, by its number, another address than its real one.
 */
export function smallCampaign(
  today: Date,
  recipients: number,
  copied: number,
  addressOf?: (number: string) => string,
): SmallCampaign {
  const [head = '', ...rows] = readFileSync(packageFile('data', 'municipalities-2020.csv'), 'utf8')
    .trimEnd()
    .split(/\r?\n/);
  const columns = head.split(',');
  const field = (row: string, name: string): string => row.split(',')[columns.indexOf(name)] ?? '';
  const addressed = (row: string): string =>
    addressOf === undefined ? row : row.replace(`,${field(row, 'email')},`, `,${addressOf(field(row, 'number'))},`);
  const chosen = rows.filter((row) => field(row, 'health_region') !== MIDT_NORGE && field(row, 'number') !== '1811');
  const inMidtNorge = rows.filter((row) => field(row, 'health_region') === MIDT_NORGE).slice(0, copied);
  const outside = chosen.slice(0, recipients);
  const day = (ahead: number): string => new Date(today.getTime() + ahead * 86_400_000).toISOString().slice(0, 10);

  const document = parseDocument(readFileSync(packageFile('data', 'campaigns', 'akson-2020.yaml'), 'utf8'));
  const slug = String(document.get('slug'));
  document.set('issueOn', day(-1));
  document.set('deadlineOn', day(30));
  document.set('extendedDeadlineOn', day(40));
  document.setIn(['recipients', 'exceptions'], []);
  document.setIn(['recipients', 'expect'], {
    municipalities: outside.length,
    population: outside.reduce((sum, row) => sum + Number(field(row, 'population_2020')), 0),
  });
  document.set('reminderPlan', [{ periodOfAtLeastDays: 0, remind: REMIND_DAYS }]);
  document.setIn(['sendingWindow', 'from'], '00:00');
  document.setIn(['sendingWindow', 'to'], '23:59');
  document.setIn(['sendingWindow', 'workingDaysOnly'], false);
  const organisations = (document.toJS() as { copies: { kind: string }[] }).copies.filter(
    ({ kind }) => kind === 'organisation',
  );
  return {
    slug,
    mailbox: String(document.getIn(['mailbox', 'address'])),
    register: `${[head, ...outside.map(addressed), ...inMidtNorge.map(addressed)].join('\n')}\n`,
    campaign: document.toString(),
    recipients: outside.length,
    copies: organisations.length + inMidtNorge.length,
    slots: REMIND_DAYS.map((days) => `D-${days}`),
  };
}
