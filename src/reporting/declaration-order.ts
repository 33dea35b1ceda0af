import { z } from 'zod';

export const DECLARATION_SORTS = ['number', 'name', 'population', 'deadline', 'changed'] as const;
export type DeclarationSort = (typeof DECLARATION_SORTS)[number];
export const ORDERS = ['asc', 'desc'] as const;
export type Order = (typeof ORDERS)[number];

/** The column of each order, the type of its values in a cursor, and the index that has it. */
export const SORTED_BY: Readonly<
  Record<DeclarationSort, { readonly column: string; readonly type: string; readonly text?: string }>
> = {
  number: { column: 'municipality_number', type: 'text' },
  name: { column: 'name_order', type: 'text' },
  population: { column: 'population', type: 'integer' },
  deadline: { column: 'due_on', type: 'date' },
  changed: {
    column: 'changed_at',
    type: 'timestamptz',
    text: `to_char(declaration.changed_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')`,
  },
};

const number = z.string().regex(/^\d{4,9}$/);
const key = {
  number,
  name: z
    .string()
    .max(300)
    .regex(/^[a-z0-9{|} ]*$/),
  population: z.string().regex(/^\d{1,9}$/),
  deadline: z.iso.date().refine((text) => text >= '1900-01-01' && text <= '2999-12-31'),
  changed: z.iso.datetime().refine((text) => text >= '1900-01-01' && text <= '2999-12-31T23:59:59.999Z'),
} as const satisfies Record<DeclarationSort, z.ZodType<string>>;

/** Behind which declaration a page begins: the value that it is sorted by, and its municipality. */
export const declarationPosition = z
  .strictObject({ sort: z.enum(DECLARATION_SORTS), order: z.enum(ORDERS), key: z.string().max(300), number })
  .refine((position) => key[position.sort].safeParse(position.key).success);
export type DeclarationPosition = z.output<typeof declarationPosition>;
