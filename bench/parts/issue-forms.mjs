/** Measures one size in this process, which holds nothing else: `node bench/parts/issue-forms.mjs SIZE ROUNDS FLOOR`. */
import { StartIssuing } from '../../dist/issuing/index.js';
import { IssueCampaign } from '../../dist/issuing/issue-campaign.js';
import { MunicipalityReadModel } from '../../dist/municipalities/index.js';
import { withBenchService } from './bench-service.mjs';
import { peakMemoryMb, timed } from './figures.mjs';
import { IssueFloor } from './issue-floor.mjs';
import { importSyntheticCampaign } from './synthetic-campaign.mjs';

const [size, rounds, floorForms] = process.argv.slice(2).map(Number);
const figures = await withBenchService({ runsJobs: false }, (bench) => measureSize(bench));
process.send(figures);
process.disconnect();

async function measureSize(bench) {
  const { get, dataSource, databaseUrl, sealKey } = bench;
  const slug = await importSyntheticCampaign(bench, size);
  const dryRunMs = await timed(() => get(StartIssuing).execute(slug, 'system:bench'));
  const dryRunPeakMb = peakMemoryMb();
  const [{ id }] = await dataSource.query('SELECT id FROM campaign WHERE slug = $1', [slug]);
  const floor = await IssueFloor.open(databaseUrl, sealKey);
  const issueMs = [];
  const floorMs = [];
  let rowBytes = 0;
  let started = performance.now();
  const restMs = await timed(async () => {
    const pages = slicedPages(get(MunicipalityReadModel), dataSource, async (issued) => {
      issueMs.push(performance.now() - started);
      if (rowBytes === 0) rowBytes = await revisionBytes(dataSource);
      floorMs.push(await timed(() => floor.run(floorForms, rowBytes)));
      process.send({ progress: issued / size });
      started = performance.now();
    });
    try {
      await get(IssueCampaign).perform(id);
    } finally {
      pages.restore();
    }
  });
  await floor.close();
  const [counts] = await dataSource.query(
    `SELECT (SELECT count(*)::integer FROM form) AS forms, (SELECT count(*)::integer FROM declaration) AS declarations,
       (SELECT count(*)::integer FROM letter WHERE kind = 'INVITATION') AS invitations,
       (SELECT count(*)::integer FROM issuing_result WHERE outcome = 'ISSUED') AS issued,
       (SELECT state FROM campaign) AS state`,
  );
  const complete = ['forms', 'declarations', 'invitations', 'issued'].every((name) => counts[name] === size);
  if (!complete || counts.state !== 'RUNNING' || issueMs.length !== rounds) {
    throw new Error(
      `Not ${size} of each in ${rounds} rounds: ${JSON.stringify({ ...counts, rounds: issueMs.length })}`,
    );
  }
  await assertSoundForms(dataSource);
  return {
    size,
    issueMs,
    floorMs,
    floorForms,
    rowBytes,
    dryRunMs,
    finishMs: restMs - sumOf(issueMs) - sumOf(floorMs),
    dryRunPeakMb,
    peakMb: peakMemoryMb(),
  };
}

/**
 * Lets the issuing read its recipients page by page as ever, but holds it after every slice of them, when all of
 * them are issued and committed, until `between` is done.
 */
function slicedPages(municipalities, dataSource, between) {
  const slice = size / rounds;
  let given = 0;
  let nextStop = slice;
  municipalities.page = async (after, limit) => {
    // The end of the issuing reads the register once more, for the copies.
    if (given >= nextStop && nextStop <= size) {
      await untilIssued(dataSource, given);
      await between(given);
      nextStop += slice;
    }
    const page = await MunicipalityReadModel.prototype.page.call(municipalities, after, limit);
    given += page.filter((municipality) => municipality.number >= '100000' && municipality.number.length === 6).length;
    return page;
  };
  return { restore: () => delete municipalities.page };
}

async function untilIssued(dataSource, count) {
  for (;;) {
    const [row] = await dataSource.query('SELECT count(*)::integer AS issued FROM issuing_result');
    if (row.issued >= count) return;
    await new Promise((resolve) => setTimeout(resolve, 2));
  }
}

/** Some forms, put together again, have the SHA-256 that was noted when they were issued. */
async function assertSoundForms(dataSource) {
  const [row] = await dataSource.query(
    `SELECT count(*)::integer AS looked_at,
       count(*) FILTER (WHERE encode(sha256(template.bytes || form.revision), 'hex') = form.sha256)::integer AS sound
     FROM (SELECT * FROM form ORDER BY declaration_id LIMIT 100) AS form
     JOIN form_template AS template ON template.id = form.template_id`,
  );
  if (row.looked_at !== 100 || row.sound !== 100)
    throw new Error(`Only ${row.sound} of ${row.looked_at} forms are sound.`);
}

/** What the database keeps of one form, on average. */
async function revisionBytes(dataSource) {
  const [row] = await dataSource.query('SELECT avg(length(revision))::integer AS bytes FROM form');
  return row.bytes;
}

function sumOf(values) {
  return values.reduce((total, value) => total + value, 0);
}
