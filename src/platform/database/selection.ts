import type { EntityManager } from 'typeorm';

/** The fields of a row that hold instants. */
type InstantsOf<Row> = {
  [Field in keyof Row]-?: [Row[Field]] extends [Date | null] ? Field : never;
}[keyof Row] &
  string;

/**
 * A SELECT whose rows may be asked for in one statement with others' (`selectAtOnce`). `text` names each column as the
 * row's field; `instants` are those of type timestamptz. JSON has no large numbers: bigint and numeric are cast to text.
 */
export class Selection<Row extends object> {
  readonly #instants: readonly string[];

  constructor(
    readonly text: string,
    instants: Readonly<Record<InstantsOf<Row>, true>>,
  ) {
    this.#instants = Object.keys(instants);
  }

  /** The rows that PostgreSQL wrote as JSON; instants are texts in it. */
  rowsOf(json: readonly Readonly<Record<string, unknown>>[]): Row[] {
    return json.map((row) => {
      const instants = this.#instants.map((field) => {
        const at = row[field];
        return [field, typeof at === 'string' ? new Date(at) : null] as const;
      });
      return { ...row, ...Object.fromEntries(instants) } as Row;
    });
  }
}

type Selections = Readonly<Record<string, Selection<object>>>;
type RowsOf<Of extends Selections> = {
  readonly [Name in keyof Of]: Of[Name] extends Selection<infer Row> ? readonly Row[] : never;
};

/**
 * The rows of several selections by one statement: one way there and back instead of one for each, and all as the
 * database stood at one and the same moment. All share the parameters.
 */
export async function selectAtOnce<Of extends Selections>(
  source: Pick<EntityManager, 'query'>,
  selections: Of,
  parameters: readonly unknown[],
): Promise<RowsOf<Of>> {
  const named = Object.entries(selections);
  const columns = named.map(
    ([name, { text }]) => `(SELECT coalesce(json_agg(part), '[]') FROM (${text}) AS part) AS "${name}"`,
  );
  const [row]: Record<string, Record<string, unknown>[]>[] = await source.query(`SELECT ${columns.join(', ')}`, [
    ...parameters,
  ]);
  const rows = named.map(([name, selection]) => [name, selection.rowsOf(row?.[name] ?? [])] as const);
  return Object.fromEntries(rows) as unknown as RowsOf<Of>;
}
