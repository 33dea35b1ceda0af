import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Who is told of events, the events, their deliveries and attempts; and tasks that are about no message. */
const UP = [
  `CREATE TABLE "threshold_check" ("id" uuid NOT NULL, "campaign_id" uuid NOT NULL, "due_at" TIMESTAMP WITH TIME ZONE NOT NULL, "queued_at" TIMESTAMP WITH TIME ZONE, "attempts" integer NOT NULL DEFAULT '0', "last_error" text, CONSTRAINT "threshold_check_pkey" PRIMARY KEY ("id"))`,
  `CREATE INDEX "threshold_check_due" ON "threshold_check" ("due_at", "id")`,
  `CREATE TABLE "webhook_endpoint" ("id" uuid NOT NULL, "name" text NOT NULL, "url" text NOT NULL, "event_types" text array NOT NULL, "campaign_id" uuid, "enabled" boolean NOT NULL DEFAULT true, "failing_since" TIMESTAMP WITH TIME ZONE, "failures" integer NOT NULL DEFAULT '0', "resting_until" TIMESTAMP WITH TIME ZONE, "secret_version" integer NOT NULL DEFAULT '1', "previous_secret_until" TIMESTAMP WITH TIME ZONE, "created_at" TIMESTAMP WITH TIME ZONE NOT NULL, "created_by" text NOT NULL, "version" integer NOT NULL DEFAULT '1', CONSTRAINT "webhook_endpoint_events" CHECK (cardinality(event_types) > 0), CONSTRAINT "webhook_endpoint_pkey" PRIMARY KEY ("id"))`,
  `CREATE UNIQUE INDEX "webhook_endpoint_name" ON "webhook_endpoint" ("name")`,
  `CREATE TABLE "webhook_event" ("id" uuid NOT NULL, "type" text NOT NULL, "at" TIMESTAMP WITH TIME ZONE NOT NULL, "campaign_id" uuid, "body" text NOT NULL, CONSTRAINT "webhook_event_pkey" PRIMARY KEY ("id"))`,
  `CREATE UNIQUE INDEX "webhook_event_once" ON "webhook_event" ("campaign_id") WHERE "type" = 'threshold.reached'`,
  `CREATE INDEX "webhook_event_at" ON "webhook_event" ("at", "id")`,
  `CREATE TABLE "webhook_delivery" ("id" uuid NOT NULL, "endpoint_id" uuid NOT NULL, "event_id" uuid NOT NULL, "state" text NOT NULL, "created_at" TIMESTAMP WITH TIME ZONE NOT NULL, "due_at" TIMESTAMP WITH TIME ZONE NOT NULL, "queued_at" TIMESTAMP WITH TIME ZONE, "leased_until" TIMESTAMP WITH TIME ZONE, "attempts" integer NOT NULL DEFAULT '0', "last_error" text, "settled_at" TIMESTAMP WITH TIME ZONE, CONSTRAINT "webhook_delivery_state" CHECK ("state" IN ('PENDING', 'DELIVERED', 'FAILED')), CONSTRAINT "webhook_delivery_pkey" PRIMARY KEY ("id"))`,
  `CREATE INDEX "webhook_delivery_log" ON "webhook_delivery" ("endpoint_id", "created_at", "id")`,
  `CREATE INDEX "webhook_delivery_due" ON "webhook_delivery" ("due_at", "id") WHERE "state" = 'PENDING'`,
  `CREATE UNIQUE INDEX "webhook_delivery_once" ON "webhook_delivery" ("endpoint_id", "event_id")`,
  `CREATE TABLE "webhook_attempt" ("id" BIGSERIAL NOT NULL, "delivery_id" uuid NOT NULL, "at" TIMESTAMP WITH TIME ZONE NOT NULL, "outcome" text NOT NULL, "status" integer, CONSTRAINT "webhook_attempt_pkey" PRIMARY KEY ("id"))`,
  `CREATE INDEX "webhook_attempt_of_delivery" ON "webhook_attempt" ("delivery_id", "id")`,
  `ALTER TABLE "webhook_endpoint" ADD CONSTRAINT "webhook_endpoint_campaign" FOREIGN KEY ("campaign_id") REFERENCES "campaign"("id") ON DELETE NO ACTION ON UPDATE NO ACTION`,
  `ALTER TABLE "webhook_event" ADD CONSTRAINT "webhook_event_campaign" FOREIGN KEY ("campaign_id") REFERENCES "campaign"("id") ON DELETE NO ACTION ON UPDATE NO ACTION`,
  `ALTER TABLE "webhook_delivery" ADD CONSTRAINT "webhook_delivery_endpoint" FOREIGN KEY ("endpoint_id") REFERENCES "webhook_endpoint"("id") ON DELETE CASCADE ON UPDATE NO ACTION`,
  `ALTER TABLE "webhook_delivery" ADD CONSTRAINT "webhook_delivery_event" FOREIGN KEY ("event_id") REFERENCES "webhook_event"("id") ON DELETE NO ACTION ON UPDATE NO ACTION`,
  `ALTER TABLE "webhook_attempt" ADD CONSTRAINT "webhook_attempt_delivery" FOREIGN KEY ("delivery_id") REFERENCES "webhook_delivery"("id") ON DELETE CASCADE ON UPDATE NO ACTION`,
  `ALTER TABLE "task" ADD "about" text`,
  `ALTER TABLE "task" ALTER COLUMN "inbound_message_id" DROP NOT NULL`,
  `ALTER TABLE "task" ADD CONSTRAINT "task_about" CHECK (("inbound_message_id" IS NULL) <> ("about" IS NULL))`,
  `ALTER TABLE "task" DROP CONSTRAINT "task_kind"`,
  `ALTER TABLE "task" ADD CONSTRAINT "task_kind" CHECK ("kind" IN ('QUESTION', 'BOUNCE', 'UNREADABLE_MESSAGE', 'UNMATCHED_MESSAGE', 'WEBHOOK_FAILING'))`,
];

const DOWN = [
  `ALTER TABLE "task" DROP CONSTRAINT "task_about"`,
  `DELETE FROM "task" WHERE "kind" = 'WEBHOOK_FAILING'`,
  `ALTER TABLE "task" DROP CONSTRAINT "task_kind"`,
  `ALTER TABLE "task" ADD CONSTRAINT "task_kind" CHECK ("kind" IN ('QUESTION', 'BOUNCE', 'UNREADABLE_MESSAGE', 'UNMATCHED_MESSAGE'))`,
  `ALTER TABLE "task" ALTER COLUMN "inbound_message_id" SET NOT NULL`,
  `ALTER TABLE "task" DROP COLUMN "about"`,
  `DROP TABLE "webhook_attempt"`,
  `DROP TABLE "webhook_delivery"`,
  `DROP TABLE "webhook_event"`,
  `DROP TABLE "webhook_endpoint"`,
  `DROP TABLE "threshold_check"`,
];

export class Webhooks1795357000000 implements MigrationInterface {
  readonly name = 'Webhooks1795357000000';

  async up(runner: QueryRunner): Promise<void> {
    for (const statement of UP) await runner.query(statement);
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const statement of DOWN) await runner.query(statement);
  }
}
