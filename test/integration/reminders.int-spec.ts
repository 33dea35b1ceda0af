import { CloseCampaign } from '../../src/campaigns/index.js';
import { ChangeReturnState, DeclarationReadModel } from '../../src/declarations/index.js';
import { QueueConnection } from '../../src/platform/jobs/index.js';
import { WithdrawDeclaration } from '../../src/withdrawals/index.js';
import { type TestApp, startTestApp } from '../support/app.js';
import { capturedOfKind } from '../support/captured-mail.js';
import { emptyQueueTables } from '../support/empty-queue-tables.js';
import { startSecondService } from '../support/second-service.js';
import { drained } from '../support/drained.js';
import { issueSmall, type SmallCampaign } from '../support/small-campaign.js';

let app: TestApp;
let campaign: SmallCampaign;
beforeEach(async () => {
  app = await startTestApp();
  campaign = await issueSmall(app);
});
afterEach(() => app.close());

const ALL = ['0301', '4601', '4621', '4640', '5401'];

interface Sent {
  readonly number: string;
  readonly slot: string;
  readonly at: string;
}

/** Every reminder that left, with its instant in UTC. */
async function sent(): Promise<Sent[]> {
  const rows: { number: string; slot: string; at: Date }[] = await app.dataSource.query(
    `SELECT municipality_number AS number, slot, sent_at AS at FROM letter
     JOIN declaration ON declaration.id = letter.declaration_id
     WHERE kind = 'REMINDER' AND state = 'SENT' ORDER BY sent_at, municipality_number`,
  );
  return rows.map((row) => ({ ...row, at: row.at.toISOString() }));
}

async function states(): Promise<Record<string, string[]>> {
  const rows: { number: string; states: string[] }[] = await app.dataSource.query(
    `SELECT municipality_number AS number,
       array_agg(slot || ' ' || state || coalesce(' ' || reason, '') ORDER BY planned_at) AS states
     FROM reminder JOIN declaration ON declaration.id = reminder.declaration_id GROUP BY 1`,
  );
  return Object.fromEntries(rows.map((row) => [row.number, row.states]));
}

async function turn(number: string, state: 'NEEDS_REVIEW' | 'ACCEPTED' | 'REJECTED'): Promise<void> {
  const declaration = await app.get(DeclarationReadModel).byReference(campaign.references[number] ?? '');
  await app.dataSource.transaction((manager) =>
    app.get(ChangeReturnState).execute(manager, {
      declaration,
      state,
      method: state === 'ACCEPTED' ? 'PADES' : null,
      at: app.clock.now(),
      actor: 'system:test',
      cause: 'return:test',
    }),
  );
}

/** From one moment at which anything falls due to the next, as the days go by. */
async function live(until: string): Promise<void> {
  const end = new Date(until);
  for (;;) {
    const next = await app.service.jobs.nextDueAt();
    if (next === null || next > end) break;
    await app.moveTo(new Date(Math.max(next.getTime(), app.clock.now().getTime())));
  }
  await app.moveTo(end);
}

