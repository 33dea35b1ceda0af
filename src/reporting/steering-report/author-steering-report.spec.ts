import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PDFDict, PDFDocument, PDFName } from 'pdf-lib';
import type { DocumentLanguage } from '../../form/index.js';
import { parseCsv } from '../../platform/csv/index.js';
import { shareReport } from '../share.policy.js';
import { authorSteeringReport } from './author-steering-report.js';
import { CHANGE_KINDS, type ReportedChange } from './changes.policy.js';
import type { SteeringReportFacts } from './steering-report-facts.js';

const AS_OF = new Date('2020-06-10T10:00:00Z');
const MOST = 291;
const numbers = Array.from({ length: MOST }, (_, index) => String(1000 + index));
const nameOf = (number: string): string => `Kárášjohka-Karasjok ${number} kommune`;

function change(number: string, kind: ReportedChange['kind']): ReportedChange {
  return {
    kind,
    municipalityNumber: number,
    name: nameOf(number),
    population: 20_000 - Number(number),
    at: new Date('2020-06-02T08:30:00Z'),
    dueOn: kind === 'MORE_TIME' ? '2020-07-07' : null,
  };
}

function facts(changes: readonly ReportedChange[]): SteeringReportFacts {
  const signed = new Set(changes.filter(({ kind }) => kind === 'SIGNED').map((one) => one.municipalityNumber));
  const report = shareReport(
    numbers.map((municipalityNumber) => ({
      municipalityNumber,
      population: 20_000 - Number(municipalityNumber),
      category: signed.has(municipalityNumber) ? 'ACCEPTED' : 'SILENT',
    })),
    { numerator: 1, denominator: 2 },
    AS_OF,
  );
  const base = report.base.population;
  const { population } = report.categories.ACCEPTED;
  return {
    campaign: {
      slug: 'akson-2020',
      title: { nb: 'Intensjonserklæring om Akson', nn: 'Intensjonserklæring om Akson' },
      owner: { nb: 'Helse- og omsorgsdepartementet', nn: 'Helse- og omsorgsdepartementet' },
      timeZone: 'Europe/Oslo',
      deadlines: ['2020-07-01', '2020-07-07'],
      simulated: false,
    },
    asOf: AS_OF,
    since: new Date('2020-06-01T10:00:00Z'),
    report,
    fewestFurther: report.fewestFurther.municipalityNumbers.map(nameOf),
    steps: [
      { on: '2020-04-24', base, accepted: 0, forecast: 0 },
      { on: '2020-06-02', base, accepted: population, forecast: population },
    ],
    changes,
  };
}

const few = [
  change('1000', 'SIGNED'),
  change('1001', 'SIGNED'),
  change('1002', 'WITHDRAWN'),
  change('1003', 'MORE_TIME'),
];

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'tilslutning-report-'));
});
afterAll(() => rmSync(folder, { recursive: true }));

function run(program: string, arguments_: readonly string[]): string {
  return execFileSync(program, arguments_, { encoding: 'utf8' });
}

/** The report as a file; what qpdf finds wrong fails. */
async function written(given: SteeringReportFacts, language: DocumentLanguage = 'nb'): Promise<string> {
  const file = join(folder, `${language}.pdf`);
  writeFileSync(file, await authorSteeringReport(given, language));
  expect(run('qpdf', ['--check', file])).toContain('No syntax or stream encoding errors found');
  return file;
}

const textOf = (file: string): string => run('pdftotext', ['-layout', file, '-']).replaceAll('\u00A0', ' ');
const pagesOf = (file: string): number => Number(/^Pages:\s+(\d+)$/m.exec(run('pdfinfo', [file]))?.[1]);

