import { StartIssuing } from '../dist/issuing/index.js';
import { IssueCampaign } from '../dist/issuing/issue-campaign.js';
import { asMail, BareNodemailer } from './parts/bare-nodemailer.mjs';
import { withBenchService } from './parts/bench-service.mjs';
import { median, peakMemoryMb, rounded, sum, timed } from './parts/figures.mjs';
import { progressLine } from './parts/in-child.mjs';
import { printTable } from './parts/print-table.mjs';
import { importSyntheticCampaign } from './parts/synthetic-campaign.mjs';

const ROUNDS = 12;
const LETTERS_A_ROUND = 250;
/** The first rounds warm both sides up and are not counted. */
const WARM_UP = 2;
/** As many as the service's own transport opens. */
const CONNECTIONS = 6;

/**
 * Sends the invitations of a campaign (text, HTML, form, enclosure, calendar entries) by the service's own path: due
 * row, queue, claim, compose, SMTP, outcome and audit event committed. The same letters, taken apart, then go by bare
 * nodemailer to the same sink in the same process. Both in rounds, in turn.
 */
export async function measure() {
  return await withBenchService({ runsJobs: true }, async (bench) => {
    const { service, dataSource, clock } = bench;
    const total = ROUNDS * LETTERS_A_ROUND;
    await issueWithoutSending(bench, total);
    const bare = new BareNodemailer(service.smtp, CONNECTIONS);
    const progress = progressLine('letters');
    const oursMs = [];
    const bareMs = [];
    let bytes = 0;
    for (let round = 1; round <= ROUNDS; round++) {
      clock.moveTo(new Date(clock.now().getTime() + 60_000));
      oursMs.push(await timed(() => service.jobs.settle()));
      const sent = await capturedAt(dataSource, clock.now());
      if (sent.length !== LETTERS_A_ROUND) {
        throw new Error(`Round ${round} brought ${sent.length} letters to the sink, not ${LETTERS_A_ROUND}.`);
      }
      bytes += sum(sent.map(({ raw }) => raw.length));
      const mails = await Promise.all(sent.map(asMail));
      bareMs.push(await timed(() => bare.send(mails)));
      progress(round / ROUNDS);
    }
    bare.close();
    await assertAllSent(dataSource, total);
    return report(oursMs.slice(WARM_UP), bareMs.slice(WARM_UP), bytes / total);
  });
}

/** Issues, and puts the invitations off to one minute after another, so that each round has its own. */
async function issueWithoutSending(bench, total) {
  const { get, dataSource, clock } = bench;
  const slug = await importSyntheticCampaign(bench, total);
  await get(StartIssuing).execute(slug, 'system:bench');
  const [{ id }] = await dataSource.query('SELECT id FROM campaign WHERE slug = $1', [slug]);
  // Called here and not by the job runner, which would go on to send what falls due.
  await get(IssueCampaign).perform(id);
  await dataSource.query(
    `WITH planned AS (
       SELECT id, ceil(row_number() OVER (ORDER BY kind = 'INVITATION' DESC, id) / $2::numeric) AS round FROM letter
     )
     UPDATE letter SET due_at = $1::timestamptz + planned.round * interval '1 minute'
     FROM planned WHERE letter.id = planned.id`,
    [clock.now().toISOString(), LETTERS_A_ROUND],
  );
  await dataSource.query('VACUUM ANALYZE');
}

/** What the service's sink took at one instant of the simulated clock. */
async function capturedAt(dataSource, instant) {
  return await dataSource.query('SELECT envelope_from, recipient, raw FROM captured_message WHERE captured_at = $1', [
    instant.toISOString(),
  ]);
}

async function assertAllSent(dataSource, total) {
  const [row] = await dataSource.query(
    `SELECT count(*)::integer AS sent FROM letter WHERE kind = 'INVITATION' AND state = 'SENT'`,
  );
  if (row.sent !== total) throw new Error(`${row.sent} of ${total} letters were sent.`);
}

function report(oursMs, bareMs, letterBytes) {
  const perLetter = (ms) => median(ms) / LETTERS_A_ROUND;
  const row = (name, ms) => [
    name,
    Math.round(1000 / perLetter(ms)),
    perLetter(ms).toFixed(2),
    (Math.min(...ms) / LETTERS_A_ROUND).toFixed(2),
    (Math.max(...ms) / LETTERS_A_ROUND).toFixed(2),
  ];
  printTable([row('the service', oursMs), row('bare nodemailer', bareMs)], {
    heading: ['', 'letters/s', 'ms/letter', 'least', 'most'],
  });
  const ratio = rounded(median(oursMs.map((ms, round) => ms / bareMs[round])));
  console.log(`
Ratio ${ratio}: ${oursMs.length} rounds of ${LETTERS_A_ROUND} letters of ${Math.round(letterBytes / 1024)} kB in turn, ${CONNECTIONS} connections each, after ${WARM_UP} to warm up.
Ours: due row, queue, claim, compose, SMTP, outcome and audit event committed. Bare: nodemailer's sendMail with the same
texts and attachments. Both to the service's own sink, which stores every message before it says 250.`);
  return {
    ratio,
    reference: 'nodemailer sendMail with the same texts and attachments over as many connections to the same sink',
    peakMemoryMb: peakMemoryMb(),
    lettersPerSecond: Math.round(1000 / perLetter(oursMs)),
    referenceLettersPerSecond: Math.round(1000 / perLetter(bareMs)),
    letters: 2 * ROUNDS * LETTERS_A_ROUND,
    letterBytes: Math.round(letterBytes),
  };
}
