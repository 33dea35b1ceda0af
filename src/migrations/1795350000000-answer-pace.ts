import type { MigrationInterface, QueryRunner } from 'typeorm';

/** The latest automatic answers to an address are looked up whenever another is planned. */
export class AnswerPace1795350000000 implements MigrationInterface {
  readonly name = 'AnswerPace1795350000000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(
      `CREATE INDEX "letter_answers" ON "letter" ("recipient_email", "due_at")
         WHERE "kind" IN ('RECEIPT', 'REJECTION', 'QUESTION_RECEIVED')`,
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`DROP INDEX "letter_answers"`);
  }
}
