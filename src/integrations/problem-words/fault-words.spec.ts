import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import ts from 'typescript';
import { packageFile } from '../../platform/config/index.js';
import { faultIn } from '../../platform/fault-words/index.js';
import { FAULTS_OF_FIELDS, PROBLEM_WORDS } from './words-of-problem.js';

/** Folders and files whose faults no request of the API meets, or that have a catalogue of their own. */
const ELSEWHERE =
  /^(replay|commands|verification|console|portal|overview|audit|pades|scan|form|mime|municipalities|campaigns\/(?!campaigns\.errors))|^platform\/(?!http)|^issuing\/dry-run|^[a-z-]+\.ts$/;
/** Checks of a schema whose last argument may say what is wrong. */
const CHECKS = new Set(['regex', 'refine', 'check', 'min', 'max', 'length', 'email', 'url', 'date', 'datetime']);

const root = packageFile('src');
const sources = readdirSync(root, { recursive: true, encoding: 'utf8' })
  .filter((file) => file.endsWith('.ts') && !file.endsWith('.spec.ts') && !/^(replay|commands)\//.test(file))
  .map((file) => ({ file, text: readFileSync(join(root, file), 'utf8') }))
  .filter(({ text }) => /from 'zod'|Fault|ServiceError|HttpError|HttpException/.test(text))
  .map(({ file, text }) => ({ file, node: parsed(text) }));

function parsed(text: string): ts.SourceFile {
  return ts.createSourceFile('x.ts', text, ts.ScriptTarget.Latest, true);
}

function* nodesIn(node: ts.Node): Generator<ts.Node> {
  yield node;
  const children: ts.Node[] = [];
  ts.forEachChild(node, (child) => void children.push(child));
  for (const child of children) yield* nodesIn(child);
}

/** What a literal, a template or a constant of the file makes; what is filled in is "X". */
function textOf(node: ts.Node | undefined, file: ts.SourceFile): string | undefined {
  if (node === undefined) return undefined;
  if (ts.isStringLiteral(node) || ts.isNoSubstitutionTemplateLiteral(node)) return node.text;
  if (ts.isTemplateExpression(node)) {
    return node.head.text + node.templateSpans.map(({ literal }) => `"X"${literal.text}`).join('');
  }
  if (!ts.isIdentifier(node)) return undefined;
  for (const other of nodesIn(file)) {
    if (ts.isVariableDeclaration(other) && other.name.getText() === node.text) return textOf(other.initializer, file);
  }
  return undefined;
}

/** What schemas and refusals of a file say of a field: `message:` and `error:`, and the last argument of a check. */
function saidIn(file: ts.SourceFile): string[] {
  const said: (string | undefined)[] = [];
  for (const node of nodesIn(file)) {
    if (ts.isPropertyAssignment(node) && /^(message|error)$/.test(node.name.getText())) {
      said.push(textOf(node.initializer, file));
    } else if (ts.isShorthandPropertyAssignment(node) && node.name.text === 'message') {
      said.push(textOf(node.name, file));
    } else if (ts.isCallExpression(node) && ts.isPropertyAccessExpression(node.expression)) {
      if (CHECKS.has(node.expression.name.text)) said.push(textOf(node.arguments.at(-1), file));
    }
  }
  return said.filter((text) => text !== undefined);
}

function untold(messages: readonly string[]): string[] {
  return messages.filter((message) =>
    (['nb', 'nn'] as const).some((language) => faultIn(FAULTS_OF_FIELDS, language, message) === undefined),
  );
}

describe('the words of faults', () => {
  it('are there for everything that a schema or a refusal of the API says', () => {
    const said = sources.filter(({ file }) => !ELSEWHERE.test(file)).flatMap(({ node }) => saidIn(node));
    expect(said.length).toBeGreaterThanOrEqual(50);
    expect(untold(said)).toEqual([]);
  });

  it('are missed of a check that has none', () => {
    const source = parsed(`
      const WHY = \`has \${'none'}\`;
      const a = z.string().refine((text) => !/[()]/.test(text), 'has no words').regex(/x/, WHY);
      const b = z.union([a, a], { error: 'has no words either' });`);
    expect(untold(saidIn(source))).toEqual(['has "X"', 'has no words', 'has no words either']);
  });

  it.each([
    ['passwords', 'identity/people/people.errors.ts', /^ {2}[A-Z_]+: '(is [^']+)'/gm, 4],
    ['extensions', 'extensions/extension.policy.ts', /^ {4}[A-Z_]+: ['`]([^'`]+)['`]/gm, 5],
    ['addresses of webhooks', 'webhooks/webhook-sender.ts', /return '((?:must|is) [^']+)'/g, 4],
  ])('are there for %s, whose faults come from a table', (_, file, pattern, count) => {
    const source = readFileSync(join(root, file), 'utf8');
    const messages = [...source.matchAll(pattern)].map(([, text = '']) => text.replaceAll(/\$\{[^}]*\}/g, 'X'));
    expect(messages).toHaveLength(count);
    expect(untold(messages)).toEqual([]);
  });
});

/** The facts that each error of the code is made with: `new ServiceError('CODE', …, { facts })`, `{ code, facts }`. */
function factsGiven(code: string): string[][] {
  const given: string[][] = [];
  for (const { node } of sources) {
    if (!node.text.includes(`'${code}'`)) continue;
    for (const literal of nodesIn(node)) {
      if (!ts.isStringLiteral(literal) || literal.text !== code) continue;
      const { parent } = literal;
      const isMade =
        ts.isNewExpression(parent) || (ts.isCallExpression(parent) && parent.expression.getText() === 'super');
      const isProblem = ts.isPropertyAssignment(parent) && parent.name.getText() === 'code';
      if (isMade || isProblem) given.push(factsOf(isProblem ? parent.parent : parent));
    }
  }
  return given;
}

function factsOf(maker: ts.Node): string[] {
  for (const node of nodesIn(maker)) {
    if (!ts.isPropertyAssignment(node) || node.name.getText() !== 'facts') continue;
    if (ts.isObjectLiteralExpression(node.initializer)) {
      return node.initializer.properties.map(({ name }) => name?.getText() ?? '').toSorted();
    }
  }
  return [];
}

describe('the facts that a detail names', () => {
  const named = Object.entries(PROBLEM_WORDS).map(([code, { detail }]) => {
    const [nb, nn] = [detail.nb, detail.nn].map((text) =>
      [...text.matchAll(/\{(\w+)(?::words)?\}/g)].map(([, name = '']) => name).toSorted(),
    );
    return { code, nb, nn };
  });

  it('are the same in both forms of Norwegian', () => {
    expect(named.filter(({ nb, nn }) => nb?.join() !== nn?.join())).toEqual([]);
  });

  it.each(named.filter(({ nb }) => (nb?.length ?? 0) > 0))('are given wherever $code is made', ({ code, nb }) => {
    const given = factsGiven(code);
    expect(given.length).toBeGreaterThan(0);
    for (const facts of given) expect(facts).toEqual(nb);
  });
});
