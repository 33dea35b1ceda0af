import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { type Binding, bindReturn } from '../../src/form/binding/index.js';
import { issuedForm } from '../support/issued-form.js';
import { describeWithProgram } from '../support/requires.js';
import { rewrittenByService } from '../support/rewritten-forms.js';

/** What real programs make of an issued form when they write it anew. */

const run = promisify(execFile);
const sentence = (sum: string): string => `Utgiften er ${sum} kroner i 2021, og office og flyt er med.`;

let folder: string;
let issued: Uint8Array;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'tilslutning-rewritten-'));
  issued = (await issuedForm('nb', { lastParagraph: sentence('500 000') })).bytes;
  const tampered = (await issuedForm('nb', { lastParagraph: sentence('500 007') })).bytes;
  await writeFile(join(folder, 'issued.pdf'), issued);
  await writeFile(join(folder, 'tampered.pdf'), tampered);
  await writeFile(join(folder, 'service.pdf'), await rewrittenByService(issued));
});

afterAll(async () => {
  await rm(folder, { recursive: true, force: true });
});

/** Runs a program in the folder that makes `made.pdf` of `SOURCE`, and binds that to the issued form. */
async function bound(program: string, parameters: readonly string[], source: string): Promise<Binding> {
  await run(
    program,
    parameters.map((parameter) => parameter.replace('SOURCE', source)),
    { cwd: folder },
  );
  const returned = await readFile(join(folder, 'made.pdf'));
  return await bindReturn({ returned, issued, laterChanges: null });
}

const failed = ({ findings }: Binding): string[] => [
  ...new Set(findings.filter(({ result }) => result === 'FAILED').map(({ check }) => check)),
];

const GHOSTSCRIPT = ['-q', '-dBATCH', '-dNOPAUSE', '-dSAFER', '-sOutputFile=made.pdf'];

const programs: readonly [
  program: string,
  debianPackage: string,
  ways: readonly (readonly [string, readonly string[]])[],
][] = [
  [
    'qpdf',
    'qpdf',
    [
      ['linearised', ['--linearize', 'SOURCE', 'made.pdf']],
      ['in object streams', ['--object-streams=generate', '--recompress-flate', 'SOURCE', 'made.pdf']],
      ['encrypted with an empty password', ['--encrypt', '', 'owner', '256', '--', 'SOURCE', 'made.pdf']],
      ['flattened', ['--flatten-annotations=all', '--generate-appearances', 'SOURCE', 'made.pdf']],
    ],
  ],
  [
    'mutool',
    'mupdf-tools',
    [
      ['cleaned', ['clean', '-gggg', '-z', 'SOURCE', 'made.pdf']],
      ['sanitised', ['clean', '-s', 'SOURCE', 'made.pdf']],
    ],
  ],
  [
    'gs',
    'ghostscript',
    [
      ['written anew', [...GHOSTSCRIPT, '-sDEVICE=pdfwrite', 'SOURCE']],
      ['for the screen', [...GHOSTSCRIPT, '-sDEVICE=pdfwrite', '-dPDFSETTINGS=/screen', 'SOURCE']],
      ['as PDF/A-2', [...GHOSTSCRIPT, '-sDEVICE=pdfwrite', '-dPDFA=2', 'SOURCE']],
      [
        'fitted to Letter',
        [...GHOSTSCRIPT, '-sDEVICE=pdfwrite', '-sPAPERSIZE=letter', '-dFIXEDMEDIA', '-dPDFFitPage', 'SOURCE'],
      ],
    ],
  ],
  ['pdftocairo', 'poppler-utils', [['printed', ['-pdf', 'SOURCE', 'made.pdf']]]],
];

for (const [program, debianPackage, ways] of programs) {
  describeWithProgram(program, debianPackage)(program, () => {
    it.each(ways)('%s: the same form', async (_, parameters) => {
      for (const source of ['issued.pdf', 'service.pdf']) {
        const binding = await bound(program, parameters, source);
        expect({ source, failed: failed(binding), tier: binding.tier }).toEqual({ source, failed: [], tier: 'B' });
      }
    });

    it.each(ways)('%s: one figure changed is found', async (_, parameters) => {
      const binding = await bound(program, parameters, 'tampered.pdf');
      expect(binding.tier).toBe('D');
      expect(failed(binding)).toEqual(['TEXT', 'PICTURE']);
    });
  });
}

describeWithProgram('gs', 'ghostscript')('without text there is nothing to compare', () => {
  it.each([
    ['curves', ['-sDEVICE=pdfwrite', '-dNoOutputFonts']],
    ['pictures', ['-sDEVICE=pdfimage24', '-r100']],
  ])('printed as %s', async (_, device) => {
    const binding = await bound('gs', [...GHOSTSCRIPT, ...device, 'SOURCE'], 'issued.pdf');
    expect(binding.tier).toBe('D');
    expect(binding.findings.at(-1)).toMatchObject({ check: 'PAGES', result: 'INDETERMINATE' });
    expect(binding.findings.at(-1)?.sentence).toMatch(/no text: it may be a scan/);
  });
});
