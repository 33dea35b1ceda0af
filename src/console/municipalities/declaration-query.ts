import { z } from 'zod';
import { pageQuery } from '../../platform/http/index.js';
import {
  DECLARATION_SORTS,
  type DeclarationFilter,
  declarationFilterFields,
  declarationPosition,
  type DeclarationPosition,
  type DeclarationSort,
  type Order,
  ORDERS,
} from '../../reporting/index.js';
import type { FilterName } from './texts/municipalities-texts.js';

const fields = {
  ...declarationFilterFields,
  sort: z.enum(DECLARATION_SORTS).default('number'),
  order: z.enum(ORDERS).default('asc'),
  cursor: pageQuery(declarationPosition).shape.cursor,
};

export interface DeclarationQuery {
  readonly filter: DeclarationFilter;
  readonly sort: DeclarationSort;
  readonly order: Order;
  readonly after: DeclarationPosition | undefined;
}

export interface WrongFilter {
  readonly name: FilterName;
  readonly value: string;
}

/**
 * What the address of a list asks for. A field that was left empty in the form asks for nothing; what cannot be asked
 * for is named, and everything else is still understood, so that the form keeps it. Other parameters are left alone.
 */
export function readDeclarationQuery(raw: Readonly<Record<string, unknown>>): {
  readonly query: DeclarationQuery;
  readonly wrong: readonly WrongFilter[];
} {
  const wrong: WrongFilter[] = [];
  const read = <Name extends keyof typeof fields>(name: Name): z.output<(typeof fields)[Name]> => {
    const given = withoutEmpty(raw[name]);
    const result = fields[name].safeParse(given);
    if (result.success) return result.data as z.output<(typeof fields)[Name]>;
    wrong.push({ name, value: [given].flat().map(String).join(', ').slice(0, 100) });
    return fields[name].parse(undefined) as z.output<(typeof fields)[Name]>;
  };
  const query: DeclarationQuery = {
    filter: {
      status: read('status'),
      returnState: read('returnState'),
      resolution: read('resolution'),
      deadline: read('deadline'),
      dueOn: read('dueOn'),
      delivery: read('delivery'),
      arrival: read('arrival'),
      county: read('county'),
      healthRegion: read('healthRegion'),
      language: read('language'),
      q: read('q'),
    },
    sort: read('sort'),
    order: read('order'),
    after: read('cursor'),
  };
  const { after, sort, order } = query;
  if (after !== undefined && (after.sort !== sort || after.order !== order)) {
    wrong.push({ name: 'cursor', value: `${after.sort} ${after.order}` });
  }
  return { query, wrong };
}

/** The query of an address with these filters, with its question mark; empty for none. */
export function declarationSearch(
  filter: DeclarationFilter,
  page: { readonly sort?: DeclarationSort; readonly order?: Order; readonly cursor?: string } = {},
): string {
  const parameters = new URLSearchParams();
  for (const [name, value] of Object.entries(filter)) {
    for (const one of value === undefined ? [] : [value].flat()) parameters.append(name, one);
  }
  const { sort = 'number', order = 'asc', cursor } = page;
  if (sort !== 'number' || order !== 'asc') {
    parameters.append('sort', sort);
    parameters.append('order', order);
  }
  if (cursor !== undefined) parameters.append('cursor', cursor);
  const search = parameters.toString();
  return search === '' ? '' : `?${search}`;
}

/** How many of the filters narrow the list. */
export function isNarrowed(filter: DeclarationFilter): boolean {
  return declarationSearch(filter) !== '';
}

function withoutEmpty(value: unknown): unknown {
  if (!Array.isArray(value)) return value === '' ? undefined : value;
  const given = value.filter((one) => one !== '');
  return given.length === 0 ? undefined : given;
}
