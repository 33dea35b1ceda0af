import { parseCsv } from '../platform/csv/index.js';
import { reportAsCsv, reportAsJson, reportAsText } from './report-formats.js';
import { shareReport, type ShareDeclaration } from './share.policy.js';

const declarations: ShareDeclaration[] = [
  { municipalityNumber: '1001', population: 1_500_000, category: 'ACCEPTED' },
  { municipalityNumber: '1002', population: 250_000, category: 'ADOPTED_NOT_RECEIVED' },
  { municipalityNumber: '1003', population: 1_000_000, category: 'SILENT' },
  { municipalityNumber: '1004', population: 900_000, category: 'DECLINED' },
  { municipalityNumber: '1005', population: 350_000, category: 'POSTPONED' },
  { municipalityNumber: '1006', population: 1, category: 'IN_REVIEW' },
];
const AS_OF = new Date('2020-07-01T10:00:00Z');
const HALF = { numerator: 1, denominator: 2 };
const report = shareReport(declarations, HALF, AS_OF);
const nameOf = (number: string) => `Kommune ${number}`;

describe('the report as text', () => {
  it('is a table that states base and time', () => {
    expect(reportAsText(report, nameOf).replaceAll('\u00A0', ' ')).toBe(
      [
        'Status onsdag 1. juli 2020 kl. 12.00',
        'Grunnlag: 6 kommuner med 4 000 001 innbyggere',
        '',
        '                       Kommuner  Innbyggere     Andel',
        '-----------------------------------------------------',
        'Godkjent                      1   1 500 000   37,50 %',
        'Til vurdering                 1           1    0,00 %',
        'Vedtatt, ikke mottatt         1     250 000    6,25 %',
        'Har takket nei                1     900 000   22,50 %',
        'Har utsatt saken              1     350 000    8,75 %',
        'Ikke svart                    1   1 000 000   25,00 %',
        '-----------------------------------------------------',
        'Alle                          6   4 000 001  100,00 %',
        '',
        'Terskel 1/2 (minst 2 000 001 innbyggere): ikke nådd, det mangler 500 001 innbyggere',
        'Prognose (godkjent og vedtatt): 43,75 %, 1 750 000 av 4 000 001 innbyggere',
        'I beste fall (alle unntatt de som har takket nei): 77,50 %, 3 100 001 av 4 000 001 innbyggere',
        'Færrest mulige som ville nå terskelen: 1 kommune: Kommune 1003 (1003)',
        '',
      ].join('\n'),
    );
  });

  it('says when the threshold is reached, and names nobody further then', () => {
    const text = reportAsText(shareReport(declarations, { numerator: 3, denominator: 8 }, AS_OF), nameOf);
    expect(text.replaceAll('\u00A0', ' ')).toContain('Terskel 3/8 (minst 1 500 001 innbyggere): ikke nådd');
    const reached = reportAsText(shareReport(declarations, { numerator: 1, denominator: 3 }, AS_OF), nameOf);
    expect(reached.replaceAll('\u00A0', ' ')).toContain('nådd, 1 500 000 innbyggere (37,50 %) er godkjent');
    expect(reached).not.toContain('Færrest');
  });

  it('names ten municipalities and counts the others', () => {
    const many = Array.from({ length: 24 }, (_, index) => ({
      municipalityNumber: String(2000 + index),
      population: 10,
      category: 'SILENT' as const,
    }));
    const text = reportAsText(shareReport(many, HALF, AS_OF), nameOf);
    expect(text).toContain('12 kommuner: Kommune 2000 (2000)');
    expect(text).toContain('Kommune 2009 (2009) og 2 til');
    expect(text).not.toContain('2010');
  });
});

describe('the report as JSON', () => {
  it('has a stable schema', () => {
    expect(JSON.parse(JSON.stringify(reportAsJson(report)))).toEqual({
      schemaVersion: 1,
      asOf: '2020-07-01T12:00:00+02:00',
      base: { municipalities: 6, population: 4_000_001 },
      threshold: { numerator: 1, denominator: 2, population: 2_000_001, reached: false, missing: 500_001 },
      accepted: { declarations: 1, population: 1_500_000, share: '37.50' },
      inReview: { declarations: 1, population: 1, share: '0.00' },
      adoptedNotReceived: { declarations: 1, population: 250_000, share: '6.25' },
      declined: { declarations: 1, population: 900_000, share: '22.50' },
      postponed: { declarations: 1, population: 350_000, share: '8.75' },
      silent: { declarations: 1, population: 1_000_000, share: '25.00' },
      forecast: { declarations: 2, population: 1_750_000, share: '43.75', reachesThreshold: false },
      bestCase: { declarations: 5, population: 3_100_001, share: '77.50', reachesThreshold: true },
      fewestFurther: { municipalities: 1, population: 1_000_000, municipalityNumbers: ['1003'] },
    });
  });
});

describe('the report as CSV', () => {
  it('repeats base and time on every line', () => {
    const records = parseCsv(reportAsCsv(report), { maxRecords: 20, maxFieldLength: 100 }).map(({ fields }) => fields);
    expect(records[0]).toEqual([
      'portion',
      'declarations',
      'population',
      'share_percent',
      'threshold',
      'base_municipalities',
      'base_population',
      'as_of',
    ]);
    expect(records[1]).toEqual([
      'ACCEPTED',
      '1',
      '1500000',
      '37.50',
      '1/2',
      '6',
      '4000001',
      '2020-07-01T12:00:00+02:00',
    ]);
    expect(records.map(([portion]) => portion)).toEqual([
      'portion',
      'ACCEPTED',
      'IN_REVIEW',
      'ADOPTED_NOT_RECEIVED',
      'DECLINED',
      'POSTPONED',
      'SILENT',
      'FORECAST',
      'BEST_CASE',
    ]);
    expect(
      records.slice(1).every((record) => record[6] === '4000001' && record[7] === '2020-07-01T12:00:00+02:00'),
    ).toBe(true);
    expect(reportAsCsv(report).split('\r\n')).toHaveLength(10);
  });
});
