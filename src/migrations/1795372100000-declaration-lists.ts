import type { MigrationInterface, QueryRunner } from 'typeorm';

/** A name in small letters whatever the database's locale, which need not know those beyond ASCII. */
const LOWER = `lower(translate(recipient_name, 'ÆØÅÁČĐŊŠŦŽÄÖÏ', 'æøåáčđŋšŧžäöï'))`;

/** What lists of declarations are filtered, sorted and searched by, beside the histories that it comes from. */
export class DeclarationLists1795372100000 implements MigrationInterface {
  readonly name = 'DeclarationLists1795372100000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(
      `ALTER TABLE "declaration" ADD "due_on" date, ADD "resolution" text, ADD "changed_at" TIMESTAMP WITH TIME ZONE, ADD "name_order" text COLLATE "C", ADD "search_text" text`,
    );
    await runner.query(`
      UPDATE declaration SET
        due_on = (SELECT due_on FROM deadline
          WHERE declaration_id = declaration.id AND version = declaration.deadline_version),
        resolution = (SELECT outcome FROM resolution
          WHERE declaration_id = declaration.id ORDER BY recorded_at DESC, id DESC LIMIT 1),
        changed_at = greatest(issued_at, withdrawn_at,
          (SELECT max(at) FROM return_state_change WHERE declaration_id = declaration.id),
          (SELECT max(recorded_at) FROM resolution WHERE declaration_id = declaration.id),
          (SELECT max(starts_at) FROM deadline WHERE declaration_id = declaration.id)),
        name_order = trim(regexp_replace(
          translate(${LOWER}, 'æøåáčđŋšŧžäöïéèêëüóòôâàíìú', '{|}acdnstz{|ieeeeuoooaaiiu'), '[^a-z0-9{|}]+', ' ', 'g')),
        search_text = trim(regexp_replace(replace(replace(
          concat_ws(' ', municipality_number,
            translate(${LOWER}, 'øåáčđŋšŧžäöïéèêëüóòôâàíìú', 'oaacdnstzaoieeeeuoooaaiiu'),
            lower(reference), organization_number),
          'æ', 'ae'), 'aa', 'a'), '[^a-z0-9]+', ' ', 'g'))`);
    await runner.query(
      `ALTER TABLE "declaration" ALTER "due_on" SET NOT NULL, ALTER "changed_at" SET NOT NULL, ALTER "name_order" SET NOT NULL, ALTER "search_text" SET NOT NULL, ADD CONSTRAINT "declaration_resolution" CHECK ("resolution" IN ('ADOPTED', 'DECLINED', 'POSTPONED'))`,
    );
    await runner.query(
      `CREATE INDEX "declaration_by_name" ON "declaration" ("campaign_id", "name_order", "municipality_number")`,
    );
    await runner.query(
      `CREATE INDEX "declaration_by_population" ON "declaration" ("campaign_id", "population", "municipality_number")`,
    );
    await runner.query(
      `CREATE INDEX "declaration_by_deadline" ON "declaration" ("campaign_id", "due_on", "municipality_number")`,
    );
    await runner.query(
      `CREATE INDEX "declaration_by_change" ON "declaration" ("campaign_id", "changed_at", "municipality_number")`,
    );
    await runner.query(`CREATE INDEX "letter_by_state" ON "letter" ("campaign_id", "state", "created_at", "id")`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP INDEX "letter_by_state"');
    for (const index of ['change', 'deadline', 'population', 'name']) {
      await runner.query(`DROP INDEX "declaration_by_${index}"`);
    }
    await runner.query(
      'ALTER TABLE "declaration" DROP "search_text", DROP "name_order", DROP "changed_at", DROP "resolution", DROP "due_on"',
    );
  }
}
