import type { MigrationInterface, QueryRunner } from 'typeorm';

/** A link that is on its way while the one before it still works, and the index by which whoever asks for it is found. */
export class PortalLinkOffers1795379600000 implements MigrationInterface {
  readonly name = 'PortalLinkOffers1795379600000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(
      `ALTER TABLE "declaration" ADD "portal_link_offered_hash" text,
         ADD "portal_link_offered_at" TIMESTAMP WITH TIME ZONE,
         ADD CONSTRAINT "declaration_offered_link"
           CHECK (("portal_link_offered_hash" IS NULL) = ("portal_link_offered_at" IS NULL))`,
    );
    await runner.query(
      `CREATE UNIQUE INDEX "declaration_by_offered_link" ON "declaration" ("portal_link_offered_hash")
       WHERE "portal_link_offered_hash" IS NOT NULL`,
    );
    await runner.query(`CREATE INDEX "declaration_by_email" ON "declaration" (lower("recipient_email"))`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP INDEX "declaration_by_email"');
    await runner.query('DROP INDEX "declaration_by_offered_link"');
    await runner.query(
      `ALTER TABLE "declaration" DROP CONSTRAINT "declaration_offered_link",
         DROP COLUMN "portal_link_offered_at", DROP COLUMN "portal_link_offered_hash"`,
    );
  }
}
