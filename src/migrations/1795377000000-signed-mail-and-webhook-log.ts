import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Mail gateways that sign, and the end of what webhooks were told. */
export class SignedMailAndWebhookLog1795377000000 implements MigrationInterface {
  readonly name = 'SignedMailAndWebhookLog1795377000000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(
      `CREATE TABLE "mail_gateway" (
         "id" uuid NOT NULL,
         "name" text NOT NULL,
         "created_at" TIMESTAMP WITH TIME ZONE NOT NULL,
         "created_by" text NOT NULL,
         "revoked_at" TIMESTAMP WITH TIME ZONE,
         CONSTRAINT "mail_gateway_pkey" PRIMARY KEY ("id")
       )`,
    );
    await runner.query('CREATE UNIQUE INDEX "mail_gateway_name" ON "mail_gateway" ("name")');
    await runner.query(
      `CREATE TABLE "signed_delivery" (
         "gateway_id" uuid NOT NULL,
         "delivery_id" text NOT NULL,
         "sha256" text NOT NULL,
         "taken_at" TIMESTAMP WITH TIME ZONE NOT NULL,
         CONSTRAINT "signed_delivery_pkey" PRIMARY KEY ("gateway_id", "delivery_id"),
         CONSTRAINT "signed_delivery_gateway" FOREIGN KEY ("gateway_id") REFERENCES "mail_gateway"("id")
           ON DELETE NO ACTION ON UPDATE NO ACTION
       )`,
    );
    await runner.query('CREATE INDEX "signed_delivery_at" ON "signed_delivery" ("gateway_id", "taken_at")');
    await runner.query(
      `CREATE TABLE "webhook_purge" (
         "id" uuid NOT NULL,
         "until" TIMESTAMP WITH TIME ZONE NOT NULL,
         "due_at" TIMESTAMP WITH TIME ZONE NOT NULL,
         "queued_at" TIMESTAMP WITH TIME ZONE,
         "attempts" integer NOT NULL DEFAULT 0,
         "last_error" text,
         CONSTRAINT "webhook_purge_pkey" PRIMARY KEY ("id")
       )`,
    );
    await runner.query('CREATE INDEX "webhook_purge_due" ON "webhook_purge" ("due_at", "id")');
    await runner.query('CREATE INDEX "webhook_delivery_of_event" ON "webhook_delivery" ("event_id")');
    // One for all that has gathered so far, at once.
    await runner.query(
      `INSERT INTO webhook_purge (id, until, due_at)
       SELECT '5d9c0c52-5f0f-4c39-9f57-6a2c1b0d7e10', max(at) + interval '1 day', max(at) + interval '91 days'
       FROM webhook_event HAVING count(*) > 0`,
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP INDEX "webhook_delivery_of_event"');
    await runner.query('DROP TABLE "webhook_purge"');
    await runner.query('DROP TABLE "signed_delivery"');
    await runner.query('DROP TABLE "mail_gateway"');
  }
}
