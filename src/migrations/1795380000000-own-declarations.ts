import type { MigrationInterface, QueryRunner } from 'typeorm';

/** A municipality's own systems list its declarations page by page. */
export class OwnDeclarations1795380000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(
      'CREATE INDEX "declaration_organization" ON "declaration" ("organization_number", "issued_at", "reference")',
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP INDEX "declaration_organization"');
  }
}
