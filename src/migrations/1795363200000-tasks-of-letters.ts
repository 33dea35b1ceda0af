import type { MigrationInterface, QueryRunner } from 'typeorm';

const KINDS = `'QUESTION', 'BOUNCE', 'UNREADABLE_MESSAGE', 'UNMATCHED_MESSAGE', 'WEBHOOK_FAILING'`;
const FURTHER = `'LETTER_FAILED', 'MAILBOX_STANDSTILL'`;

/** Tasks that are about a letter or the mailbox: of a campaign, though about no message. */
export class TasksOfLetters1795363200000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`ALTER TABLE "task" ADD "campaign_id" uuid, ADD "explanation" text`);
    await runner.query(
      `UPDATE "task" SET "campaign_id" = "inbound_message"."campaign_id" FROM "inbound_message"
       WHERE "inbound_message"."id" = "task"."inbound_message_id"`,
    );
    await runner.query(
      `ALTER TABLE "task" DROP CONSTRAINT "task_kind",
         ADD CONSTRAINT "task_kind" CHECK ("kind" IN (${KINDS}, ${FURTHER})),
         ADD CONSTRAINT "FK_6ae211ae9dc52f268978d1fb47b" FOREIGN KEY ("campaign_id") REFERENCES "campaign"("id") ON DELETE NO ACTION ON UPDATE NO ACTION`,
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`DELETE FROM "task" WHERE "kind" IN (${FURTHER})`);
    await runner.query(
      `ALTER TABLE "task" DROP COLUMN "campaign_id", DROP COLUMN "explanation",
         DROP CONSTRAINT "task_kind", ADD CONSTRAINT "task_kind" CHECK ("kind" IN (${KINDS}))`,
    );
  }
}
