import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Municipalities' links that are open in a browser. */
export class PortalSessions1795361000000 implements MigrationInterface {
  readonly name = 'PortalSessions1795361000000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(
      `CREATE TABLE "portal_session" (
         "token_sha256" text NOT NULL,
         "declaration_id" uuid NOT NULL,
         "link_version" integer NOT NULL,
         "opened_at" TIMESTAMP WITH TIME ZONE NOT NULL,
         CONSTRAINT "portal_session_link_version" CHECK ("link_version" >= 1),
         CONSTRAINT "portal_session_pkey" PRIMARY KEY ("token_sha256"),
         CONSTRAINT "portal_session_declaration" FOREIGN KEY ("declaration_id") REFERENCES "declaration"("id")
       )`,
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE "portal_session"');
  }
}
