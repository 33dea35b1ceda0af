import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const projectRoot = join(import.meta.dirname, '../..');

interface Rule {
  readonly name: string;
  readonly pattern: RegExp;
  /** Folders and files below src where it does not hold. */
  readonly except: RegExp;
  readonly breaks: readonly string[];
  readonly keeps: readonly string[];
}

/** What the linter has no rule for. Every line of src is held against these, comments and specs apart. */
const rules: readonly Rule[] = [
  {
    name: 'only the clock reads the time',
    pattern:
      /\bnew Date\(\s*\)|\bnew Date\b(?!\s*[(<])|(?<![.\w])Date\(\s*\)|\bDate\s*\.\s*now\b|\bDateTime\s*\.\s*(now|local|utc)\(\s*\)/,
    except: /^platform\/clock\//,
    breaks: [
      'const now = new Date();',
      'f(new Date);',
      'Date.now()',
      'const { at = Date.now } = x;',
      'DateTime.now()',
      'Date()',
    ],
    keeps: ['new Date(0)', 'new Date(instant)', 'toDate()', 'x: Date', 'DateTime.utc(2020, 1, 1)', 'private newDate()'],
  },
  {
    name: 'only platform/config reads the environment',
    pattern: /\bprocess\s*\.\s*env\b|\bprocess\[|import\s*\{[^}]*\benv\b[^}]*\}\s*from\s*'(node:)?process'/,
    except: /^platform\/config\//,
    breaks: ['process.env.HOME', "import { env } from 'node:process';", "process['env']"],
    keeps: ['process.exit(0)', 'the environment', "import { pid } from 'node:process';"],
  },
  {
    // A replay's offices send their answers to the sink of the service that they stand beside.
    name: 'only platform/mail connects for mail',
    pattern: /\bcreateTransport\b|\bnew (LiveMailTransport|SmtpPool|SMTPConnection)\b/,
    except: /^(platform\/mail\/|replay\/open-offices\.ts$)/,
    breaks: [
      "import { createTransport } from 'nodemailer';",
      'new LiveMailTransport(relay, clock)',
      'new SmtpPool(options)',
    ],
    keeps: ['openMailTransport(outgoing, sink, clock)', "import MimeNode from 'nodemailer/lib/mime-node';"],
  },
  {
    name: 'no enums',
    pattern: /^\s*(export\s+)?(declare\s+)?(const\s+)?enum\s+\w/,
    except: /^$/,
    breaks: ['export enum A {', 'const enum B {'],
    keeps: ["type A = 'enum x';", '// enum A'],
  },
  {
    name: 'no rule is switched off in place',
    pattern: /@ts-(ignore|nocheck|expect-error)|(eslint|oxlint)-disable|prettier-ignore/,
    except: /^$/,
    breaks: ['// @ts-ignore', '/* eslint-disable */', '// oxlint-disable-next-line'],
    keeps: ['disable'],
  },
];

const sources = readdirSync(join(projectRoot, 'src'), { recursive: true, encoding: 'utf8' })
  .filter((name) => name.endsWith('.ts') && !name.endsWith('.spec.ts'))
  .toSorted();

it('looks at the whole of src', () => {
  expect(sources).toContain('platform/clock/system-clock.ts');
});

describe.each(rules)('$name', ({ pattern, except, breaks, keeps }) => {
  it.each(breaks)('catches %s', (line) => expect(line).toMatch(pattern));

  it.each(keeps)('lets %s be', (line) => expect(line).not.toMatch(pattern));

  it('holds in src', () => {
    const found = sources
      .filter((name) => !except.test(name))
      .flatMap((name) =>
        readFileSync(join(projectRoot, 'src', name), 'utf8')
          .split('\n')
          .map((line, index) => ({ line, where: `src/${name}:${index + 1}` }))
          .filter(({ line }) => pattern.test(line) && !isComment(line, pattern))
          .map(({ line, where }) => `${where} ${line.trim()}`),
      );
    expect(found).toEqual([]);
  });
});

/** Comments may speak of what code may not do; directives are comments, and are meant. */
function isComment(line: string, pattern: RegExp): boolean {
  return /^\s*(\/\/|\/?\*)/.test(line) && !/disable|@ts/.test(pattern.source);
}
