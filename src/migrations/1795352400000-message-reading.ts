import type { MigrationInterface, QueryRunner } from 'typeorm';

const UP = [
  `ALTER TABLE "inbound_message" ADD "findings" jsonb NOT NULL DEFAULT '[]'`,
  `ALTER TABLE "inbound_message" ADD "sender_checks" jsonb`,
  `ALTER TABLE "return" ADD "path" text`,
];
const DOWN = [
  `ALTER TABLE "return" DROP COLUMN "path"`,
  `ALTER TABLE "inbound_message" DROP COLUMN "sender_checks"`,
  `ALTER TABLE "inbound_message" DROP COLUMN "findings"`,
];

/** What was found in a message beside its documents, what is said of its sender, and where in it a document lay. */
export class MessageReading1795352400000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    for (const statement of UP) await runner.query(statement);
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const statement of DOWN) await runner.query(statement);
  }
}
