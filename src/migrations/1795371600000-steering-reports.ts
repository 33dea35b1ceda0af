import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Steering reports as they were given out. */
export class SteeringReports1795371600000 implements MigrationInterface {
  readonly name = 'SteeringReports1795371600000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(
      `CREATE TABLE "steering_report" (
         "campaign_id" uuid NOT NULL,
         "as_of" TIMESTAMP WITH TIME ZONE NOT NULL,
         "language" text NOT NULL,
         "since" TIMESTAMP WITH TIME ZONE,
         "sha256" text NOT NULL,
         "pdf" bytea NOT NULL,
         "issued_at" TIMESTAMP WITH TIME ZONE NOT NULL,
         "issued_by" text NOT NULL,
         CONSTRAINT "steering_report_language" CHECK ("language" IN ('nb', 'nn', 'en')),
         CONSTRAINT "steering_report_pkey" PRIMARY KEY ("campaign_id", "as_of", "language"),
         CONSTRAINT "steering_report_campaign" FOREIGN KEY ("campaign_id") REFERENCES "campaign"("id")
       )`,
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE "steering_report"');
  }
}
