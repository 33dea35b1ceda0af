import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Who logs in, with what, and where they are logged in. Each table is explained at its entity. */
export class PeopleAndSessions1795356000000 implements MigrationInterface {
  readonly name = 'PeopleAndSessions1795356000000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(
      `CREATE TABLE "person" (
         "id" uuid NOT NULL,
         "name" text NOT NULL,
         "email" text NOT NULL,
         "roles" text array NOT NULL,
         "language" text NOT NULL,
         "password_hash" text,
         "password_changed_at" TIMESTAMP WITH TIME ZONE,
         "totp_sealed" text,
         "totp_last_step" integer,
         "oidc_issuer" text,
         "oidc_subject" text,
         "created_at" TIMESTAMP WITH TIME ZONE NOT NULL,
         "created_by" text NOT NULL,
         "disabled_at" TIMESTAMP WITH TIME ZONE,
         "signed_in_at" TIMESTAMP WITH TIME ZONE,
         CONSTRAINT "person_language" CHECK (language IN ('nb', 'nn', 'en')),
         CONSTRAINT "person_oidc_whole" CHECK ((oidc_issuer IS NULL) = (oidc_subject IS NULL)),
         CONSTRAINT "person_pkey" PRIMARY KEY ("id")
       )`,
    );
    await runner.query(`CREATE UNIQUE INDEX "person_email" ON "person" ("email")`);
    await runner.query(`CREATE UNIQUE INDEX "person_oidc" ON "person" ("oidc_issuer", "oidc_subject")`);
    await runner.query(
      `CREATE TABLE "recovery_code" (
         "person_id" uuid NOT NULL,
         "code_sha256" text NOT NULL,
         "created_at" TIMESTAMP WITH TIME ZONE NOT NULL,
         CONSTRAINT "recovery_code_pkey" PRIMARY KEY ("person_id", "code_sha256")
       )`,
    );
    await runner.query(
      `CREATE TABLE "one_time_link" (
         "id" uuid NOT NULL,
         "kind" text NOT NULL,
         "person_id" uuid,
         "secret_sha256" text NOT NULL,
         "created_at" TIMESTAMP WITH TIME ZONE NOT NULL,
         "created_by" text NOT NULL,
         "expires_at" TIMESTAMP WITH TIME ZONE NOT NULL,
         "ended_at" TIMESTAMP WITH TIME ZONE,
         CONSTRAINT "one_time_link_kind" CHECK (kind IN ('FIRST_ADMINISTRATOR', 'INVITATION', 'NEW_PASSWORD')),
         CONSTRAINT "one_time_link_whose" CHECK ((kind = 'FIRST_ADMINISTRATOR') = (person_id IS NULL)),
         CONSTRAINT "one_time_link_pkey" PRIMARY KEY ("id")
       )`,
    );
    await runner.query(`CREATE UNIQUE INDEX "one_time_link_secret" ON "one_time_link" ("secret_sha256")`);
    await runner.query(`CREATE INDEX "one_time_link_person" ON "one_time_link" ("person_id")`);
    await runner.query(
      `CREATE TABLE "sign_in_failures" (
         "subject" text NOT NULL,
         "failures" integer NOT NULL,
         "last_at" TIMESTAMP WITH TIME ZONE NOT NULL,
         "blocked_until" TIMESTAMP WITH TIME ZONE,
         CONSTRAINT "sign_in_failures_pkey" PRIMARY KEY ("subject")
       )`,
    );
    await runner.query(`CREATE INDEX "sign_in_failures_last" ON "sign_in_failures" ("last_at")`);
    await runner.query(
      `CREATE TABLE "session" (
         "id" uuid NOT NULL,
         "token_sha256" text NOT NULL,
         "person_id" uuid NOT NULL,
         "stage" text NOT NULL,
         "method" text NOT NULL,
         "user_agent" text NOT NULL,
         "created_at" TIMESTAMP WITH TIME ZONE NOT NULL,
         "last_seen_at" TIMESTAMP WITH TIME ZONE NOT NULL,
         CONSTRAINT "session_stage" CHECK (stage IN ('SECOND_FACTOR', 'ENROLMENT', 'FULL')),
         CONSTRAINT "session_method" CHECK (method IN ('PASSWORD', 'OIDC')),
         CONSTRAINT "session_pkey" PRIMARY KEY ("id")
       )`,
    );
    await runner.query(`CREATE UNIQUE INDEX "session_token" ON "session" ("token_sha256")`);
    await runner.query(`CREATE INDEX "session_person" ON "session" ("person_id")`);
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const table of ['session', 'sign_in_failures', 'one_time_link', 'recovery_code', 'person']) {
      await runner.query(`DROP TABLE "${table}"`);
    }
  }
}
