import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Events that are noted once a day and subject, such as that a municipality fetched its form. */
export class FormDownloads1795382000000 implements MigrationInterface {
  readonly name = 'FormDownloads1795382000000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(
      `CREATE UNIQUE INDEX "audit_event_first_of_day" ON "audit_event" ("subject", "action", (data ->> 'firstOfDay'))
       WHERE data ? 'firstOfDay'`,
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP INDEX "audit_event_first_of_day"');
  }
}
