import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Each API key has the person who answers for it: who made it, or who answers for the key that made it. */
export class KeyOwners1795367000000 implements MigrationInterface {
  readonly name = 'KeyOwners1795367000000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE "api_key" ADD "owner" text');
    await runner.query(
      `WITH RECURSIVE owned AS (
         SELECT name, created_by AS owner FROM api_key WHERE created_by LIKE 'person:%'
         UNION ALL
         SELECT api_key.name, owned.owner FROM owned JOIN api_key ON api_key.created_by = 'key:' || owned.name
       )
       UPDATE api_key SET owner = owned.owner FROM owned WHERE owned.name = api_key.name`,
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE "api_key" DROP COLUMN "owner"');
  }
}
