import type { MigrationInterface, QueryRunner } from 'typeorm';

const UP = [
  `CREATE TABLE "return_scan" ("return_id" uuid NOT NULL, "report" jsonb NOT NULL, "made_at" TIMESTAMP WITH TIME ZONE NOT NULL, CONSTRAINT "PK_e6b60eaa071b5f209d86eb264fe" PRIMARY KEY ("return_id"))`,
  `CREATE TABLE "return_scan_picture" ("return_id" uuid NOT NULL, "page" integer NOT NULL, "kind" text NOT NULL, "png" bytea NOT NULL, "sha256" text NOT NULL, CONSTRAINT "return_scan_picture_kind" CHECK ("kind" IN ('RETURNED', 'ISSUED', 'DIFFERENCES')), CONSTRAINT "PK_97cf68cfc3195dc25936d2bd5ff" PRIMARY KEY ("return_id", "page", "kind"))`,
  `ALTER TABLE "return_scan" ADD CONSTRAINT "FK_e6b60eaa071b5f209d86eb264fe" FOREIGN KEY ("return_id") REFERENCES "return"("id") ON DELETE NO ACTION ON UPDATE NO ACTION`,
  `ALTER TABLE "return_scan_picture" ADD CONSTRAINT "FK_c884f818ef733b9286c3a594118" FOREIGN KEY ("return_id") REFERENCES "return_scan"("return_id") ON DELETE NO ACTION ON UPDATE NO ACTION`,
  // Compressed pictures do not compress.
  `ALTER TABLE "return_scan_picture" ALTER COLUMN "png" SET STORAGE EXTERNAL`,
];

/** What is made of returned scans for the person who decides. */
export class ReturnedScans1795353600000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    for (const statement of UP) await runner.query(statement);
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const table of ['return_scan_picture', 'return_scan']) await runner.query(`DROP TABLE "${table}"`);
  }
}
