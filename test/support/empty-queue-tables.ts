import { setTimeout as wait } from 'node:timers/promises';
import type { DataSource } from 'typeorm';

/** Loses everything that the PostgreSQL queue holds, behind the service's back. */
export async function emptyQueueTables(database: DataSource): Promise<void> {
  const tables: { name: string }[] = await database.query(
    `SELECT format('%I.%I', table_schema, table_name) AS name FROM information_schema.tables
     WHERE table_schema = 'bullmq' AND table_type = 'BASE TABLE' AND table_name NOT LIKE '%migration%'`,
  );
  if (tables.length === 0) throw new Error('The queue has no tables in the schema bullmq.');
  const truncate = `TRUNCATE ${tables.map((table) => table.name).join(', ')} CASCADE`;
  // TRUNCATE wants all tables for itself, which workers in mid-work may cross: an operator would try again too.
  for (let attempt = 1; ; attempt++) {
    try {
      return void (await database.query(truncate));
    } catch (error) {
      if (attempt === 10 || (error as { code?: string }).code !== '40P01') throw error;
      await wait(20);
    }
  }
}
