import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What an archive has taken in. */
export class ArchiveMarks1795366000000 implements MigrationInterface {
  readonly name = 'ArchiveMarks1795366000000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(
      `CREATE TABLE "archive_mark" ("kind" text NOT NULL, "item_id" uuid NOT NULL, "archived_at" TIMESTAMP WITH TIME ZONE NOT NULL, "archived_by" text NOT NULL, "archive_reference" text NOT NULL, CONSTRAINT "archive_mark_kind" CHECK ("kind" IN ('MESSAGE', 'LETTER', 'RETURN')), CONSTRAINT "archive_mark_pkey" PRIMARY KEY ("kind", "item_id"))`,
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE "archive_mark"');
  }
}
