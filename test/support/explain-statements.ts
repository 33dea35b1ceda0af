import type { DataSource, EntityManager } from 'typeorm';

/** What a statement did on the way to its answer. */
export interface Explained {
  readonly sql: string;
  /** Blocks of 8 kB that were looked into, in memory or on disk. */
  readonly blocks: number;
  /** Rows that came out of the plan. */
  readonly rows: number;
  /** Tables that were read from one end to the other. */
  readonly scanned: readonly string[];
  /** Rows that had to be sorted, over all sorts. */
  readonly sorted: number;
}

interface PlanNode {
  readonly 'Node Type': string;
  readonly 'Relation Name'?: string;
  readonly 'Actual Rows': number;
  readonly 'Actual Loops': number;
  readonly 'Shared Hit Blocks': number;
  readonly 'Shared Read Blocks': number;
  readonly Plans?: readonly PlanNode[];
}

/** Runs the code against the database and explains every statement that it sent (EXPLAIN ANALYZE). */
export async function explainStatements(
  dataSource: DataSource,
  run: (recorder: DataSource & EntityManager) => Promise<unknown>,
): Promise<Explained[]> {
  const explained: Explained[] = [];
  const query = async (sql: string, parameters: unknown[] = []): Promise<unknown> => {
    const rows: { 'QUERY PLAN': [{ Plan: PlanNode }] }[] = await dataSource.query(
      `EXPLAIN (ANALYZE, BUFFERS, FORMAT JSON) ${sql}`,
      parameters,
    );
    const plan = rows[0]?.['QUERY PLAN'][0].Plan;
    if (plan === undefined) throw new Error(`Not explained: ${sql}`);
    explained.push({ sql, ...figuresOf(plan) });
    return await dataSource.query(sql, parameters);
  };
  const manager = { query };
  await run({ query, manager } as never);
  return explained;
}

function figuresOf(plan: PlanNode): Omit<Explained, 'sql'> {
  const nodes = [...nodesOf(plan)];
  return {
    blocks: plan['Shared Hit Blocks'] + plan['Shared Read Blocks'],
    rows: plan['Actual Rows'],
    scanned: nodes.flatMap((node) => (node['Node Type'] === 'Seq Scan' ? [node['Relation Name'] ?? ''] : [])),
    sorted: nodes
      .filter((node) => node['Node Type'].endsWith('Sort'))
      .flatMap((node) => node.Plans ?? [])
      .reduce((sum, node) => sum + node['Actual Rows'] * node['Actual Loops'], 0),
  };
}

function* nodesOf(node: PlanNode): Generator<PlanNode> {
  yield node;
  for (const child of node.Plans ?? []) yield* nodesOf(child);
}
