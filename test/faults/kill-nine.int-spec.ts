import { randomBytes } from 'node:crypto';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import pg from 'pg';
import { eventually, ServiceHome } from '../support/service-process.js';
import { CampaignRecords } from './campaign-records.js';
import { type KillFacts, type KillMoment, runKillCycle } from './kill-cycle.js';
import { PersistentSender } from './persistent-sender.js';
import { type Case, prepareDeliveries } from './prepared-deliveries.js';
import { SeededMoments } from './seeded-moments.js';
import { type SmallCampaign, smallCampaign } from './small-campaign.js';

/** TILSLUTNING_KILL_SEED draws the moments of an earlier run again. */
const seed = process.env['TILSLUTNING_KILL_SEED'] ?? randomBytes(4).toString('hex');
const moments = new SeededMoments(seed);
const RECIPIENTS = 60;
const COPIED = 10;
const KILLS = 25;
/** As many in each wave of reminders, and the rest while taking in. */
const KILLS_ISSUING = 8;
const KILLS_PER_WAVE = 2;
const LIMIT_MS = 900_000;

let home: ServiceHome;
let campaign: SmallCampaign;
let pool: pg.Pool;
let records: CampaignRecords;
let apiKey: string;
const kills: KillFacts[] = [];

async function command(...args: string[]): Promise<string> {
  const { code, stdout, stderr } = await home.run(args);
  if (code !== 0) throw new Error(`${args.join(' ')} ended with ${code}: ${stderr}`);
  return stdout;
}

/** One that came too late to interrupt anything does not count: another makes up for it while taking in. */
async function killAt(wanted: readonly KillMoment[]): Promise<void> {
  for (const moment of wanted) {
    const facts = await runKillCycle(home, moment);
    if (facts.left > 0) kills.push(facts);
  }
}

async function readForm(reference: string): Promise<Uint8Array> {
  const headers = { authorization: `Bearer ${apiKey}` };
  const response = await fetch(`${home.url}/api/v1/declarations/${reference}/form`, { headers });
  if (!response.ok) throw new Error(`The form of ${reference} is not to be had: ${response.status}`);
  return new Uint8Array(await response.arrayBuffer());
}

const settled = (): Promise<unknown> =>
  eventually('everything that is due is done', async () => (await records.due(new Date())) === 0, 240_000, 50);

beforeAll(async () => {
  home = await ServiceHome.create();
  campaign = smallCampaign(new Date(), RECIPIENTS, COPIED);
  await writeFile(join(home.folder, 'register.csv'), campaign.register);
  await writeFile(join(home.folder, 'campaign.yaml'), campaign.campaign);
  await home.start();
  pool = await home.database();
  records = new CampaignRecords(pool);
  await command('municipalities', 'import', join(home.folder, 'register.csv'));
  await command('campaigns', 'import', join(home.folder, 'campaign.yaml'));
  apiKey = (await command('keys', 'create', 'fagsystem', '--role', 'integration', 'reader')).trim();
});

afterAll(async () => {
  console.log(`seed ${seed}\n${kills.map((kill, index) => `${index + 1}. ${JSON.stringify(kill)}`).join('\n')}`);
  await home?.dispose();
});

