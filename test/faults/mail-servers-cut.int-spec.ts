import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describeWithMailServers } from '../support/mail-servers.js';
import { eventually } from '../support/service-process.js';
import { BreakableService } from './breakable-service.js';
import { CampaignRecords } from './campaign-records.js';
import { deliveredLetters, type Deliveries } from './delivered-letters.js';
import { drawFaults, FAULT_KINDS, type FaultKind } from './fault-plan.js';
import { FaultStrikes } from './fault-strikes.js';
import { PersistentSender } from './persistent-sender.js';
import type { Case } from './prepared-deliveries.js';
import { type PreparedMail, prepareMail } from './prepared-mail.js';
import { SeededMoments } from './seeded-moments.js';
import { type SmallCampaign, smallCampaign } from './small-campaign.js';

/** TILSLUTNING_FAULT_SEED draws other faults. */
const seed = process.env['TILSLUTNING_FAULT_SEED'] ?? 'nordavind';
const moments = new SeededMoments(seed);
const RECIPIENTS = 50;
const COPIED = 5;
const FAULTS = 30;
const LEAST_OF_EACH = 4;
const whileIssuing = drawFaults(moments, { POSTFIX: 2, DOVECOT: 1, POSTGRES: 2, BEFORE_DOT: 2, AFTER_DOT: 2 }, 10);
const whileTakingIn = drawFaults(
  moments,
  { POSTFIX: 3, DOVECOT: 4, POSTGRES: 3, FETCH: 4, BEFORE_DOT: 2, AFTER_DOT: 2 },
  FAULTS - whileIssuing.length,
);
const LIMIT_MS = 900_000;

let campaign: SmallCampaign;
let service: BreakableService;
let records: CampaignRecords;
let apiKey: string;
let mail: PreparedMail;
let sender: PersistentSender;
/** Sends some of it once more. */
let repeater: PersistentSender;
let strikes: FaultStrikes;

/** Of the municipality with this number. The reserved domain has no mail server anywhere. */
const addressOf = (number: string): string => `post@kommune-${number}.example`;

/** Domains of everybody who gets a letter. */
function domainsIn({ register, campaign: definition }: SmallCampaign): string[] {
  const found = `${register}\n${definition}`.matchAll(/@((?:kommune-\d{4}|[a-z-]+)\.example)\b/g);
  return [...new Set(Array.from(found, ([, domain]) => domain!))];
}

/** Messages on their way to the service, and what it has to do with them and with its letters. */
async function left(): Promise<number> {
  const settled = await records.count(`inbound_message WHERE state <> 'RECEIVED'`);
  const soon = new Date(new Date().getTime() + 10 * 60_000);
  return Math.max(0, sender.begun - settled) + (await records.due(soon));
}

async function readForm(reference: string): Promise<Uint8Array> {
  const headers = { authorization: `Bearer ${apiKey}` };
  const response = await fetch(`${service.url}/api/v1/declarations/${reference}/form`, { headers });
  if (!response.ok) throw new Error(`The form of ${reference} is not to be had: ${response.status}`);
  return new Uint8Array(await response.arrayBuffer());
}

