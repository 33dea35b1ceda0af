import { readFileSync } from 'node:fs';
import { packageFile } from '../../src/platform/config/index.js';
import type { RunningRoute } from './running-routes.js';

/**
 * Whom a route may open to. `person`: whoever has logged in; `link`: a browser that opened a municipality's link, for
 * that municipality's case; `token`: a municipality's own token of Maskinporten, for its own cases; `signature`: a
 * registered mail gateway that signs its message, whose own test shows that it is let in.
 */
export const OPENERS = [
  'anyone',
  'person',
  'link',
  'token',
  'signature',
  'reader',
  'case-handler',
  'approver',
  'admin',
  'integration',
  'mail-gateway',
  'archive',
] as const;
export type Opener = (typeof OPENERS)[number];

export interface MatrixRow {
  /** As it stands: `GET /campaigns/**`. */
  readonly route: string;
  readonly openTo: readonly Opener[];
}

/** Each role and those who may do what it may, as the threat model says it: not read from the code under test. */
export const MAY_ACT_AS = {
  reader: ['reader', 'case-handler', 'approver', 'admin'],
  'case-handler': ['case-handler', 'approver', 'admin'],
  approver: ['approver', 'admin'],
  admin: ['admin'],
  integration: ['integration', 'admin'],
  'mail-gateway': ['mail-gateway', 'admin'],
  archive: ['archive', 'admin'],
} as const satisfies Partial<Record<Opener, readonly Opener[]>>;

/** The block of docs/threat-model.md that begins with ```authorisation. Throws for a line that it cannot read. */
export function readMatrix(): MatrixRow[] {
  const text = readFileSync(packageFile('docs', 'threat-model.md'), 'utf8');
  const block = /```authorisation\n([\s\S]*?)```/.exec(text)?.[1];
  if (block === undefined) throw new Error('docs/threat-model.md has no ```authorisation block.');
  const lines = block.split('\n').filter((line) => line.trim() !== '' && !line.startsWith('#'));
  const rows = lines.map((line) => {
    const [, method, path, words] = /^(ANY|GET|POST|PUT|PATCH|DELETE) +(\/\S*) +(.+)$/.exec(line) ?? [];
    const openTo = (words ?? '').split(',').map((word) => OPENERS.find((opener) => opener === word.trim()));
    if (!openTo.every((opener) => opener !== undefined)) throw new Error(`Not a line of the matrix: ${line}`);
    return { route: `${method} ${path}`, openTo };
  });
  const twice = rows.find(({ route }, index) => rows.findIndex((row) => row.route === route) !== index);
  if (twice !== undefined) throw new Error(`The matrix has two lines for ${twice.route}.`);
  return rows;
}

/** The row that speaks of the route: its own, else the longest `…/**` above it, a method before ANY. */
export function rowOf(matrix: readonly MatrixRow[], { method, path }: RunningRoute): MatrixRow | undefined {
  const matching = matrix.filter(({ route }) => {
    const [of = '', pattern = ''] = route.split(' ');
    if (of !== 'ANY' && of !== method) return false;
    return pattern.endsWith('/**') ? `${path}/`.startsWith(pattern.slice(0, -2)) : pattern === path;
  });
  return matching.toSorted((one, other) => precision(other) - precision(one))[0];
}

function precision({ route }: MatrixRow): number {
  const [method = '', pattern = ''] = route.split(' ');
  return (pattern.endsWith('/**') ? 0 : 10_000) + pattern.length * 2 + (method === 'ANY' ? 0 : 1);
}
