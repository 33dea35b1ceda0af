import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What operators' lists of letters, returns and settled tasks are filtered and ordered by. */
export class ListFilters1795381000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query('CREATE INDEX "letter_by_kind" ON "letter" ("campaign_id", "kind", "created_at", "id")');
    await runner.query('CREATE INDEX "return_by_arrival" ON "return" ("campaign_id", "arrived_at", "id")');
    await runner.query('CREATE INDEX "task_closed" ON "task" ("opened_at", "id") WHERE "closed_at" IS NOT NULL');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP INDEX "task_closed"');
    await runner.query('DROP INDEX "return_by_arrival"');
    await runner.query('DROP INDEX "letter_by_kind"');
  }
}
