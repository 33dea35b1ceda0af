import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ImapFlow } from 'imapflow';
import PostalMime from 'postal-mime';
import { WatchMailbox } from '../dist/mailbox/index.js';
import { MAIL_PASSWORD, MailServers } from '../dist/platform/mail-servers/index.js';
import { withBenchService } from './parts/bench-service.mjs';
import { median, peakMemoryMb, rounded, timed } from './parts/figures.mjs';
import { progressLine } from './parts/in-child.mjs';
import { printTable } from './parts/print-table.mjs';
import { importSyntheticCampaign } from './parts/synthetic-campaign.mjs';

const ROUNDS = 10;
const MESSAGES_A_ROUND = 1000;
/** Warms both sides up and is not counted. */
const WARM_UP = 1;
/** Every so many messages a return of 1 MB and one of 5 MB; the others are letters with a small file. */
const EVERY_1_MB = 50;
const EVERY_5_MB = 200;
const ADDRESS = 'akson@hod.dep.no';

/**
 * Takes in what lies in a mailbox on a real Dovecot: fetched, hashed and stored with its audit event, committed. Then
 * bare imapflow fetches the same messages from the same server in the same process, and postal-mime parses them.
 */
export async function measure() {
  const folder = await mkdtemp(join(tmpdir(), 'tilslutning-mail-'));
  const servers = await MailServers.start({ folder, accounts: [ADDRESS] });
  try {
    return await withBenchService({ runsJobs: false }, (bench) => measureOn(servers, bench));
  } finally {
    await servers.remove();
  }
}

async function measureOn(servers, bench) {
  await importSyntheticCampaign(bench, 10);
  const [{ address }] = await bench.dataSource.query(
    `SELECT lower(definition #>> '{mailbox,address}') AS address FROM campaign`,
  );
  const imap = imapMailbox(servers, address);
  const watch = bench.get(WatchMailbox);
  await watch.lookOnce(imap);
  const progress = progressLine('messages');
  const oursMs = [];
  const bareMs = [];
  const memoryMb = [];
  for (let round = 0; round < ROUNDS; round++) {
    await fill(servers, round);
    oursMs.push(await timed(() => watch.lookOnce(imap)));
    const [{ stored }] = await bench.dataSource.query('SELECT count(*)::integer AS stored FROM inbound_message');
    if (stored !== (round + 1) * MESSAGES_A_ROUND)
      throw new Error(`${stored} messages are stored after round ${round}.`);
    const first = round * MESSAGES_A_ROUND + 1;
    bareMs.push(await timed(() => fetchAndParse(imap, first, first + MESSAGES_A_ROUND - 1)));
    memoryMb.push(Math.round(process.memoryUsage().rss / 1024 / 1024));
    progress((round + 1) / ROUNDS);
  }
  return report(oursMs.slice(WARM_UP), bareMs.slice(WARM_UP), memoryMb);
}

function imapMailbox(servers, address) {
  return {
    server: {
      host: servers.host,
      port: servers.ports.imap,
      protection: 'NONE',
      user: ADDRESS,
      login: { kind: 'PASSWORD', password: MAIL_PASSWORD },
    },
    address,
    folder: 'INBOX',
    archiveFolder: 'Archive',
    reviewFolder: 'Review',
    since: null,
    pollMs: 90_000,
  };
}

async function fill(servers, round) {
  const mailbox = servers.mailbox(ADDRESS);
  for (let n = 0; n < MESSAGES_A_ROUND; n++) {
    const bytes = n % EVERY_5_MB === 0 ? 5_000_000 : n % EVERY_1_MB === 0 ? 1_000_000 : 6_000;
    await mailbox.add(message(`${round}.${n}`, bytes));
  }
}

/** A return as a municipality's mail program sends it: a few words and a PDF in base64. */
function message(id, bytes) {
  const pdf = Buffer.alloc(bytes, `%PDF-1.7 ${id} `).toString('base64').replaceAll(/.{76}/g, '$&\r\n');
  const lines = [
    'From: Postmottak <post@lillevik.example>',
    `To: ${ADDRESS}`,
    `Subject: =?utf-8?Q?Erkl=C3=A6ring_${id}?=`,
    `Message-ID: <${id}@lillevik.example>`,
    'Date: Fri, 24 Apr 2020 09:00:00 +0200',
    'MIME-Version: 1.0',
    'Content-Type: multipart/mixed; boundary=grense',
    '',
    '--grense',
    'Content-Type: text/plain; charset=utf-8',
    '',
    'Vedlagt følger erklæringen.',
    '--grense',
    'Content-Type: application/pdf; name=erklaring.pdf',
    'Content-Disposition: attachment; filename=erklaring.pdf',
    'Content-Transfer-Encoding: base64',
    '',
    pdf,
    '--grense--',
    '',
  ];
  return Buffer.from(lines.join('\r\n'));
}

async function fetchAndParse({ server }, first, last) {
  const { host, port, user, login } = server;
  const client = new ImapFlow({
    host,
    port,
    secure: false,
    doSTARTTLS: false,
    auth: { user, pass: login.password },
    logger: false,
  });
  await client.connect();
  await client.mailboxOpen('INBOX');
  let count = 0;
  for await (const { source } of client.fetch(`${first}:${last}`, { uid: true, source: true }, { uid: true })) {
    await PostalMime.parse(source);
    count++;
  }
  await client.logout();
  if (count !== last - first + 1) throw new Error(`imapflow fetched ${count} messages.`);
}

function report(oursMs, bareMs, memoryMb) {
  const rate = (ms) => Math.round((1000 * MESSAGES_A_ROUND) / median(ms));
  const row = (name, ms) => [name, rate(ms), (median(ms) / MESSAGES_A_ROUND).toFixed(2)];
  printTable([row('the service', oursMs), row('imapflow and postal-mime', bareMs)], {
    heading: ['', 'messages/s', 'ms/message'],
  });
  const ratio = rounded(median(oursMs.map((ms, round) => ms / bareMs[round])));
  console.log(`
Ratio ${ratio}: ${oursMs.length} rounds of ${MESSAGES_A_ROUND} messages in turn, after ${WARM_UP} to warm up; of each ${EVERY_5_MB}, one of 5 MB and
${EVERY_5_MB / EVERY_1_MB - 1} of 1 MB. Ours: fetched, hashed, stored and committed, each with its audit event. Memory after each round: ${memoryMb.join(', ')} MB.`);
  return {
    ratio,
    reference: 'imapflow fetch and postal-mime parse of the same messages from the same Dovecot',
    peakMemoryMb: peakMemoryMb(),
    memoryMbAfterRounds: memoryMb,
    messagesPerSecond: rate(oursMs),
    referenceMessagesPerSecond: rate(bareMs),
    messages: ROUNDS * MESSAGES_A_ROUND,
  };
}