describe('the steering report', () => {
  it.each<[DocumentLanguage, string, RegExp]>([
    [
      'nb',
      'nb-NO',
      /Signert\s+2\s+37 999\s+0,69 %[^]*Ikke nådd: 2 705 404 innbyggere mangler på 1\/2, som er minst 2 743 403/,
    ],
    ['nn', 'nn-NO', /Ikkje nådd: 2 705 404 innbyggjarar manglar på 1\/2/],
    ['en', 'en-GB', /Not reached: 2,705,404 people are missing to 1\/2/],
  ])('says in %s what stands, exactly', async (language, tag, expected) => {
    const given = facts(few);
    const file = await written(given, language);
    expect(textOf(file)).toMatch(expected);
    const { catalog } = await PDFDocument.load(await authorSteeringReport(given, language));
    expect(String(catalog.lookup(PDFName.of('Lang')))).toContain(tag);
    expect(String(catalog.lookup(PDFName.of('MarkInfo'), PDFDict).get(PDFName.of('Marked')))).toBe('true');
    expect(pagesOf(file)).toBeLessThanOrEqual(2);
  });

  it('is tagged: headings, tables with the headings of columns and rows, and a figure with its words', async () => {
    const structure = run('pdfinfo', ['-struct-text', await written(facts(few), 'en')]);
    const kinds = structure.split('\n').flatMap((line) => /^ *(Document|H1|H2|Table|Figure)\b/.exec(line)?.[1] ?? []);
    expect(kinds).toEqual(['Document', 'H1', 'H2', 'Table', 'H2', 'Figure', 'H2', 'Table']);
    expect(structure).toMatch(/TH[^]*"Signed"/);
    const pdf = await PDFDocument.load(await authorSteeringReport(facts(few), 'en'));
    const elements = pdf.context
      .enumerateIndirectObjects()
      .flatMap(([, object]) => (object instanceof PDFDict ? [object] : []));
    const kind = (element: PDFDict): string => String(element.get(PDFName.of('S')));
    const scopes = elements
      .filter((element) => kind(element) === '/TH')
      .map((element) => String(element.lookup(PDFName.of('A'), PDFDict).get(PDFName.of('Scope'))));
    // Four columns and seven rows of the status, four columns and four rows of the changes.
    expect(scopes.filter((scope) => scope === '/Column')).toHaveLength(8);
    expect(scopes.filter((scope) => scope === '/Row')).toHaveLength(11);
    const figure = elements.find((element) => kind(element) === '/Figure');
    expect(String(figure?.lookup(PDFName.of('Alt')))).toContain('Step chart from 24 April 2020');
  });

  it('is the same to the byte each time, and says no other time than its own', async () => {
    const [one, other] = [await authorSteeringReport(facts(few), 'nn'), await authorSteeringReport(facts(few), 'nn')];
    expect(one.equals(other)).toBe(true);
    expect([...one.toString('latin1').matchAll(/D:(\d{14}Z)/g)].every(([, at]) => at === '20200610100000Z')).toBe(true);
  });

  it('names each municipality of a few, and says when nothing has changed', async () => {
    expect(textOf(await written(facts(few), 'en'))).toMatch(
      /Kárášjohka-Karasjok 1003\s+18,997\s+Later deadline: 7 July 2020\s+2 June 2020 at 10:30/,
    );
    expect(textOf(await written(facts([]), 'nb'))).toContain('Ingen kommune står annerledes enn da.');
  });

  it('has two pages at most however much has changed, and every change as a file in it', async () => {
    const all = numbers.map((number) => change(number, 'SIGNED'));
    const more = [...all, ...numbers.map((number) => change(number, 'MORE_TIME'))];
    for (const changes of [few, all, more]) {
      const file = await written(facts(changes), 'nb');
      expect(pagesOf(file)).toBeLessThanOrEqual(2);
      const [attached] = (await PDFDocument.load(await authorSteeringReport(facts(changes), 'nb'))).getAttachments();
      expect(attached?.name).toBe('endringer.csv');
      const records = parseCsv(Buffer.from(attached!.data).toString('utf8'), { maxRecords: 1000, maxFieldLength: 200 });
      expect(records).toHaveLength(changes.length + 1);
    }
    const text = textOf(await written(facts(more), 'nb'));
    expect(text).toMatch(/Signert: 291 kommuner, 5 486 805 innbyggere/);
    expect(text).toMatch(/og\s+\d+ mindre med til sammen/);
  });

  it('has words for every change', async () => {
    const changes = CHANGE_KINDS.map((kind, index) => change(numbers[index]!, kind));
    expect(textOf(await written(facts(changes), 'nn')).match(/Kárášjohka-Karasjok 10\d\d {2,}/g)).toHaveLength(
      changes.length,
    );
  });
});