describeWithMailServers(`servers that stop and connections that break, ${FAULTS} times, seed ${seed}`, () => {
  beforeAll(async () => {
    campaign = smallCampaign(new Date(), RECIPIENTS, COPIED, addressOf);
    service = await BreakableService.create(campaign.mailbox, domainsIn(campaign));
    records = new CampaignRecords(service.pool);
    await writeFile(join(service.folder, 'register.csv'), campaign.register);
    await writeFile(join(service.folder, 'campaign.yaml'), campaign.campaign);
    await service.start();
    await service.command('municipalities', 'import', join(service.folder, 'register.csv'));
    await service.command('campaigns', 'import', join(service.folder, 'campaign.yaml'));
    apiKey = (await service.command('keys', 'create', 'fagsystem', '--role', 'reader')).trim();
    const doors = { url: service.url, smtpPort: service.mail.ports.smtp, apiKey };
    sender = new PersistentSender(doors);
    repeater = new PersistentSender(doors);
    strikes = new FaultStrikes(service, left);
  }, LIMIT_MS);

  afterAll(async () => {
    sender?.stop();
    repeater?.stop();
    const logged = [...(service?.logged() ?? [])].map(([words, times]) => `${times} × ${words}`);
    console.log(
      `seed ${seed}\n${(strikes?.facts ?? []).map((fact, n) => `${n + 1}. ${JSON.stringify(fact)}`).join('\n')}\n${logged.join('\n')}`,
    );
    await service?.dispose();
  }, LIMIT_MS);

  it(
    'issues to each municipality, whatever fails',
    async () => {
      // Every letter fails once, and then they go a few at a time, so that each fault meets some.
      await service.mail.postfix.stop();
      await service.command('campaigns', 'issue', campaign.slug);
      const letters = campaign.recipients + campaign.copies;
      await eventually('all letters failed once', async () => {
        return (await records.count(`letter WHERE attempts > 0`)) === letters;
      });
      await service.pool.query(`UPDATE letter SET due_at = now() + interval '1 hour' WHERE attempts > 0`);
      await service.mail.postfix.start();
      const aFew = Math.ceil(letters / whileIssuing.length);
      for (const fault of whileIssuing) {
        await strikes.strike(fault, async () => {
          await service.pool.query(
            `UPDATE letter SET due_at = now() WHERE id IN (SELECT id FROM letter
               WHERE state = 'PLANNED' AND due_at BETWEEN now() + interval '30 minutes' AND now() + interval '1 hour'
               ORDER BY id LIMIT $1)`,
            [aFew],
          );
        });
      }
      await strikes.inTime('all invitations are sent', async () => (await left()) === 0);
      expect(
        await records.rows(
          'SELECT kind, state, count(*)::integer AS letters FROM letter WHERE attempts > 0 GROUP BY 1, 2',
        ),
      ).toEqual(
        expect.arrayContaining([
          { kind: 'INVITATION', state: 'SENT', letters: RECIPIENTS },
          { kind: 'COPY', state: 'SENT', letters: campaign.copies },
        ]),
      );
    },
    LIMIT_MS,
  );

  it(
    'takes in what the municipalities send, whatever fails',
    async () => {
      const cases = await records.rows<Case>(
        `SELECT reference, case_token AS "caseToken", recipient_email AS email FROM declaration
         ORDER BY municipality_number`,
      );
      mail = await prepareMail(cases, campaign.mailbox, readForm);
      const waiting = [...mail.deliveries];
      const portion = Math.ceil(waiting.length / whileTakingIn.length);
      const sendings: Promise<void>[] = [];
      for (const fault of whileTakingIn) {
        await strikes.strike(fault, async () => {
          const some = waiting.splice(0, portion);
          sendings.push(sender.send(some, 3));
          // As from a mail server that did not hear our answer.
          sendings.push(repeater.send(some.slice(0, 1), 1));
        });
      }
      sendings.push(sender.send(waiting, 3));
      await Promise.all(sendings);
      const delivered = sender.acknowledged.length + repeater.acknowledged.length;
      await strikes.inTime(
        'everything that was sent is seen',
        async () => (await records.count(`mailbox_entry WHERE folder = 'INBOX'`)) >= delivered,
      );
      await strikes.inTime(
        'everything is taken in and answered',
        async () =>
          (await left()) === 0 &&
          (await records.count(`letter WHERE state = 'SENT' AND kind = 'RECEIPT'`)) >= RECIPIENTS,
      );
    },
    LIMIT_MS,
  );

  it('has each message that was sent exactly once, by Message-ID and content', async () => {
    const order = (one: { messageId: string; sha256: string }): string => `${one.messageId} ${one.sha256}`;
    const stored = await records.rows<{ messageId: string; sha256: string }>(
      `SELECT message_id AS "messageId", content_sha256 AS sha256 FROM inbound_message
       WHERE state <> 'RECEIVED' AND classification IS NOT NULL`,
    );
    expect(stored.map(order).toSorted()).toEqual(mail.identities.map(order).toSorted());
    expect(await records.repeatedEvents(['MESSAGE_STORED', 'MESSAGE_CLASSIFIED'])).toEqual([]);
    expect(await records.count(`mailbox_entry WHERE inbound_message_id IS NULL`)).toBe(0);
  });

  it('has decided each return once, and answered each message once', async () => {
    expect(
      await records.rows(
        `SELECT count(*)::integer AS returns, count(DISTINCT return.declaration_id)::integer AS declarations,
           count(DISTINCT return.sha256)::integer AS documents, count(verified_at)::integer AS verified,
           count(*) FILTER (WHERE return.state = 'RECEIVED')::integer AS waiting
         FROM return JOIN declaration ON declaration.id = return.declaration_id`,
      ),
    ).toEqual([
      { returns: RECIPIENTS, declarations: RECIPIENTS, documents: RECIPIENTS, verified: RECIPIENTS, waiting: 0 },
    ]);
    const decided = ['RETURN_RECEIVED', 'RETURN_ACCEPTED', 'RETURN_NEEDS_REVIEW', 'RETURN_REJECTED'];
    expect(await records.repeatedEvents([...decided, 'RETURN_SUPERSEDED'])).toEqual([]);
    expect(await records.lettersSent('RECEIPT')).toBe(RECIPIENTS);
    expect(await records.lettersSent('QUESTION_RECEIVED')).toBe(mail.questions);
    expect(await records.count(`task WHERE kind = 'QUESTION'`)).toBe(mail.questions);
  });

  it('has delivered each letter to its mailbox, a second time only under its own Message-ID', async () => {
    const now = (): Promise<Deliveries> => deliveredLetters(records, service.mail);
    await eventually('every letter is in its mailbox', async () =>
      (await now()).letters.every(({ copies }) => copies > 0),
    );
    const { letters, strays } = await now();
    expect(letters).toHaveLength(RECIPIENTS + campaign.copies + RECIPIENTS + mail.questions);
    expect(strays).toEqual([]);
    // What was cut when the server had it came twice: else the cut met nothing.
    for (const cut of service.dataCuts.made.filter(({ phase }) => phase === 'AFTER_DOT')) {
      expect(letters.find(({ messageId }) => messageId === cut.messageId)?.copies).toBeGreaterThanOrEqual(2);
    }
    expect(await records.repeatedEvents(['LETTER_PLANNED', 'LETTER_SENT'])).toEqual([]);
  });

  it('has left nothing undone', async () => {
    expect(await left()).toBe(0);
    expect(
      await records.rows(
        `SELECT kind, state, last_error FROM letter
         WHERE state NOT IN ('SENT', 'PLANNED') OR state = 'PLANNED' AND (attempts > 0 OR due_at < now() + interval '1 day')`,
      ),
    ).toEqual([]);
  });

  it('was struck in the middle of its work each time', () => {
    const faults = strikes.facts;
    expect(faults).toHaveLength(FAULTS);
    for (const kind of FAULT_KINDS) {
      const ofKind = faults.filter((fault) => fault.kind === kind);
      expect(ofKind.length).toBeGreaterThanOrEqual(LEAST_OF_EACH);
      expect(ofKind.filter(({ left: met }) => met === 0)).toEqual([]);
    }
    const { fetchCuts, dataCuts } = service;
    const struck = (kind: FaultKind): number => faults.filter((fault) => fault.kind === kind).length;
    expect(fetchCuts.made).toHaveLength(struck('FETCH'));
    for (const { bytes, came } of fetchCuts.made) expect(came > 0 && came < bytes).toBe(true);
    for (const phase of ['BEFORE_DOT', 'AFTER_DOT'] as const) {
      expect(dataCuts.made.filter((cut) => cut.phase === phase)).toHaveLength(struck(phase));
    }
  });

  it('still runs in its first process, reads its mailbox, and ends with an audit chain that verifies', async () => {
    expect(service.running).toBe(true);
    const ready = await fetch(`${service.url}/readyz`);
    expect([ready.status, await ready.json()]).toEqual([200, expect.objectContaining({ status: 'ok' })]);
    expect(await service.stop()).toEqual({ code: 0, signal: null });
    expect(await service.command('audit', 'verify')).toMatch(/^\d+ events in order; head [0-9a-f]{64}\n$/);
  });
});
