import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What makes a message the same one, and where in a mailbox it lies. */
const UP = [
  `ALTER TABLE "inbound_message" ADD "found_at" text NOT NULL DEFAULT ''`,
  `ALTER TABLE "inbound_message" ADD "whole_length" bigint`,
  `ALTER TABLE "inbound_message" ADD "content_sha256" text`,
  // What was stored before had come without a server's trace, or is the same message by its bytes all the same.
  `UPDATE "inbound_message" SET "content_sha256" = "sha256"`,
  `ALTER TABLE "inbound_message" ALTER COLUMN "content_sha256" SET NOT NULL`,
  `ALTER TABLE "inbound_message" DROP CONSTRAINT "inbound_message_once"`,
  `ALTER TABLE "inbound_message" ADD CONSTRAINT "inbound_message_once" UNIQUE ("mailbox", "message_id", "content_sha256")`,
  // Mails are base64 of what is compressed already: trying again costs more time than storing them.
  `ALTER TABLE "inbound_message" ALTER COLUMN "raw" SET STORAGE EXTERNAL`,
  `CREATE TABLE "mailbox_watch" ("mailbox" text NOT NULL, "started_at" TIMESTAMP WITH TIME ZONE NOT NULL, "fetched_at" TIMESTAMP WITH TIME ZONE, "reconciled_at" TIMESTAMP WITH TIME ZONE, "trouble" text, CONSTRAINT "PK_mailbox_watch" PRIMARY KEY ("mailbox"))`,
  `CREATE TABLE "mailbox_folder" ("mailbox" text NOT NULL, "folder" text NOT NULL, "uid_validity" bigint NOT NULL, "highest_uid" bigint NOT NULL, CONSTRAINT "PK_mailbox_folder" PRIMARY KEY ("mailbox", "folder"))`,
  `CREATE TABLE "mailbox_entry" ("mailbox" text NOT NULL, "folder" text NOT NULL, "uid_validity" bigint NOT NULL, "uid" bigint NOT NULL, "seen_at" TIMESTAMP WITH TIME ZONE NOT NULL, "inbound_message_id" uuid, "filed_at" TIMESTAMP WITH TIME ZONE, "attempts" integer NOT NULL DEFAULT '0', "due_at" TIMESTAMP WITH TIME ZONE, "last_error" text, CONSTRAINT "PK_mailbox_entry" PRIMARY KEY ("mailbox", "folder", "uid_validity", "uid"))`,
  `CREATE INDEX "mailbox_entry_failed" ON "mailbox_entry"  ("mailbox", "due_at") WHERE "inbound_message_id" IS NULL`,
  `CREATE INDEX "mailbox_entry_unfiled" ON "mailbox_entry"  ("mailbox", "folder", "uid_validity", "uid") WHERE "filed_at" IS NULL AND "inbound_message_id" IS NOT NULL`,
  `CREATE INDEX "mailbox_entry_of_message" ON "mailbox_entry"  ("inbound_message_id")`,
  `ALTER TABLE "mailbox_entry" ADD CONSTRAINT "FK_b4e263130ac61f338eb25dc6810" FOREIGN KEY ("inbound_message_id") REFERENCES "inbound_message"("id") ON DELETE NO ACTION ON UPDATE NO ACTION`,
];

const DOWN = [
  `DROP TABLE "mailbox_entry"`,
  `DROP TABLE "mailbox_folder"`,
  `DROP TABLE "mailbox_watch"`,
  `ALTER TABLE "inbound_message" ALTER COLUMN "raw" SET STORAGE EXTENDED`,
  `ALTER TABLE "inbound_message" DROP CONSTRAINT "inbound_message_once"`,
  `ALTER TABLE "inbound_message" ADD CONSTRAINT "inbound_message_once" UNIQUE ("mailbox", "message_id", "sha256")`,
  `ALTER TABLE "inbound_message" DROP COLUMN "content_sha256"`,
  `ALTER TABLE "inbound_message" DROP COLUMN "whole_length"`,
  `ALTER TABLE "inbound_message" DROP COLUMN "found_at"`,
];

export class MailboxPlaces1795348800000 implements MigrationInterface {
  readonly name = 'MailboxPlaces1795348800000';

  async up(runner: QueryRunner): Promise<void> {
    for (const statement of UP) await runner.query(statement);
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const statement of DOWN) await runner.query(statement);
  }
}
