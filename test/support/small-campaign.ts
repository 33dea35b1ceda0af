import { readFileSync } from 'node:fs';
import { parse } from 'yaml';
import { ImportCampaign } from '../../src/campaigns/index.js';
import { StartIssuing } from '../../src/issuing/index.js';
import { ImportRegister } from '../../src/municipalities/index.js';
import { packageFile } from '../../src/platform/config/index.js';
import type { TestApp } from './app.js';

/** Oslo, Bergen and Tromsø (neutral: bokmål), Voss herad and Sogndal (nynorsk); Trondheim only gets a copy. */
export const SMALL_REGISTER = ['0301', '4601', '5401', '4621', '4640', '5001'] as const;

export interface RegisterRow {
  readonly number: string;
  readonly name: string;
  readonly email: string;
  readonly population: number;
  readonly healthRegion: string;
  readonly languageForm: string;
}

const file = (...parts: readonly string[]): string => readFileSync(packageFile('data', ...parts), 'utf8');

/** The register's file with these municipalities only; no field of theirs holds a comma. */
export function registerOf(numbers: readonly string[]): string {
  const [header, ...lines] = file('municipalities-2020.csv').trim().split(/\r?\n/);
  return `${[header, ...lines.filter((line) => numbers.includes(line.slice(0, 4)))].join('\n')}\n`;
}

export function rowsOf(csv: string): RegisterRow[] {
  return csv
    .trim()
    .split('\n')
    .slice(1)
    .map((line) => {
      const fields = line.split(',');
      return {
        number: fields[0] ?? '',
        name: fields[1] ?? '',
        healthRegion: fields[5] ?? '',
        population: Number(fields[6]),
        email: fields[8] ?? '',
        languageForm: fields[9] ?? '',
      };
    });
}

export type Definition = Record<string, unknown>;

/** The Akson campaign for the municipalities of such a register. JSON is YAML. */
export function campaignOf(csv: string, changes: Definition = {}): string {
  const definition = parse(file('campaigns', 'akson-2020.yaml')) as Definition;
  const recipients = rowsOf(csv).filter((row) => row.healthRegion !== 'Helse Midt-Norge');
  return JSON.stringify({
    ...definition,
    recipients: {
      outsideHealthRegions: ['Helse Midt-Norge'],
      exceptions: [],
      expect: {
        municipalities: recipients.length,
        population: recipients.reduce((sum, row) => sum + row.population, 0),
      },
    },
    ...changes,
  });
}

export interface SmallCampaign {
  readonly slug: string;
  readonly csv: string;
  /** By municipality number. */
  readonly references: Readonly<Record<string, string>>;
}

interface SmallOptions {
  readonly numbers?: readonly string[];
  readonly changes?: Definition;
}

/** Imports register and campaign: there is a mailbox, and nothing is issued. */
export async function importSmall(
  app: TestApp,
  { numbers = SMALL_REGISTER, changes = {} }: SmallOptions = {},
): Promise<{ slug: string; csv: string }> {
  const csv = registerOf(numbers);
  await app.get(ImportRegister).execute(csv, 'system:test');
  const { slug } = await app.get(ImportCampaign).execute({
    yaml: campaignOf(csv, changes),
    fileName: 'small.yaml',
    actor: 'system:test',
    simulated: true,
  });
  return { slug, csv };
}

/** Imports register and campaign, issues, and sends what is due. */
export async function issueSmall(app: TestApp, options: SmallOptions = {}): Promise<SmallCampaign> {
  const { slug, csv } = await importSmall(app, options);
  await app.get(StartIssuing).execute(slug, 'system:test');
  await app.settle();
  return { slug, csv, references: await referencesOf(app, slug) };
}

export async function referencesOf(app: TestApp, slug: string): Promise<Record<string, string>> {
  const rows: { number: string; reference: string }[] = await app.dataSource.query(
    `SELECT municipality_number AS number, reference FROM declaration
     JOIN campaign ON campaign.id = declaration.campaign_id WHERE slug = $1 ORDER BY municipality_number`,
    [slug],
  );
  return Object.fromEntries(rows.map((row) => [row.number, row.reference]));
}
