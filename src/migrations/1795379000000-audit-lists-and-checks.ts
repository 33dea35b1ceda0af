import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What lists of audit events are filtered by, in the order of time, and the checks of the chain. */
export class AuditListsAndChecks1795379000000 implements MigrationInterface {
  readonly name = 'AuditListsAndChecks1795379000000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query('CREATE INDEX "audit_event_at" ON "audit_event" ("at", "id")');
    await runner.query('CREATE INDEX "audit_event_by_actor" ON "audit_event" ("actor", "at", "id")');
    await runner.query('CREATE INDEX "audit_event_by_action" ON "audit_event" ("action", "at", "id")');
    await runner.query(
      `CREATE INDEX "audit_event_by_campaign" ON "audit_event"
         ((substring(subject from '^declaration:(.+)-[0-9]{4}-[A-Z0-9]{5}$')), "at", "id")`,
    );
    await runner.query(
      `CREATE TABLE "audit_check" (
         "id" BIGSERIAL NOT NULL,
         "requested_at" TIMESTAMP WITH TIME ZONE NOT NULL,
         "requested_by" text NOT NULL,
         "state" text NOT NULL,
         "events" bigint NOT NULL DEFAULT '0',
         "head" text NOT NULL,
         "first_at" TIMESTAMP WITH TIME ZONE,
         "last_at" TIMESTAMP WITH TIME ZONE,
         "fault" jsonb,
         "finished_at" TIMESTAMP WITH TIME ZONE,
         "due_at" TIMESTAMP WITH TIME ZONE NOT NULL,
         "queued_at" TIMESTAMP WITH TIME ZONE,
         "attempts" integer NOT NULL DEFAULT 0,
         "last_error" text,
         CONSTRAINT "audit_check_pkey" PRIMARY KEY ("id"),
         CONSTRAINT "audit_check_state" CHECK ("state" IN ('WAITING', 'FITS', 'BROKEN'))
       )`,
    );
    await runner.query(`CREATE INDEX "audit_check_due" ON "audit_check" ("due_at", "id") WHERE state = 'WAITING'`);
    await runner.query(`CREATE UNIQUE INDEX "audit_check_waiting" ON "audit_check" ("state") WHERE state = 'WAITING'`);
    await runner.query('CREATE INDEX "audit_check_by_state" ON "audit_check" ("state", "id")');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE "audit_check"');
    for (const index of ['by_campaign', 'by_action', 'by_actor', 'at']) {
      await runner.query(`DROP INDEX "audit_event_${index}"`);
    }
  }
}
