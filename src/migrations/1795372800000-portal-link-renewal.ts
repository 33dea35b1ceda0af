import type { MigrationInterface, QueryRunner } from 'typeorm';

/** When a municipality's link was last renewed, and who waits for a new one. */
export class PortalLinkRenewal1795372800000 implements MigrationInterface {
  readonly name = 'PortalLinkRenewal1795372800000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`ALTER TABLE "declaration" ADD "portal_link_renewed_at" TIMESTAMP WITH TIME ZONE`);
    await runner.query(
      `CREATE TABLE "portal_link_request" (
         "id" uuid NOT NULL,
         "asked" text NOT NULL,
         "due_at" TIMESTAMP WITH TIME ZONE NOT NULL,
         "queued_at" TIMESTAMP WITH TIME ZONE,
         "attempts" integer NOT NULL DEFAULT 0,
         "last_error" text,
         CONSTRAINT "portal_link_request_pkey" PRIMARY KEY ("id")
       )`,
    );
    await runner.query(`CREATE INDEX "portal_link_request_due" ON "portal_link_request" ("due_at", "id")`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE "portal_link_request"');
    await runner.query('ALTER TABLE "declaration" DROP COLUMN "portal_link_renewed_at"');
  }
}