describe('reminders', () => {
  it('go out at exactly the planned instants from issue to deadline, to those who have not answered', async () => {
    await app.moveTo('2020-06-10T12:00:00+02:00');
    await turn('4601', 'NEEDS_REVIEW');
    await live('2020-06-20T12:00:00+02:00');
    await turn('4601', 'REJECTED');
    await turn('0301', 'ACCEPTED');
    await live('2020-06-25T12:00:00+02:00');
    await app.get(WithdrawDeclaration).execute({
      reference: campaign.references['4640'] ?? '',
      by: 'municipality',
      reason: 'by request',
      note: null,
      actor: 'key:approver',
    });
    await live('2020-07-02T12:00:00+02:00');
    const at = (day: string): string => `2020-06-${day}T07:00:00.000Z`;
    expect(await sent()).toEqual([
      ...['0301', '4621', '4640', '5401'].map((number) => ({ number, slot: 'D-14', at: at('17') })),
      ...['4601', '4621', '4640', '5401'].map((number) => ({ number, slot: 'D-7', at: at('24') })),
      ...['4601', '4621', '5401'].map((number) => ({ number, slot: 'D-2', at: at('29') })),
      ...['4601', '4621', '5401'].map((number) => ({ number, slot: 'D-1', at: at('30') })),
    ]);
    expect(await states()).toMatchObject({
      '0301': ['D-14 SENT', 'D-7 CANCELLED RETURNED', 'D-2 CANCELLED RETURNED', 'D-1 CANCELLED RETURNED'],
      // In review at the first slot, rejected before the second: reminded again from then on.
      '4601': ['D-14 CANCELLED RETURNED', 'D-7 SENT', 'D-2 SENT', 'D-1 SENT'],
      '4621': ['D-14 SENT', 'D-7 SENT', 'D-2 SENT', 'D-1 SENT'],
      '4640': ['D-14 SENT', 'D-7 SENT', 'D-2 CANCELLED WITHDRAWN', 'D-1 CANCELLED WITHDRAWN'],
    });
    const mails = await capturedOfKind(app, 'reminder');
    expect(mails.every((mail) => mail.deliveries === 1)).toBe(true);
    expect(new Set(mails.map((mail) => mail.messageId)).size).toBe(mails.length);
  });

  it('say how many days are left, in the language form, and enclose the form', async () => {
    await app.moveTo('2020-06-24T09:00:00+02:00');
    const mails = await capturedOfKind(app, 'reminder');
    expect(mails).toHaveLength(5);
    const [bokmal, nynorsk] = ['Oslo kommune', 'Voss herad'].map((name) =>
      mails.find((mail) => mail.email.to?.[0]?.name === name),
    );
    const words = (text: string | undefined): string => (text ?? '').replaceAll(/\s+/g, ' ');
    expect(words(bokmal?.email.text)).toContain('onsdag 1. juli 2020, om sju dager');
    expect(words(nynorsk?.email.text)).toContain('onsdag 1. juli 2020, om sju dagar');
    expect(bokmal?.email.attachments[0]?.filename).toBe(`Intensjonserklæring ${campaign.references['0301']}.pdf`);
  });

  it('stop when a municipality answers between the plan’s writing of the letter and its sending', async () => {
    const work = app.service.jobs;
    app.clock.moveTo(new Date('2020-06-17T09:00:00+02:00'));
    await turn('0301', 'NEEDS_REVIEW');
    await work.settle();
    expect((await sent()).map(({ number }) => number)).toEqual(ALL.filter((number) => number !== '0301'));
  });

  it('stop at once when the campaign is closed', async () => {
    await app.moveTo('2020-06-17T09:00:00+02:00');
    await app.get(CloseCampaign).execute('akson-2020', 'key:admin');
    await live('2020-07-02T12:00:00+02:00');
    expect((await sent()).every(({ slot }) => slot === 'D-14')).toBe(true);
    expect(await sent()).toHaveLength(5);
    expect((await states())['5401']?.slice(1)).toEqual([
      'D-7 CANCELLED CAMPAIGN_CLOSED',
      'D-2 CANCELLED CAMPAIGN_CLOSED',
      'D-1 CANCELLED CAMPAIGN_CLOSED',
    ]);
  });

  it('become one after downtime, never a burst, and within the sending window', async () => {
    // Down from before the first slot until Sunday the 28th, late: three days of slots have passed or come the next day.
    await app.moveTo('2020-06-27T22:00:00+02:00');
    expect(await sent()).toEqual([]);
    await live('2020-06-28T23:00:00+02:00');
    expect(await sent()).toEqual([]);
    await live('2020-07-02T00:00:00+02:00');
    expect(
      (await sent()).map(({ slot, at, number }) => `${number} ${slot} ${at}`).filter((line) => line.startsWith('5401')),
    ).toEqual([
      // Monday's own slot is the catch-up.
      '5401 D-2 2020-06-29T07:00:00.000Z',
      '5401 D-1 2020-06-30T07:00:00.000Z',
    ]);
    expect((await states())['5401']).toEqual(['D-14 MISSED DOWNTIME', 'D-7 MISSED DOWNTIME', 'D-2 SENT', 'D-1 SENT']);
  });

  it('become one catch-up at once when the service comes back in the window', async () => {
    await app.moveTo('2020-06-25T11:00:00+02:00');
    expect(await sent()).toEqual(ALL.map((number) => ({ number, slot: 'D-7', at: '2020-06-25T09:00:00.000Z' })));
    expect((await states())['0301']?.slice(0, 2)).toEqual(['D-14 MISSED DOWNTIME', 'D-7 SENT']);
  });

  it('are not sent any more after the deadline', async () => {
    await app.moveTo('2020-07-02T09:00:00+02:00');
    expect(await sent()).toEqual([]);
    expect((await states())['0301']).toEqual(['D-14', 'D-7', 'D-2', 'D-1'].map((slot) => `${slot} MISSED DOWNTIME`));
  });

  it('are one mail each with two workers and 1,000 duplicate jobs', async () => {
    const second = await startSecondService(app);
    try {
      app.clock.moveTo(new Date('2020-06-17T09:00:00+02:00'));
      const ids: { id: string }[] = await app.dataSource.query(`SELECT id FROM reminder WHERE slot = 'D-14'`);
      const handle = app.get(QueueConnection).openQueue('send-reminder', () => undefined);
      for (let copy = 0; copy < 200; copy++) {
        await handle.add(ids.map(({ id }) => ({ jobId: `copy-${copy}-${id}`, data: { id } })));
      }
      await app.service.jobs.reconcile();
      // Both workers go through all of them; what is done already is left alone.
      await drained(app, 'send-reminder');
      await app.settle();
      await handle.close();
    } finally {
      await second.close();
    }
    expect((await sent()).map(({ number, slot }) => `${number} ${slot}`)).toEqual(
      ALL.map((number) => `${number} D-14`),
    );
    const mails = await capturedOfKind(app, 'reminder');
    expect(mails.map((mail) => mail.deliveries)).toEqual([1, 1, 1, 1, 1]);
    const [events] = await app.dataSource.query(
      `SELECT count(*)::integer AS count FROM audit_event WHERE action = 'REMINDER_SENT'`,
    );
    expect(events).toEqual({ count: 5 });
  });

  it('are not lost when the queue’s tables are emptied in mid-campaign', async () => {
    await app.moveTo('2020-06-17T09:00:00+02:00');
    await emptyQueueTables(app.dataSource);
    app.clock.moveTo(new Date('2020-06-24T09:00:00+02:00'));
    const settling = app.settle();
    await emptyQueueTables(app.dataSource);
    await settling;
    await live('2020-07-02T00:00:00+02:00');
    expect((await sent()).map(({ number, slot }) => `${slot} ${number}`)).toEqual(
      ['D-14', 'D-7', 'D-2', 'D-1'].flatMap((slot) => ALL.map((number) => `${slot} ${number}`)),
    );
  });
});
