import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What the page of one declaration and the list of extensions ask for; and documents that an operator hands in. */
export class OfDeclarations1795370000000 implements MigrationInterface {
  readonly name = 'OfDeclarations1795370000000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(
      `CREATE INDEX "deadline_changes" ON "deadline" ("starts_at", "declaration_id", "version") WHERE "kind" <> 'ORIGINAL'`,
    );
    await runner.query(
      'CREATE INDEX "inbound_message_of_declaration" ON "inbound_message" ("declaration_id", "arrived_at")',
    );
    await runner.query('CREATE INDEX "task_of_declaration" ON "task" ("declaration_id", "opened_at")');
    await runner.query('ALTER TABLE "return" DROP CONSTRAINT "return_channel"');
    await runner.query(
      `ALTER TABLE "return" ADD CONSTRAINT "return_channel" CHECK ("channel" IN ('MAIL', 'REST', 'PORTAL', 'CONSOLE'))`,
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`UPDATE "return" SET "channel" = 'REST' WHERE "channel" = 'CONSOLE'`);
    await runner.query('ALTER TABLE "return" DROP CONSTRAINT "return_channel"');
    await runner.query(
      `ALTER TABLE "return" ADD CONSTRAINT "return_channel" CHECK ("channel" IN ('MAIL', 'REST', 'PORTAL'))`,
    );
    await runner.query('DROP INDEX "task_of_declaration"');
    await runner.query('DROP INDEX "inbound_message_of_declaration"');
    await runner.query('DROP INDEX "deadline_changes"');
  }
}
