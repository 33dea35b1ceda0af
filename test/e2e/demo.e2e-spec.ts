import { describeWithMailServers } from '../support/mail-servers.js';
import { ServiceHome } from '../support/service-process.js';

const LIMIT_MS = 1_500_000;

interface Outcome {
  readonly issued: number;
  readonly base: { readonly municipalities: number; readonly population: number };
  readonly at: readonly Record<string, unknown>[];
  readonly letters: Readonly<Record<string, Readonly<Record<string, number>>>>;
  readonly reminders: Readonly<Record<string, Readonly<Record<string, number>>>>;
  readonly notice: string;
  readonly auditEvents: number;
  readonly auditHead: string;
}

let home: ServiceHome;
let stdout: string;
let first: Outcome;

const demo = (...more: string[]): ReturnType<ServiceHome['run']> =>
  home.run(['demo', '--until', '2020-07-08', '--exit', '--json', ...more], { timeoutMs: LIMIT_MS });

const sum = (counts: Readonly<Record<string, number>> | undefined): number =>
  Object.values(counts ?? {}).reduce((total, count) => total + count, 0);

beforeAll(async () => {
  home = await ServiceHome.create();
  const ended = await demo();
  if (ended.code !== 0) throw new Error(`The demo ended with ${ended.code ?? ended.signal}:\n${ended.stderr}`);
  stdout = ended.stdout;
  first = JSON.parse(stdout) as Outcome;
}, LIMIT_MS);
afterAll(() => home?.dispose());

describe('the demo to the end of the extended deadline', () => {
  it('prints one JSON object on one line', () => {
    expect(stdout).toMatch(/^\{[^\n]*\}\n$/);
  });

  it('issues to the 291 municipalities that KS counted', () => {
    expect(first).toMatchObject({ issued: 291, base: { municipalities: 291, population: 4_632_214 } });
  });

  it('comes to the shares that were reported', () => {
    expect(first.at).toEqual([
      expect.objectContaining({
        time: '2020-07-01T12:00:00+02:00',
        acceptedShare: '56.00',
        forecastShare: '63.61',
        thresholdReached: true,
      }),
      expect.objectContaining({
        time: '2020-07-08T00:00:00+02:00',
        acceptedShare: '65.00',
        acceptedMunicipalities: 183,
        thresholdReached: true,
      }),
    ]);
    // The shares are those of the populations beside them.
    for (const { acceptedShare, acceptedPopulation } of first.at) {
      expect(((Number(acceptedPopulation) / 4_632_214) * 100).toFixed(2)).toBe(acceptedShare);
    }
  });

  it('accounts for every letter and every slot', () => {
    // One for each, and another to a corrected address where the first came back for good.
    const invitations = first.letters['INVITATION'] ?? {};
    expect(sum(invitations)).toBeGreaterThanOrEqual(291);
    expect(sum(invitations) - (invitations['BOUNCED_HARD'] ?? 0)).toBeLessThanOrEqual(291);
    expect(sum(first.letters['COPY'])).toBe(69);
    for (const slot of ['D-14', 'D-7', 'D-2', 'D-1']) expect(sum(first.reminders[slot])).toBeGreaterThanOrEqual(291);
    const reminded = Object.values(first.reminders).reduce((total, counts) => total + (counts['SENT'] ?? 0), 0);
    expect(sum(first.letters['REMINDER'])).toBe(reminded);
    const states = new Set([...Object.values(first.letters), ...Object.values(first.reminders)].flatMap(Object.keys));
    expect(states).not.toContain('PLANNED');
    expect(states).not.toContain('FAILED');
  });

  it('says that it is drawn and not history', () => {
    expect(first.notice).toMatch(/drawn scenario.*not history/);
  });

  it(
    'comes to the same audit chain the second time, and to another one with another seed',
    async () => {
      const second = await demo();
      expect(second.code).toBe(0);
      expect(JSON.parse(second.stdout)).toEqual(first);
      expect(first.auditHead).toMatch(/^[0-9a-f]{64}$/);
      const other = await home.run(['demo', '--until', '2020-04-25', '--exit', '--json', '--seed', 'another']);
      expect(other.code).toBe(0);
      expect((JSON.parse(other.stdout) as Outcome).auditHead).not.toBe(first.auditHead);
    },
    LIMIT_MS,
  );
});

describeWithMailServers('the demo over a real Postfix and a real Dovecot', () => {
  it(
    'comes to the same outcome and the same audit chain',
    async () => {
      const { code, stdout: outcome, stderr } = await demo('--mail', 'real');
      expect(code === 0 ? '' : stderr).toBe('');
      expect(JSON.parse(outcome)).toEqual(first);
    },
    LIMIT_MS,
  );
});
