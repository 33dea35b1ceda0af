const STATEMENTS = [
  `INSERT INTO municipality (number, name, county_number, county_name, health_region, population, organization_number,
     email, language_form, sami_admin_area, website, longitude, latitude)
   SELECT (100000 + n)::text, 'K' || n, county_number, county_name, health_region, population, (800000000 + n)::text,
     'k' || n || '@k.example', language_form, sami_admin_area, website, longitude, latitude
   FROM generate_series(1, $1::integer) AS n
   JOIN (SELECT municipality.*, row_number() OVER (ORDER BY number) - 1 AS place, count(*) OVER () AS together
         FROM municipality JOIN declaration ON municipality_number = number) AS original
     ON original.place = n % original.together`,
  `INSERT INTO declaration (id, campaign_id, municipality_number, reference, case_token, portal_link_hash,
     portal_link_version, language, recipient_name, recipient_email, organization_number, population, issued_at,
     deadline_version, return_state, due_on, changed_at, name_order, search_text, resolution)
   SELECT md5('d' || n)::uuid, campaign_id, (100000 + n)::text, 'R' || n, 'T' || n, 'H' || n, 1, language, 'K' || n,
     'k' || n || '@k.example', (800000000 + n)::text, municipality.population, issued_at, 1,
     CASE WHEN n % 3 = 0 THEN 'ACCEPTED' WHEN n % 100 = 1 THEN 'NEEDS_REVIEW' ELSE 'NONE' END,
     due_on + n % 30, issued_at + make_interval(secs => n), 'k' || n, (100000 + n) || ' k' || n || ' r' || n,
     CASE WHEN n % 3 = 0 THEN 'ADOPTED' WHEN n % 100 = 2 THEN 'DECLINED' END
   FROM (SELECT * FROM declaration LIMIT 1) AS one, generate_series(1, $1::integer) AS n
   JOIN municipality ON municipality.number = (100000 + n)::text`,
  `INSERT INTO deadline (declaration_id, version, kind, due_on, starts_at, granted_by)
   SELECT id, 1, 'ORIGINAL', due_on, issued_at, 'a' FROM declaration ON CONFLICT DO NOTHING`,
  `INSERT INTO form (declaration_id, template_id, revision, byte_length, sha256, issued_at)
   SELECT declaration.id, one.template_id, '', 84000, encode(sha256(declaration.id::text::bytea), 'hex'), one.issued_at
   FROM (SELECT * FROM form LIMIT 1) AS one, declaration ON CONFLICT DO NOTHING`,
  `INSERT INTO letter (id, campaign_id, declaration_id, kind, slot, message_id, recipient_name, recipient_email, language,
     data, state, created_at, due_at)
   SELECT gen_random_uuid(), campaign_id, id, kind, '', kind || reference || '@x', 'n', recipient_email, 'nb', '{}', 'SENT',
     issued_at + make_interval(secs => population % 100), issued_at
   FROM declaration, unnest(ARRAY['INVITATION', 'REMINDER', 'RECEIPT']) AS kind`,
  `INSERT INTO return_state_change (declaration_id, at, state, method)
   SELECT id, issued_at + interval '1 day', return_state, 'PADES' FROM declaration WHERE return_state <> 'NONE'`,
  `INSERT INTO resolution (id, declaration_id, outcome, decided_on, recorded_at, recorded_by)
   SELECT gen_random_uuid(), id, resolution, '2020-06-01', issued_at, 'a' FROM declaration WHERE resolution IS NOT NULL`,
  `INSERT INTO captured_message (id, recipient, message_id, envelope_from, subject, raw, sha256, captured_at, deliveries)
   SELECT gen_random_uuid(), 'r', 'm' || n, 'f', 's', '', 'h' || n, '2020-04-24'::timestamptz + make_interval(secs => n), 1
   FROM generate_series(1, $1::integer) AS n`,
];

/**
 * Makes `rows` declarations more in the campaign that was issued, each with what it has in mid-campaign: numbers from
 * 100001, references R1, R2 …, ids that are the MD5 of d1, d2 …, places and populations of the real ones in turn,
 * deadlines over thirty days.
 */
export async function fillCampaign(dataSource, rows) {
  for (const statement of STATEMENTS) await dataSource.query(statement, statement.includes('$1') ? [rows] : []);
  await dataSource.query('VACUUM ANALYZE');
}
