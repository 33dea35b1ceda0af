import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { Municipality } from './register-file.js';

const FIELDS = `number, name, name_sami_or_kven AS "nameSamiOrKven", county_number AS "countyNumber",
  county_name AS "countyName", health_region AS "healthRegion", population,
  organization_number AS "organizationNumber", email, language_form AS "languageForm",
  sami_admin_area AS "samiAdminArea", website, longitude, latitude`;

/** Look-ups in the register. */
@Injectable()
export class MunicipalityReadModel {
  constructor(private readonly dataSource: DataSource) {}

  /** The municipalities after `number` (exclusive), in the order of their numbers. */
  async page(after: string, limit: number): Promise<Municipality[]> {
    return await this.dataSource.query(
      `SELECT ${FIELDS} FROM municipality WHERE number > $1 ORDER BY number LIMIT $2`,
      [after, limit],
    );
  }

  /** The whole register, page by page. */
  async *all(pageSize = 1000): AsyncGenerator<Municipality> {
    let after = '';
    for (;;) {
      const page = await this.page(after, pageSize);
      yield* page;
      const last = page.at(-1);
      if (last === undefined || page.length < pageSize) return;
      after = last.number;
    }
  }

  async find(number: string): Promise<Municipality | null> {
    const rows: Municipality[] = await this.dataSource.query(`SELECT ${FIELDS} FROM municipality WHERE number = $1`, [
      number,
    ]);
    return rows[0] ?? null;
  }

  /** Every character that occurs in a name, in normalization form C. */
  async nameCharacters(): Promise<string> {
    const rows: { character: string }[] = await this.dataSource.query(
      `SELECT DISTINCT unnest(string_to_array(normalize(name || coalesce(name_sami_or_kven, ''), NFC), NULL)) AS character
       FROM municipality ORDER BY character`,
    );
    return rows.map((row) => row.character).join('');
  }
}
