import { readFile } from 'node:fs/promises';
import { parse, stringify } from 'yaml';
import { ImportCampaign } from '../../dist/campaigns/index.js';
import { packageFile } from '../../dist/platform/config/index.js';

/**
 * Replaces the real recipients by `size` made-up ones, in the database, so that this process's memory shows nothing of
 * it: numbers from 100000, names, populations and language forms of the real ones in turn, valid organisation numbers,
 * and addresses that cannot exist. The municipalities that get a copy stay.
 */
const SYNTHETIC_REGISTER = `
  WITH original AS (
    SELECT *, row_number() OVER (ORDER BY number) - 1 AS place, count(*) OVER () AS together
    FROM municipality WHERE health_region <> ALL($2::text[])
  ), organization AS (
    -- Weights 3 2 7 6 5 4 3 2, modulus 11; numbers whose check digit would be 10 are not given out.
    SELECT row_number() OVER (ORDER BY body) - 1 AS place, body, (11 - weighted % 11) % 11 AS check_digit
    FROM generate_series(80000000, 80000000 + 2 * $1::integer) AS body,
      LATERAL (SELECT sum(substr(body::text, digit, 1)::integer * (ARRAY[3, 2, 7, 6, 5, 4, 3, 2])[digit]) AS weighted
               FROM generate_series(1, 8) AS digit) AS total
    WHERE (11 - weighted % 11) % 11 <> 10
    LIMIT $1::integer
  ), removed AS (
    DELETE FROM municipality WHERE number IN (SELECT number FROM original)
  )
  INSERT INTO municipality (number, name, name_sami_or_kven, county_number, county_name, health_region, population,
    organization_number, email, language_form, sami_admin_area, website, longitude, latitude)
  SELECT (100000 + organization.place)::text, name, name_sami_or_kven, county_number, county_name, health_region,
    population, body::text || check_digit::text, 'postmottak@kommune-' || organization.place || '.example', language_form,
    sami_admin_area, 'kommune-' || organization.place || '.example', longitude, latitude
  FROM organization JOIN original ON original.place = organization.place % original.together`;

/** Makes the register and imports Akson 2020 for it. Returns the campaign's slug. */
export async function importSyntheticCampaign({ get, dataSource }, size) {
  const definition = parse(await readFile(packageFile('data', 'campaigns', 'akson-2020.yaml'), 'utf8'));
  const outside = definition.recipients.outsideHealthRegions;
  await dataSource.query(SYNTHETIC_REGISTER, [size, outside]);
  await dataSource.query('ANALYZE municipality');
  const [expect] = await dataSource.query(
    `SELECT count(*)::integer AS municipalities, sum(population)::double precision AS population
     FROM municipality WHERE health_region <> ALL($1::text[])`,
    [outside],
  );
  definition.recipients = { ...definition.recipients, exceptions: [], expect };
  await get(ImportCampaign).execute({
    yaml: stringify(definition),
    fileName: 'akson-2020.yaml',
    actor: 'system:bench',
    simulated: true,
  });
  return definition.slug;
}
