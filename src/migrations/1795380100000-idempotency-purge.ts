import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Idempotency keys are forgotten by the day. */
export class IdempotencyPurge1795380100000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(
      `CREATE TABLE "idempotency_purge" (
         "id" uuid NOT NULL,
         "until" TIMESTAMP WITH TIME ZONE NOT NULL,
         "due_at" TIMESTAMP WITH TIME ZONE NOT NULL,
         "queued_at" TIMESTAMP WITH TIME ZONE,
         "attempts" integer NOT NULL DEFAULT 0,
         "last_error" text,
         CONSTRAINT "idempotency_purge_pkey" PRIMARY KEY ("id")
       )`,
    );
    await runner.query('CREATE INDEX "idempotency_purge_due" ON "idempotency_purge" ("due_at", "id")');
    // The keys that are there already all go with one row, a week from now.
    await runner.query(
      `INSERT INTO idempotency_purge (id, until, due_at)
       SELECT gen_random_uuid(), max(created_at) + interval '1 day', max(created_at) + interval '8 days'
       FROM idempotency_key HAVING max(created_at) IS NOT NULL`,
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE "idempotency_purge"');
  }
}
