import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Letters that are held, soft bounces counted, and addresses that get no more letters. */
const UP = [
  `ALTER TABLE "letter" DROP CONSTRAINT "letter_state"`,
  `ALTER TABLE "letter" ADD CONSTRAINT "letter_state" CHECK ("state" IN ('PLANNED', 'SENT', 'BOUNCED_SOFT', 'BOUNCED_HARD', 'HELD', 'FAILED', 'CANCELLED'))`,
  `ALTER TABLE "letter" ADD "soft_bounces" integer NOT NULL DEFAULT '0'`,
  `CREATE INDEX "letter_sent" ON "letter" ("sent_at") WHERE "sent_at" IS NOT NULL`,
  `CREATE INDEX "letter_held" ON "letter" ("recipient_email") WHERE "state" = 'HELD'`,
  `CREATE TABLE "stopped_address" ("email" text NOT NULL, "stopped_at" TIMESTAMP WITH TIME ZONE NOT NULL, "letter_id" uuid NOT NULL, "explanation" text NOT NULL, CONSTRAINT "PK_stopped_address" PRIMARY KEY ("email"))`,
  `ALTER TABLE "stopped_address" ADD CONSTRAINT "FK_71abd5cacdb84fd7beb982a8c0b" FOREIGN KEY ("letter_id") REFERENCES "letter"("id") ON DELETE NO ACTION ON UPDATE NO ACTION`,
];

const DOWN = [
  `DROP TABLE "stopped_address"`,
  `DROP INDEX "letter_held"`,
  `DROP INDEX "letter_sent"`,
  `ALTER TABLE "letter" DROP COLUMN "soft_bounces"`,
  `UPDATE "letter" SET "state" = 'CANCELLED' WHERE "state" = 'HELD'`,
  `ALTER TABLE "letter" DROP CONSTRAINT "letter_state"`,
  `ALTER TABLE "letter" ADD CONSTRAINT "letter_state" CHECK ("state" IN ('PLANNED', 'SENT', 'BOUNCED_SOFT', 'BOUNCED_HARD', 'FAILED', 'CANCELLED'))`,
];

export class UndeliveredLetters1795353000000 implements MigrationInterface {
  readonly name = 'UndeliveredLetters1795353000000';

  async up(runner: QueryRunner): Promise<void> {
    for (const statement of UP) await runner.query(statement);
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const statement of DOWN) await runner.query(statement);
  }
}
