import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { AuditLog } from '../audit/index.js';
import { Clock } from '../platform/clock/index.js';
import { parseRegister, type Municipality } from './register-file.js';

export interface ImportResult {
  readonly rows: number;
  readonly added: number;
  readonly changed: number;
  readonly unchanged: number;
}

const COLUMNS = `number, name, name_sami_or_kven, county_number, county_name, health_region, population,
  organization_number, email, language_form, sami_admin_area, website, longitude, latitude`;

/** Takes the register from its CSV file: all rows or none, and the same file twice changes nothing. */
@Injectable()
export class ImportRegister {
  constructor(
    private readonly dataSource: DataSource,
    private readonly audit: AuditLog,
    private readonly clock: Clock,
  ) {}

  /** Throws ServiceError REGISTER_INVALID that names every bad row. */
  async execute(csvText: string, actor: string): Promise<ImportResult> {
    const municipalities = parseRegister(csvText);
    return await this.dataSource.transaction(async (manager) => {
      const rows: { added: boolean }[] = await manager.query(
        `INSERT INTO municipality AS present (${COLUMNS})
         SELECT ${COLUMNS} FROM jsonb_to_recordset($1::jsonb) AS incoming(
           number text, name text, name_sami_or_kven text, county_number text, county_name text, health_region text,
           population integer, organization_number text, email text, language_form text, sami_admin_area boolean,
           website text, longitude double precision, latitude double precision)
         ON CONFLICT (number) DO UPDATE SET
           name = excluded.name, name_sami_or_kven = excluded.name_sami_or_kven,
           county_number = excluded.county_number, county_name = excluded.county_name,
           health_region = excluded.health_region, population = excluded.population,
           organization_number = excluded.organization_number, email = excluded.email,
           language_form = excluded.language_form, sami_admin_area = excluded.sami_admin_area,
           website = excluded.website, longitude = excluded.longitude, latitude = excluded.latitude
         WHERE (present.*) IS DISTINCT FROM (excluded.*)
         RETURNING (xmax = 0) AS added`,
        [JSON.stringify(municipalities.map(asRow))],
      );
      const added = rows.filter((row) => row.added).length;
      const result = {
        rows: municipalities.length,
        added,
        changed: rows.length - added,
        unchanged: municipalities.length - rows.length,
      };
      if (rows.length > 0) {
        await this.audit.record(manager, {
          at: this.clock.now(),
          actor,
          action: 'REGISTER_IMPORTED',
          subject: 'register',
          data: { ...result },
        });
      }
      return result;
    });
  }
}

function asRow(municipality: Municipality): Record<string, unknown> {
  return {
    number: municipality.number,
    name: municipality.name,
    name_sami_or_kven: municipality.nameSamiOrKven,
    county_number: municipality.countyNumber,
    county_name: municipality.countyName,
    health_region: municipality.healthRegion,
    population: municipality.population,
    organization_number: municipality.organizationNumber,
    email: municipality.email,
    language_form: municipality.languageForm,
    sami_admin_area: municipality.samiAdminArea,
    website: municipality.website,
    longitude: municipality.longitude,
    latitude: municipality.latitude,
  };
}
