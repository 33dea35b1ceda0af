import type { MigrationInterface, QueryRunner } from 'typeorm';

/** An operator may ask for a better copy of what cannot be read. */
export class BetterCopies1795376000000 implements MigrationInterface {
  readonly name = 'BetterCopies1795376000000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE "review" DROP CONSTRAINT "review_decision"');
    await runner.query(
      `ALTER TABLE "review" ADD CONSTRAINT "review_decision" CHECK ("decision" IN ('ACCEPT', 'REJECT', 'BETTER_COPY', 'ATTACH', 'SET_ASIDE'))`,
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE "review" DROP CONSTRAINT "review_decision"');
    await runner.query(`UPDATE "review" SET "decision" = 'REJECT' WHERE "decision" = 'BETTER_COPY'`);
    await runner.query(
      `ALTER TABLE "review" ADD CONSTRAINT "review_decision" CHECK ("decision" IN ('ACCEPT', 'REJECT', 'ATTACH', 'SET_ASIDE'))`,
    );
  }
}
