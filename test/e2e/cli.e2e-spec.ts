import { existsSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type SmallCampaign, smallCampaign } from '../faults/small-campaign.js';
import { runProgram } from '../support/run-program.js';
import { eventually, PROJECT_ROOT, ServiceHome } from '../support/service-process.js';

/** For a machine far slower than any it was tried on: each case waits for what it is about, never for time. */
const LIMIT_MS = 900_000;
const RECIPIENTS = 12;
const COPIED = 3;

let home: ServiceHome;
let campaign: SmallCampaign;
const fileIn = (name: string): string => join(home.folder, name);

beforeAll(async () => {
  home = await ServiceHome.create();
  campaign = smallCampaign(new Date(), RECIPIENTS, COPIED);
  await writeFile(fileIn('register.csv'), campaign.register);
  await writeFile(fileIn('campaign.yaml'), campaign.campaign);
});
afterAll(() => home?.dispose());

interface Ended {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

async function command(...args: string[]): Promise<Ended> {
  const { code, stdout, stderr } = await home.run(args);
  return { code, stdout, stderr };
}

/** The register with a wrong check digit in the second row and no population in the third. */
function badRegister(): string {
  const rows = campaign.register.trimEnd().split('\n');
  const columns = rows[0]!.split(',');
  const change = (row: number, column: string, value: (old: string) => string): void => {
    const fields = rows[row]!.split(',');
    const at = columns.indexOf(column);
    fields[at] = value(fields[at]!);
    rows[row] = fields.join(',');
  };
  change(2, 'organization_number', (old) => `${old.slice(0, -1)}${(Number(old.at(-1)) + 1) % 10}`);
  change(3, 'population_2020', () => 'many');
  return `${rows.join('\n')}\n`;
}

describe('the command line', () => {
  it(
    'lists its commands for npx',
    async () => {
      const { code, stdout, stderr } = await runProgram(
        'npx',
        ['--no-install', 'tilslutning', '--help'],
        // Else npm asks its registry for news of itself.
        { ...home.environment, NPM_CONFIG_UPDATE_NOTIFIER: 'false' },
        LIMIT_MS / 2,
      );
      expect([code, stderr]).toEqual([0, expect.not.stringContaining('    at ')]);
      for (const name of ['demo', 'serve', 'migrate', 'municipalities', 'campaigns', 'keys', 'audit']) {
        expect(stdout).toMatch(new RegExp(`^  ${name}\\b`, 'm'));
      }
    },
    LIMIT_MS,
  );

  it(
    'says what it does not know, and what it knows instead',
    async () => {
      const unknown = await command('frobnicate');
      expect(unknown).toMatchObject({ code: 1, stdout: '' });
      expect(unknown.stderr).toMatch(/^error: unknown command 'frobnicate'\n[\s\S]*Commands:[\s\S]*municipalities/);
      const option = await command('demo', '--fast');
      expect([option.code, option.stderr]).toEqual([
        1,
        expect.stringMatching(/^error: unknown option '--fast'\n[\s\S]*--until/),
      ]);
      const until = await command('demo', '--until', 'tomorrow');
      expect([until.code, until.stdout, until.stderr]).toEqual([
        1,
        '',
        expect.stringMatching(/^--until tomorrow is not .*2020-07-08.*\n$/),
      ]);
    },
    LIMIT_MS,
  );

  it(
    'names every fault of the environment in one message, and starts nothing',
    async () => {
      const environment = { PORT: 'abc', REDIS_URL: 'x', SECRET_KEY: 'short', STATE_DIR: fileIn('untouched') };
      const { code, stdout, stderr } = await home.run(['serve'], { environment });
      expect([code, stdout]).toEqual([1, '']);
      expect(stderr).toMatch(/^The service cannot start: 3 fault\(s\)[^\n]*\.env\.example/);
      for (const name of ['PORT', 'REDIS_URL', 'SECRET_KEY'])
        expect(stderr).toMatch(new RegExp(`^  ${name}: must `, 'm'));
      expect(stderr).not.toMatch(/\n    at /);
      expect(existsSync(environment.STATE_DIR)).toBe(false);
    },
    LIMIT_MS,
  );
});

describe('the register', () => {
  it(
    'is refused whole when rows are bad, each named with column and reason',
    async () => {
      await writeFile(fileIn('bad.csv'), badRegister());
      const { code, stdout, stderr } = await command('municipalities', 'import', fileIn('bad.csv'));
      expect([code, stdout]).toEqual([1, '']);
      expect(stderr).toMatch(/^The register has 2 faults and nothing was imported\. /);
      expect(stderr).toMatch(/line 3, column organization_number: "\d{9}" [^.]*check digit/);
      expect(stderr).toMatch(/line 4, column population_2020: "many" [^.]*whole number/);
      expect(stderr).not.toMatch(/\n    at /);
    },
    LIMIT_MS,
  );

  it(
    'is imported from another folder, by a relative name; the refused one had left nothing',
    async () => {
      // From now on the commands find the database server running, as beside a service that is up.
      await home.database();
      const run = (): Promise<Ended> => home.run(['municipalities', 'import', 'register.csv'], { cwd: home.folder });
      const rows = RECIPIENTS + COPIED;
      expect(await run()).toMatchObject({ code: 0, stdout: `${rows} rows: ${rows} added, 0 changed, 0 unchanged.\n` });
      expect(await run()).toMatchObject({ code: 0, stdout: `${rows} rows: 0 added, 0 changed, ${rows} unchanged.\n` });
    },
    LIMIT_MS,
  );

  it(
    'is told from a file that is not there',
    async () => {
      const { code, stderr } = await command('municipalities', 'import', 'nowhere.csv');
      expect([code, stderr]).toEqual([1, 'nowhere.csv cannot be read (ENOENT). Check the name and its rights.\n']);
    },
    LIMIT_MS,
  );
});

describe('a campaign', () => {
  it(
    'that no longer fits its register and its time is shown with its faults, and not issued',
    async () => {
      const akson = join(PROJECT_ROOT, 'data/campaigns/akson-2020.yaml');
      expect(await command('campaigns', 'import', akson)).toMatchObject({
        code: 0,
        stdout: 'Campaign akson-2020: created.\n',
      });
      const dryRun = await command('campaigns', 'dry-run', 'akson-2020');
      expect(dryRun.code).toBe(1);
      expect(dryRun.stdout).toMatch(/^FAULT .*291/m);
      expect(dryRun.stdout).toMatch(/^FAULT deadlineOn: .*2020-07-01/m);
      const issue = await command('campaigns', 'issue', 'akson-2020');
      expect([issue.code, issue.stdout, issue.stderr]).toEqual([1, '', expect.stringContaining('deadlineOn')]);
    },
    LIMIT_MS,
  );

  it(
    'is refused with every fault and its line',
    async () => {
      await writeFile(
        fileIn('bad.yaml'),
        campaign.campaign.replace(/^deadlineOn: .*$/m, 'deadlineOn: soon').replace(/^code: .*$/m, 'kode: X'),
      );
      const { code, stderr } = await command('campaigns', 'import', fileIn('bad.yaml'));
      expect(code).toBe(1);
      expect(stderr).toMatch(/line \d+[^\n]*deadlineOn|deadlineOn[^\n]*line \d+/);
      expect(stderr).toMatch(/kode/);
      expect(stderr).not.toMatch(/\n    at /);
    },
    LIMIT_MS,
  );

  it(
    'is imported again, shown in a dry run that sends nothing, issued and reported',
    async () => {
      const imported = await command('campaigns', 'import', fileIn('campaign.yaml'));
      expect([imported.code, imported.stdout]).toEqual([0, 'Campaign akson-2020: changed.\n']);
      const dryRun = await command('campaigns', 'dry-run', 'akson-2020', '--json');
      expect(dryRun.code).toBe(0);
      const planned = JSON.parse(dryRun.stdout) as {
        recipients: unknown[];
        base: { municipalities: number; population: number };
      };
      expect(planned.recipients).toHaveLength(RECIPIENTS);
      expect(planned).toMatchObject({ faults: [], base: { municipalities: RECIPIENTS } });

      await home.start();
      expect(await command('campaigns', 'issue', 'akson-2020')).toMatchObject({
        code: 0,
        stdout: 'Campaign akson-2020 is ISSUING.\n',
      });
      const pool = await home.database();
      const sent = async (): Promise<boolean> => {
        const { rows } = await pool.query<{ sent: boolean }>(
          `SELECT count(*)::integer = $1 AS sent FROM letter WHERE state = 'SENT' AND kind = 'INVITATION'`,
          [RECIPIENTS],
        );
        return rows[0]?.sent ?? false;
      };
      await eventually('all invitations are sent', sent, LIMIT_MS / 2, 100);
      expect(await command('campaigns', 'issue', 'akson-2020')).toMatchObject({
        code: 0,
        stdout: 'Campaign akson-2020 is RUNNING.\n',
      });

      const json = await command('campaigns', 'report', 'akson-2020', '--format', 'json');
      expect(json.code).toBe(0);
      expect(JSON.parse(json.stdout)).toMatchObject({ base: planned.base });
      const text = await command('campaigns', 'report', 'akson-2020');
      expect([text.code, text.stdout]).toEqual([0, expect.stringContaining(`${RECIPIENTS} kommuner`)]);
      const csv = await command('campaigns', 'report', 'akson-2020', '--format', 'csv');
      expect([csv.code, csv.stdout.split('\n')[0]]).toEqual([0, expect.stringMatching(/^[a-z_]+([,;][a-z_]+)+\r?$/i)]);
    },
    LIMIT_MS,
  );
});

describe('API keys', () => {
  it(
    'are made with known roles only, and work at once',
    async () => {
      const unknown = await command('keys', 'create', 'kongen', '--role', 'king');
      expect([unknown.code, unknown.stderr]).toEqual([
        1,
        expect.stringMatching(/^A role is one of reader, [^\n]*king is none\.\n$/),
      ]);
      const made = await command('keys', 'create', 'fagsystem', '--role', 'reader');
      expect(made.code).toBe(0);
      const ask = (key: string): Promise<Response> =>
        fetch(`${home.url}/api/v1/campaigns/akson-2020`, { headers: { authorization: `Bearer ${key}` } });
      expect([(await ask(made.stdout.trim())).status, (await ask('wrong')).status]).toEqual([200, 401]);
    },
    LIMIT_MS,
  );
});

describe('the audit chain', () => {
  it(
    'verifies in the database and as an exported file; a changed or missing event is named',
    async () => {
      expect(await home.stop()).toEqual({ code: 0, signal: null });
      const verified = await command('audit', 'verify');
      expect(verified).toMatchObject({ code: 0, stderr: '' });
      const { code, stdout } = await command('audit', 'export');
      expect(code).toBe(0);
      const events = stdout.trimEnd().split('\n');
      expect(Number.parseInt(verified.stdout, 10)).toBe(events.length);
      expect(events.length).toBeGreaterThan(RECIPIENTS * 2);

      const verify = async (lines: readonly string[]): Promise<Ended> => {
        await writeFile(fileIn('export.jsonl'), lines.join('\n'));
        return await command('audit', 'verify', fileIn('export.jsonl'));
      };
      expect(await verify(events)).toMatchObject({ code: 0, stdout: verified.stdout });
      const changed = events.with(9, events[9]!.replace(/"actor":"[^"]*"/, '"actor":"somebody else"'));
      expect(changed[9]).not.toBe(events[9]);
      expect(await verify(changed)).toMatchObject({
        code: 1,
        stdout: expect.stringMatching(/^9 events in order;.*\n[A-Z_]+: .*\b10\b/),
      });
      expect(await verify(events.toSpliced(9, 1))).toMatchObject({
        code: 1,
        stdout: expect.stringMatching(/^9 events in order;.*\nGAP: .*\b10\b/),
      });
      expect(await verify([...events.slice(0, 9), 'x'])).toMatchObject({
        code: 1,
        stderr: expect.stringContaining('Line 10 '),
      });
    },
    LIMIT_MS,
  );
});
