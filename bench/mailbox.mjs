import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ImapFlow } from 'imapflow';
import PostalMime from 'postal-mime';
import { FetchMail } from '../dist/mailbox/fetch-mail.js';
import { ProcessInboundMessage } from '../dist/mailbox/process-inbound-message.js';
import { ImapSession } from '../dist/platform/imap/index.js';
import { MAIL_PASSWORD, MailServers } from '../dist/platform/mail-servers/index.js';
import { withBenchService } from './parts/bench-service.mjs';
import { median, rounded, timed } from './parts/figures.mjs';
import { progressLine } from './parts/in-child.mjs';
import { MemoryOfProcesses } from './parts/memory-of-processes.mjs';
import { printTable } from './parts/print-table.mjs';
import { importSyntheticCampaign } from './parts/synthetic-campaign.mjs';

const MESSAGES = 10_000;
const MESSAGES_A_ROUND = 500;
/** Warms both sides up and is not counted. */
const WARM_UP = 1;
/** Every so many messages a return of 1 MB and one of 5 MB; the others are letters with a small file. */
const EVERY_1_MB = 50;
const EVERY_5_MB = 200;
const ADDRESS = 'akson@hod.dep.no';
const MAX_MESSAGE_BYTES = 40 * 1024 * 1024;

export const options = { messages: { type: 'string' } };

/**
 * Takes in what lies in a mailbox on a real Dovecot, by the service's own path: fetched over its one long connection,
 * hashed and stored with its place and its audit event, committed. Bare imapflow fetches the same messages from the same
 * server in the same process, and postal-mime parses them; who is first changes from round to round. After each round the
 * service reads and classifies what it took in, which is timed apart.
 */
export async function measure({ messages = String(MESSAGES) } = {}) {
  const rounds = Math.max(WARM_UP + 2, Math.ceil(Number(messages) / MESSAGES_A_ROUND));
  const folder = await mkdtemp(join(tmpdir(), 'tilslutning-mail-'));
  const servers = await MailServers.start({ folder, accounts: [ADDRESS], folders: [] });
  try {
    return await withBenchService({ runsJobs: false }, (bench) => measureOn(servers, bench, rounds));
  } finally {
    await servers.remove();
  }
}

async function measureOn(servers, bench, rounds) {
  await importSyntheticCampaign(bench, 10);
  const imap = imapMailbox(servers);
  const session = await ImapSession.open(imap.server, { maxMessageBytes: MAX_MESSAGE_BYTES });
  const takeIn = () => bench.get(FetchMail).execute(session, imap, false);
  await takeIn();
  const progress = progressLine('messages');
  const memory = new MemoryOfProcesses();
  const times = { takenIn: [], read: [], bare: [] };
  for (let round = 0; round < rounds; round++) {
    await fill(servers, round);
    const first = round * MESSAGES_A_ROUND + 1;
    const ours = async () => times.takenIn.push(await timed(takeIn));
    const bare = async () =>
      times.bare.push(await timed(() => fetchAndParse(imap, first, first + MESSAGES_A_ROUND - 1)));
    for (const side of round % 2 === 0 ? [ours, bare] : [bare, ours]) await side();
    times.read.push(await timed(() => readAll(bench)));
    await assertTakenIn(bench.dataSource, (round + 1) * MESSAGES_A_ROUND);
    memory.endPart();
    progress((round + 1) / rounds);
  }
  await session.close();
  return report(times, memory.parts());
}

/** Reads and classifies what is stored, as many at a time as a worker does. */
async function readAll({ get, dataSource }) {
  const waiting = await dataSource.query(`SELECT id FROM inbound_message WHERE state = 'RECEIVED'`);
  const work = get(ProcessInboundMessage);
  const lane = async () => {
    for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) await work.perform(next.id);
  };
  await Promise.all(Array.from({ length: work.concurrency }, lane));
}

async function assertTakenIn(dataSource, expected) {
  const [{ stored, documents }] = await dataSource.query(
    `SELECT (SELECT count(*) FROM inbound_message WHERE classification = 'RETURN')::integer AS stored,
       (SELECT count(*) FROM return)::integer AS documents`,
  );
  if (stored !== expected || documents !== expected) {
    throw new Error(`Of ${expected} messages ${stored} are classified as returns, with ${documents} documents.`);
  }
}

function imapMailbox(servers) {
  return {
    server: {
      host: servers.host,
      port: servers.ports.imap,
      protection: 'NONE',
      user: ADDRESS,
      login: { kind: 'PASSWORD', password: MAIL_PASSWORD },
    },
    address: ADDRESS,
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

function report({ takenIn, read, bare }, memoryMb) {
  const counted = (ms) => ms.slice(WARM_UP);
  const both = takenIn.map((ms, round) => ms + read[round]);
  const rate = (ms) => Math.round((1000 * MESSAGES_A_ROUND) / median(counted(ms)));
  const against = (ms) => rounded(median(counted(ms.map((one, round) => one / bare[round]))));
  const row = (name, ms) => [
    name,
    rate(ms),
    (median(counted(ms)) / MESSAGES_A_ROUND).toFixed(2),
    against(ms).toFixed(2),
  ];
  printTable(
    [row('taken in', takenIn), row('taken in, read and classified', both), row('bare imapflow and postal-mime', bare)],
    { heading: ['', 'messages/s', 'ms/message', 'ratio'] },
  );
  const quarters = [1, 2, 3, 4].map((quarter) => memoryMb[Math.ceil((quarter * memoryMb.length) / 4) - 1]);
  console.log(`
Ratio ${against(takenIn)}: ${counted(bare).length} rounds of ${MESSAGES_A_ROUND} messages, each side first in turn, after ${WARM_UP} to warm up; of each ${EVERY_5_MB}
messages one of 5 MB and ${EVERY_5_MB / EVERY_1_MB - 1} of 1 MB. Taken in: fetched, hashed, stored and committed, each with its place and its audit
event. Read: parsed in a process of its own, classified, matched, and each document stored as a return.
Memory of this process and its reading processes at 1/4, 2/4, 3/4 and 4/4: ${quarters.map(({ endMb }) => endMb).join(', ')} MB.`);
  return {
    ratio: against(takenIn),
    ratioRead: against(both),
    reference: 'imapflow fetch and postal-mime parse of the same messages from the same Dovecot',
    peakMemoryMb: Math.max(...memoryMb.map(({ peakMb }) => peakMb)),
    memoryMbAtQuarters: quarters.map(({ endMb }) => endMb),
    messagesPerSecond: rate(takenIn),
    messagesPerSecondRead: rate(both),
    referenceMessagesPerSecond: rate(bare),
    messages: bare.length * MESSAGES_A_ROUND,
  };
}