describe(`a service that is killed at ${KILLS} random moments, seed ${seed}`, () => {
  it(
    'issues to each municipality once',
    async () => {
      const left = async (): Promise<number> =>
        (await records.count(`campaign WHERE state = 'ISSUING'`)) +
        (await records.count(`letter WHERE state = 'PLANNED' AND due_at <= now()`));
      const sending = (sent: number): KillMoment => ({
        phase: 'issuing',
        at: `${sent} invitations sent`,
        reached: async () => (await records.lettersSent('INVITATION')) >= sent,
        delayMs: moments.between(0, 25),
        left,
      });
      await command('campaigns', 'issue', campaign.slug);
      const whileMaking = [1, 2].map((): KillMoment => ({
        phase: 'issuing',
        at: 'forms being made',
        reached: () => records.count(`campaign WHERE state = 'ISSUING' AND queued_at IS NOT NULL`).then(Boolean),
        delayMs: moments.between(0, 600),
        left,
      }));
      const whileSending = moments.distinct(KILLS_ISSUING - whileMaking.length, 1, RECIPIENTS - 10).map(sending);
      await killAt([...whileMaking, ...whileSending]);
      await settled();

      expect(
        await records.rows(
          `SELECT (SELECT count(*)::integer FROM declaration) AS declarations,
         (SELECT count(DISTINCT sha256)::integer FROM form) AS forms,
         (SELECT count(*)::integer FROM deadline) AS deadlines,
         (SELECT count(*)::integer FROM issuing_result WHERE outcome = 'ISSUED') AS results,
         (SELECT count(*)::integer FROM reminder WHERE state = 'PLANNED') AS reminders,
         (SELECT count(*)::integer FROM letter WHERE kind = 'INVITATION' AND state = 'SENT') AS invitations,
         (SELECT count(*)::integer FROM letter WHERE kind = 'COPY' AND state = 'SENT') AS copies,
         (SELECT count(*)::integer FROM audit_event WHERE action = 'CAMPAIGN_ISSUED') AS ends`,
        ),
      ).toEqual([
        {
          declarations: RECIPIENTS,
          forms: RECIPIENTS,
          deadlines: RECIPIENTS,
          results: RECIPIENTS,
          reminders: RECIPIENTS * campaign.slots.length,
          invitations: RECIPIENTS,
          copies: campaign.copies,
          ends: 1,
        },
      ]);
      expect(await records.lettersNotCapturedOnce()).toEqual([]);
    },
    LIMIT_MS,
  );

  it(
    'reminds each municipality once in each slot',
    async () => {
      const left = (): Promise<number> =>
        Promise.all([
          records.count(`reminder WHERE state = 'PLANNED' AND due_at <= now()`),
          records.count(`letter WHERE state = 'PLANNED' AND due_at <= now()`),
        ]).then(([reminders, letters]) => reminders + letters);
      // The last two fall due together, as after downtime: they become one.
      const waves = [...campaign.slots.slice(0, -2).map((slot) => [slot]), campaign.slots.slice(-2)];
      let before = 0;
      for (const wave of waves) {
        // The service's clock is the real one, so the days until a slot are skipped by moving the slot.
        for (const [index, slot] of wave.entries()) {
          await pool.query(
            `UPDATE reminder SET planned_at = now() - make_interval(mins => $2), due_at = now() - make_interval(mins => $2)
           WHERE slot = $1 AND state = 'PLANNED'`,
            [slot, wave.length - index],
          );
        }
        const start = before;
        const killsHere = moments.distinct(KILLS_PER_WAVE, 0, RECIPIENTS - 10).map((count): KillMoment => {
          const byLetter = moments.between(0, 1) === 1;
          return {
            phase: 'reminding',
            at: `${wave.join(' and ')}: ${count} reminders ${byLetter ? 'sent' : 'settled'}`,
            reached: async () =>
              (byLetter
                ? await records.lettersSent('REMINDER')
                : await records.count(`reminder WHERE state = 'SENT'`)) >=
              start + count,
            delayMs: moments.between(0, 25),
            left,
          };
        });
        await killAt(killsHere);
        await settled();
        before += RECIPIENTS;
      }

      expect(
        await records.rows(
          'SELECT slot, state, count(*)::integer AS count FROM reminder GROUP BY slot, state ORDER BY slot DESC, state',
        ),
      ).toEqual(
        campaign.slots
          .map((slot, index) => ({
            slot,
            state: index === campaign.slots.length - 2 ? 'MISSED' : 'SENT',
            count: RECIPIENTS,
          }))
          .toSorted((one, other) => (one.slot < other.slot ? 1 : -1)),
      );
      expect(
        await records.rows(
          `SELECT slot, count(*)::integer AS letters, count(DISTINCT declaration_id)::integer AS municipalities
       FROM letter WHERE kind = 'REMINDER' AND state = 'SENT' GROUP BY slot ORDER BY slot`,
        ),
      ).toEqual(
        campaign.slots
          .filter((_slot, index) => index !== campaign.slots.length - 2)
          .toSorted()
          .map((slot) => ({ slot, letters: RECIPIENTS, municipalities: RECIPIENTS })),
      );
      expect(await records.repeatedEvents(['REMINDER_SENT', 'REMINDER_MISSED'])).toEqual([]);
      expect(await records.lettersNotCapturedOnce()).toEqual([]);
    },
    LIMIT_MS,
  );

  it(
    'takes in everything that it said it holds, once',
    async () => {
      const cases = await records.rows<Case>(
        `SELECT reference, case_token AS "caseToken", recipient_email AS email FROM declaration
       ORDER BY municipality_number`,
      );
      const { deliveries, documents, messages, questions } = await prepareDeliveries(cases, campaign.mailbox, readForm);
      const sender = new PersistentSender({ url: home.url, smtpPort: home.smtpPort, apiKey });
      const done = async (): Promise<number> =>
        (await records.count(`inbound_message WHERE state <> 'RECEIVED'`)) +
        (await records.count(`return WHERE state <> 'RECEIVED'`));
      const sending = sender.send(deliveries, 3);
      try {
        const counts = moments.distinct(KILLS - kills.length, 0, documents + messages - 12);
        const killing = killAt(
          counts.map((count): KillMoment => ({
            phase: 'taking in',
            at: `${count} messages and documents done`,
            reached: async () => (await done()) >= count,
            delayMs: moments.between(0, 60),
            left: async () => documents + messages - (await done()),
          })),
        );
        // Together, so that a delivery that is refused ends the test at once.
        await Promise.all([killing, sending]);
        await settled();
      } finally {
        sender.stop();
        await sending.catch(() => undefined);
      }

      expect(sender.acknowledged).toHaveLength(deliveries.length);
      const mails = sender.acknowledged.filter(({ delivery }) => delivery.way !== 'REST_RETURN');
      expect(
        await records.rows<{ sha256: string }>(
          `SELECT sha256 FROM inbound_message WHERE state = 'PROCESSED' AND classification IS NOT NULL ORDER BY sha256`,
        ),
      ).toEqual(mails.map(({ sha256 }) => ({ sha256 })).toSorted((one, other) => (one.sha256 < other.sha256 ? -1 : 1)));
      // One document for each municipality, verified once and answered once, to whom it belongs.
      expect(
        await records.rows(
          `SELECT count(*)::integer AS returns, count(DISTINCT return.declaration_id)::integer AS declarations,
         count(DISTINCT return.sha256)::integer AS documents, count(verified_at)::integer AS verified,
         min(return.attempts) AS "leastAttempts", max(return.attempts) AS "mostAttempts"
       FROM return JOIN declaration ON declaration.id = return.declaration_id`,
        ),
      ).toEqual([
        {
          returns: documents,
          declarations: documents,
          documents,
          verified: documents,
          leastAttempts: 1,
          mostAttempts: 1,
        },
      ]);
      expect(
        await records.rows(
          `SELECT state, count(*)::integer AS letters, count(DISTINCT declaration_id)::integer AS municipalities,
         count(DISTINCT slot)::integer AS answered FROM letter WHERE kind = 'RECEIPT' GROUP BY state`,
        ),
      ).toEqual([{ state: 'SENT', letters: documents, municipalities: documents, answered: documents }]);
      expect(
        await records.repeatedEvents([
          'MESSAGE_STORED',
          'MESSAGE_CLASSIFIED',
          'RETURN_RECEIVED',
          'RETURN_ACCEPTED',
          'RETURN_NEEDS_REVIEW',
          'RETURN_REJECTED',
          'RETURN_SUPERSEDED',
        ]),
      ).toEqual([]);
      expect(await records.count(`task WHERE kind = 'QUESTION'`)).toBe(questions);
    },
    LIMIT_MS,
  );

  it('has sent each letter to each recipient once, under one Message-ID', async () => {
    expect(await records.lettersNotCapturedOnce()).toEqual([]);
    expect(await records.strayMessages()).toEqual([]);
    expect(await records.repeatedEvents(['LETTER_PLANNED', 'LETTER_SENT'])).toEqual([]);
    expect(
      await records.rows(
        `SELECT recipient, message_id FROM captured_message GROUP BY recipient, message_id HAVING count(*) > 1`,
      ),
    ).toEqual([]);
    expect(await records.count(`letter WHERE state NOT IN ('SENT', 'PLANNED')`)).toBe(0);
    console.log(`sent twice in the only window there is: ${JSON.stringify(await records.sentTwice())}`);
  });

  it('was interrupted in its work each time, and found its database running', () => {
    expect(kills).toHaveLength(KILLS);
    for (const phase of ['issuing', 'reminding', 'taking in']) {
      expect(kills.filter((kill) => kill.phase === phase).length).toBeGreaterThanOrEqual(5);
    }
    const found = home.log.filter(({ msg }) => msg.startsWith('PostgreSQL found running')).length;
    expect(found).toBeGreaterThanOrEqual(kills.length);
  });

  it('ends in order with an audit chain that verifies, without a gap', async () => {
    expect(await home.stop()).toEqual({ code: 0, signal: null });
    const { code, stdout } = await home.run(['audit', 'verify']);
    expect([code, stdout]).toEqual([0, expect.stringMatching(/^\d+ events in order; head [0-9a-f]{64}\n$/)]);
    expect(Number.parseInt(stdout, 10)).toBe(await records.count('audit_event'));
  });
});
