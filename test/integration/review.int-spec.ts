import { randomUUID } from 'node:crypto';
import { GrantExtension } from '../../src/extensions/index.js';
import { CreateApiKey } from '../../src/identity/index.js';
import { StoreInboundMessage } from '../../src/mailbox/index.js';
import { KeyOwners1795367000000 } from '../../src/migrations/1795367000000-key-owners.js';
import {
  HandInReturn,
  NextForReview,
  PreviewReview,
  ReturnReadModel,
  ReviewReturn,
  type ReviewInput,
  type ReviewPreview,
  type ReturnView,
} from '../../src/returns/index.js';
import { startTestApp, type TestApp } from '../support/app.js';
import { minutesPdf, scanPdf } from '../support/returned-files.js';
import { MAILBOX, ReturningMunicipality } from '../support/returning-municipality.js';
import { createTestCa, type TestCa } from '../support/test-ca.js';

let app: TestApp;
let ca: TestCa;
let next = 0;
let seed = 100;

beforeAll(async () => {
  ca = await createTestCa();
  app = await startTestApp({ trustAnchors: [ca.intermediate] });
  await app.issueAkson();
  app.clock.moveTo(new Date('2020-05-04T10:00:00Z'));
});
afterAll(async () => {
  await app?.close();
});

const fresh = (): Promise<ReturningMunicipality> => ReturningMunicipality.at(app, next++);
type Decision = ReviewInput extends infer Input
  ? Input extends ReviewInput
    ? Omit<Input, 'returnId' | 'expectedVersion' | 'actor'>
    : never
  : never;

async function decide(returned: ReturnView, decision: Decision, actor = 'key:approver'): Promise<string> {
  const input = { returnId: returned.id, expectedVersion: returned.version, actor, ...decision } as ReviewInput;
  return (await app.get(ReviewReturn).execute(input)).state;
}

/** Decides, and works off what follows from it. */
async function review(returned: ReturnView, decision: Decision, actor?: string): Promise<string> {
  const state = await decide(returned, decision, actor);
  await app.settle();
  return state;
}

async function sent(
  municipality: ReturningMunicipality,
  bytes: Uint8Array,
  mail: { to?: string; subject?: string; headers?: Record<string, string> } = {},
): Promise<ReturnView> {
  await municipality.send({ ...mail, files: [{ fileName: 'erklæring.pdf', bytes }] });
  await app.settle();
  const rows: { id: string }[] = await app.dataSource.query(
    'SELECT id FROM return ORDER BY arrived_at DESC, verified_at DESC, id LIMIT 1',
  );
  app.clock.moveTo(new Date(app.clock.now().getTime() + 60_000));
  return await app.get(ReturnReadModel).byId(rows[0]!.id);
}

const scan = (): Uint8Array => scanPdf(seed++);
const reread = (returned: ReturnView): Promise<ReturnView> => app.get(ReturnReadModel).byId(returned.id);
const accept: Decision = { decision: 'ACCEPT', reason: 'Compared page by page.', note: null };
const rejectAs = (code: 'WRONG_FORM' | 'ILLEGIBLE_SCAN'): Decision => ({
  decision: 'REJECT',
  reason: 'As it says.',
  rejectionReasons: [{ code }],
});

describe('accepting', () => {
  it('a scan, with a note to the municipality', async () => {
    const municipality = await fresh();
    const returned = await sent(municipality, scan());
    expect(await review(returned, { ...accept, note: 'Takk for at dere skannet alle sidene.' })).toBe('ACCEPTED');
    expect(await reread(returned)).toMatchObject({
      state: 'ACCEPTED',
      method: 'REVIEWED_SCAN',
      reasons: ['SCAN', 'NO_CODE_READ'],
    });
    expect((await municipality.declaration()).returnState).toBe('ACCEPTED');
    const answers = await municipality.answers();
    expect(answers.map(({ kind, delivery }) => [kind, delivery])).toEqual([
      ['RECEIPT', 'SENT'],
      ['DECISION', 'SENT'],
    ]);
    expect(await municipality.words(answers[1]!)).toContain('Takk for at dere skannet alle sidene.');
    const history = await app.dataSource.query(
      `SELECT state, method FROM return_state_change JOIN declaration ON declaration.id = declaration_id
       WHERE reference = $1 ORDER BY return_state_change.id`,
      [municipality.reference],
    );
    expect(history.at(-1)).toEqual({ state: 'ACCEPTED', method: 'REVIEWED_SCAN' });
  });

  it('an ordinary certificate is REVIEWED, not a scan', async () => {
    const municipality = await fresh();
    const returned = await sent(municipality, await municipality.signed(ca, { shortTerm: false }));
    expect(returned.reasons).toEqual(['SIGNATURE_INDETERMINATE']);
    await review(returned, accept);
    expect(await reread(returned)).toMatchObject({ state: 'ACCEPTED', method: 'REVIEWED' });
    expect((await municipality.letters('DECISION')).map(({ delivery }) => delivery)).toEqual(['SENT']);
  });

  it('never the form of another municipality', async () => {
    const [sender, owner] = [await fresh(), await fresh()];
    const returned = await sent(sender, await owner.signed(ca));
    await expect(review(returned, accept)).rejects.toMatchObject({ code: 'OTHER_FORM', category: 'conflict' });
    expect(await reread(returned)).toMatchObject({ state: 'NEEDS_REVIEW', version: returned.version });
    const reviews = await app.dataSource.query('SELECT 1 FROM review WHERE return_id = $1', [returned.id]);
    expect(reviews).toEqual([]);
  });

  it('never what belongs to nobody yet', async () => {
    const stranger = await fresh();
    const returned = await sent(stranger, scan(), { to: MAILBOX });
    expect(returned).toMatchObject({
      reference: null,
      state: 'NEEDS_REVIEW',
      reasons: ['UNMATCHED', 'SCAN', 'NO_CODE_READ'],
    });
    await expect(review(returned, accept)).rejects.toMatchObject({ code: 'RETURN_UNMATCHED' });
  });
});

describe('rejecting', () => {
  it('a form of another municipality, with a letter that names the right one', async () => {
    const [sender, owner] = [await fresh(), await fresh()];
    const returned = await sent(sender, await owner.signed(ca));
    expect(await review(returned, rejectAs('WRONG_FORM'))).toBe('REJECTED');
    expect((await sender.declaration()).returnState).toBe('REJECTED');
    const [letter] = await sender.letters('REJECTION');
    expect(letter).toMatchObject({ delivery: 'SENT', recipientEmail: sender.email });
    expect(await sender.words(letter!)).toContain(sender.reference);
    expect(await owner.answers()).toEqual([]);
    expect((await owner.declaration()).returnState).toBe('NONE');
  });

  it('takes at least one reason', async () => {
    const municipality = await fresh();
    const returned = await sent(municipality, scan());
    const reasonless: Decision = { decision: 'REJECT', reason: 'No.', rejectionReasons: [] };
    await expect(review(returned, reasonless)).rejects.toMatchObject({ code: 'REJECTION_REASON_MISSING' });
  });

  it('something that came after the acceptance takes nothing back and says nothing false', async () => {
    const municipality = await fresh();
    await sent(municipality, await municipality.signed(ca));
    const second = await sent(municipality, minutesPdf('Uten tilknytning'));
    await review(second, rejectAs('WRONG_FORM'));
    expect(await reread(second)).toMatchObject({ state: 'REJECTED' });
    expect((await municipality.declaration()).returnState).toBe('ACCEPTED');
    expect(await municipality.letters('REJECTION')).toEqual([]);
  });

  it('what belongs to nobody, without a letter', async () => {
    const stranger = await fresh();
    const returned = await sent(stranger, minutesPdf('Reklame'), { to: MAILBOX });
    expect(await review(returned, rejectAs('WRONG_FORM'))).toBe('REJECTED');
    expect(await stranger.answers()).toEqual([]);
  });
});

describe('asking for a better copy', () => {
  it("rejects what cannot be read, with the operator's own words in the letter", async () => {
    const municipality = await fresh();
    const returned = await sent(municipality, scan());
    const decision: Decision = { decision: 'BETTER_COPY', reason: 'Page 2 is black.', note: 'Side 2 er helt svart.' };
    expect(await review(returned, decision)).toBe('REJECTED');
    expect(await reread(returned)).toMatchObject({ state: 'REJECTED', reasons: ['ILLEGIBLE_SCAN', 'OTHER'] });
    expect((await municipality.declaration()).returnState).toBe('REJECTED');
    const [letter] = await municipality.letters('REJECTION');
    const words = await municipality.words(letter!);
    expect(words).toMatch(/Det skann(ede|a) skjemaet er for utyde(li|le)g til å les(es|ast)/);
    expect(words).toContain('Side 2 er helt svart.');
    expect(await app.get(ReturnReadModel).reviews(returned.id)).toMatchObject([
      { decision: 'BETTER_COPY', reason: 'Page 2 is black.', decidedBy: 'key:approver' },
    ]);
  });
});

describe('a preview', () => {
  const everything = async (): Promise<unknown> =>
    await app.dataSource.query(
      `SELECT (SELECT count(*) FROM audit_event) AS events, (SELECT count(*) FROM letter) AS letters,
         (SELECT count(*) FROM review) AS reviews, (SELECT count(*) FROM return_state_change) AS changes,
         (SELECT sum(version) FROM return) AS versions, (SELECT sum(version) FROM declaration) AS declarations`,
    );
  const preview = (returned: ReturnView, decision: Decision, actor = 'key:approver'): Promise<ReviewPreview> =>
    app.get(PreviewReview).execute({
      returnId: returned.id,
      expectedVersion: returned.version,
      actor,
      ...decision,
    });

  it('shows the very letter that then goes, and changes nothing', async () => {
    const municipality = await fresh();
    const returned = await sent(municipality, scan());
    const before = await everything();
    const decision: Decision = {
      decision: 'REJECT',
      reason: 'x',
      rejectionReasons: [{ code: 'UNSIGNED' }, { code: 'OTHER', explanation: 'Ordføreren må signere.' }],
    };
    const { state, letter } = await preview(returned, decision);
    expect(state).toBe('REJECTED');
    expect(letter).toMatchObject({ recipientEmail: municipality.email, language: 'nb' });
    expect(await everything()).toEqual(before);
    await review(returned, decision);
    const [sentLetter] = await municipality.letters('REJECTION');
    const squeezed = letter!.text.replaceAll(/\s+/g, ' ').trim();
    const own = (words: string): string => words.replace(/http\S+\/portal\S*/, 'LINK').trim();
    expect(own(await municipality.words(sentLetter!))).toBe(own(`${letter!.subject} ${squeezed}`));
  });

  it('says when nobody is written to, and refuses what the decision refuses', async () => {
    const municipality = await fresh();
    const returned = await sent(municipality, scan(), { to: MAILBOX });
    const attach: Decision = { decision: 'ATTACH', reason: 'x', reference: municipality.reference };
    expect(await preview(returned, attach)).toEqual({ state: 'RECEIVED', letter: null });
    await expect(preview(returned, accept)).rejects.toMatchObject({ code: 'RETURN_UNMATCHED' });
    await expect(preview({ ...returned, version: 1 }, attach)).rejects.toMatchObject({ code: 'VERSION_MISMATCH' });
    expect(await reread(returned)).toEqual(returned);
  });
});

describe('attaching', () => {
  it('verifies anew: what nobody knew the owner of lies with its owner, who is told', async () => {
    const municipality = await fresh();
    const returned = await sent(municipality, scan(), { to: MAILBOX });
    expect(returned.reference).toBeNull();
    const state = await review(returned, {
      decision: 'ATTACH',
      reason: 'By phone.',
      reference: municipality.reference,
    });
    expect(state).toBe('RECEIVED');
    expect(await reread(returned)).toMatchObject({
      reference: municipality.reference,
      state: 'NEEDS_REVIEW',
      reasons: ['SCAN', 'NO_CODE_READ'],
      onTime: true,
      match: { by: 'OPERATOR' },
    });
    expect((await municipality.declaration()).returnState).toBe('NEEDS_REVIEW');
    expect((await municipality.answers()).map(({ kind }) => kind)).toEqual(['RECEIPT']);
  });

  it('moves a form from the one that sent it to its owner, whose signature then counts by itself', async () => {
    const [sender, owner] = [await fresh(), await fresh()];
    const returned = await sent(sender, await owner.signed(ca));
    await review(returned, { decision: 'ATTACH', reason: 'Sent for the neighbour.', reference: owner.reference });
    expect(await reread(returned)).toMatchObject({
      reference: owner.reference,
      state: 'ACCEPTED',
      method: 'PADES',
      bindingTier: 'A',
    });
    expect((await owner.declaration()).returnState).toBe('ACCEPTED');
    expect((await sender.declaration()).returnState).toBe('NONE');
    const [receipt] = await owner.answers();
    expect(receipt).toMatchObject({ kind: 'RECEIPT', recipientEmail: owner.email, delivery: 'SENT' });
  });

  it('confirms a case whose hints disagree, and tells the municipality the outcome in a letter of its own', async () => {
    const [sender, mentioned] = [await fresh(), await fresh()];
    const returned = await sent(sender, await sender.signed(ca), { subject: `Gjelder også ${mentioned.reference}` });
    expect(returned).toMatchObject({ reference: sender.reference, reasons: ['MATCH_DISAGREES'] });
    await review(returned, { decision: 'ATTACH', reason: 'It is theirs.', reference: sender.reference });
    expect(await reread(returned)).toMatchObject({ state: 'ACCEPTED', method: 'PADES' });
    const answers = await sender.answers();
    expect(answers.map(({ kind }) => kind)).toEqual(['RECEIPT', 'RECEIPT']);
    expect(await sender.words(answers[1]!)).toMatch(/godkjent|godkjend/);
  });

  it('an automatic answer still waits for a person there, and is not answered', async () => {
    const [sender, owner] = [await fresh(), await fresh()];
    const returned = await sent(sender, await owner.signed(ca), { headers: { 'Auto-Submitted': 'auto-generated' } });
    await review(returned, { decision: 'ATTACH', reason: 'Archive system.', reference: owner.reference });
    const moved = await reread(returned);
    expect(moved).toMatchObject({ state: 'NEEDS_REVIEW', reasons: ['AUTOMATIC_ANSWER'] });
    expect(await owner.answers()).toEqual([]);
    await review(moved, accept);
    expect((await owner.answers()).map(({ kind, recipientEmail }) => [kind, recipientEmail])).toEqual([
      ['DECISION', owner.email],
    ]);
  });

  it('to a reference that does not exist is refused, and nothing is noted', async () => {
    const municipality = await fresh();
    const returned = await sent(municipality, scan());
    await expect(
      review(returned, { decision: 'ATTACH', reason: 'x', reference: 'AKSON-2020-0000-AAAAA' }),
    ).rejects.toMatchObject({ code: 'DECLARATION_UNKNOWN' });
    expect(await reread(returned)).toEqual(returned);
  });
});

describe('setting aside', () => {
  it('what came beside an accepted declaration: kept, nobody is written to', async () => {
    const municipality = await fresh();
    await sent(municipality, await municipality.signed(ca));
    const minutes = await sent(municipality, minutesPdf('Vedtak i kommunestyret'));
    expect(minutes.reasons).toEqual(['ALREADY_ACCEPTED', 'UNBOUND_DOCUMENT']);
    const before = await municipality.answers();
    expect(await review(minutes, { decision: 'SET_ASIDE', reason: 'The council’s minutes.' })).toBe('SUPERSEDED');
    expect(await reread(minutes)).toMatchObject({ state: 'SUPERSEDED', reasons: ['SET_ASIDE'] });
    expect((await municipality.declaration()).returnState).toBe('ACCEPTED');
    expect(await municipality.answers()).toEqual(before);
  });

  it('not the only thing that the municipality has sent', async () => {
    const municipality = await fresh();
    const returned = await sent(municipality, minutesPdf('Vedtak alene'));
    await expect(review(returned, { decision: 'SET_ASIDE', reason: 'x' })).rejects.toMatchObject({
      code: 'ONLY_RETURN',
    });
    expect(await reread(returned)).toEqual(returned);
  });
});

describe('who decides, and on what', () => {
  it('nobody decides on what they handed in, whatever they decide', async () => {
    const municipality = await fresh();
    await app.get(HandInReturn).execute({
      reference: municipality.reference,
      channel: 'REST',
      fileName: 'skann.pdf',
      bytes: Buffer.from(scan()),
      actor: 'key:caseHandler',
    });
    await app.settle();
    const returned = await municipality.theReturn();
    for (const decision of [
      accept,
      rejectAs('ILLEGIBLE_SCAN'),
      { decision: 'ATTACH', reason: 'x', reference: municipality.reference },
      { decision: 'SET_ASIDE', reason: 'x' },
    ] as const) {
      await expect(review(returned, decision, 'key:caseHandler')).rejects.toMatchObject({
        code: 'OWN_RETURN',
        category: 'forbidden',
      });
    }
    expect(await review(returned, accept)).toBe('ACCEPTED');
  });

  it('a person and their keys are one, also for keys that were made before keys had owners', async () => {
    const kari = { kind: 'person', id: randomUUID(), name: 'kari@example.org', roles: ['admin'] } as const;
    await app.get(CreateApiKey).execute({ name: 'karis', roles: ['approver'], expiresAt: null }, kari);
    const runner = app.dataSource.createQueryRunner();
    await new KeyOwners1795367000000().down(runner);
    await new KeyOwners1795367000000().up(runner);
    await runner.release();
    const [handedIn, byKey] = [await fresh(), await fresh()];
    for (const [municipality, actor] of [
      [handedIn, 'key:karis'],
      [byKey, 'person:kari@example.org'],
    ] as const) {
      const file = { fileName: 'skann.pdf', bytes: Buffer.from(scan()) };
      await app.get(HandInReturn).execute({ ...file, reference: municipality.reference, channel: 'REST', actor });
    }
    await app.settle();
    const own = { code: 'OWN_RETURN', category: 'forbidden' };
    await expect(review(await handedIn.theReturn(), accept, 'person:kari@example.org')).rejects.toMatchObject(own);
    await expect(review(await byKey.theReturn(), accept, 'key:karis')).rejects.toMatchObject(own);
    expect(await review(await byKey.theReturn(), accept, 'key:approver')).toBe('ACCEPTED');
  });

  it('goes on with the oldest that waits behind this one, never with what one handed in oneself', async () => {
    app.clock.moveTo(new Date(app.clock.now().getTime() + 60_000));
    const waiting: ReturnView[] = await app.get(ReturnReadModel).list({
      campaignSlug: 'akson-2020',
      state: 'NEEDS_REVIEW',
      limit: 200,
    });
    for (const one of waiting) await decide(one, rejectAs('WRONG_FORM'));
    const [first, second, third] = [
      await sent(await fresh(), scan()),
      await sent(await fresh(), minutesPdf('Nok et vedlegg')),
      await sent(await fresh(), scan()),
    ];
    const next = (after: ReturnView, actor = 'key:approver', reason?: string): Promise<string | null> =>
      app.get(NextForReview).execute(after, actor, reason);
    expect([first, second, third].map(({ state }) => state)).toEqual(Array(3).fill('NEEDS_REVIEW'));
    expect(await next(first)).toBe(second.id);
    expect(await next(first, 'key:approver', 'SCAN')).toBe(third.id);
    expect(await next(first, second.handedInBy)).toBe(third.id);
    expect(await next(third)).toBe(first.id);
    expect(await next(third, 'key:approver', 'UNBOUND_DOCUMENT')).toBe(second.id);
    expect(await app.get(ReturnReadModel).waiting('akson-2020')).toEqual({
      returns: 3,
      byReason: { NO_CODE_READ: 2, SCAN: 2, UNBOUND_DOCUMENT: 1 },
    });
    await decide(second, rejectAs('WRONG_FORM'));
    await decide(third, rejectAs('WRONG_FORM'));
    expect(await next(first)).toBeNull();
    await decide(first, rejectAs('WRONG_FORM'));
    expect(await app.get(ReturnReadModel).waiting('akson-2020')).toEqual({ returns: 0, byReason: {} });
  });

  it('decides on the version that was seen', async () => {
    const municipality = await fresh();
    const returned = await sent(municipality, scan());
    await expect(review({ ...returned, version: returned.version - 1 }, accept)).rejects.toMatchObject({
      code: 'VERSION_MISMATCH',
      category: 'precondition-failed',
    });
  });

  it('of two operators at once one wins', async () => {
    const municipality = await fresh();
    const returned = await sent(municipality, scan());
    const attempts = await Promise.allSettled([
      decide(returned, accept, 'key:one'),
      decide(returned, rejectAs('ILLEGIBLE_SCAN'), 'key:two'),
    ]);
    await app.settle();
    expect(attempts.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected']);
    const reviews = await app.dataSource.query('SELECT decision FROM review WHERE return_id = $1', [returned.id]);
    expect(reviews).toHaveLength(1);
    const { state } = await reread(returned);
    expect(state).toBe(reviews[0].decision === 'ACCEPT' ? 'ACCEPTED' : 'REJECTED');
    expect((await municipality.letters('DECISION', 'REJECTION')).map(({ kind }) => kind)).toEqual([
      state === 'ACCEPTED' ? 'DECISION' : 'REJECTION',
    ]);
  });

  it('two documents of one declaration attached crosswise at once end somewhere', async () => {
    const [one, other] = [await fresh(), await fresh()];
    const [first, second] = [await sent(one, scan()), await sent(other, scan())];
    await Promise.all([
      decide(first, { decision: 'ATTACH', reason: 'x', reference: other.reference }, 'key:one'),
      decide(second, { decision: 'ATTACH', reason: 'x', reference: one.reference }, 'key:two'),
    ]);
    await app.settle();
    expect((await reread(first)).reference).toBe(other.reference);
    expect((await reread(second)).reference).toBe(one.reference);
    // Four looks at scans on a machine that may be busy.
  });

  it('only what needs review', async () => {
    const municipality = await fresh();
    const returned = await sent(municipality, await municipality.signed(ca));
    await expect(review(returned, accept)).rejects.toMatchObject({ code: 'RETURN_NOT_IN_REVIEW' });
    const unknown = { ...returned, id: '00000000-0000-4000-8000-000000000000' };
    await expect(review(unknown, accept)).rejects.toMatchObject({ code: 'RETURN_UNKNOWN' });
  });

  it('every decision stands in the audit log with its actor', async () => {
    const municipality = await fresh();
    const returned = await sent(municipality, scan());
    await review(returned, accept, 'key:somebody');
    const events: { action: string; actor: string }[] = await app.dataSource.query(
      `SELECT action, actor FROM audit_event WHERE subject IN ($1, $2) ORDER BY id`,
      [`return:${returned.id}`, `declaration:${municipality.reference}`],
    );
    const actions = events.map(({ action, actor }) => `${action} ${actor}`);
    expect(actions).toEqual(
      expect.arrayContaining([
        `RETURN_RECEIVED mail:${municipality.email}`,
        'RETURN_NEEDS_REVIEW system:returns',
        'REVIEW_ACCEPT key:somebody',
        'DECLARATION_ACCEPTED key:somebody',
      ]),
    );
  });
});

describe('deadlines in letters', () => {
  it('a late return that is decided after an extension is held against the deadline it missed', async () => {
    const municipality = await fresh();
    const arrivedAt = new Date('2020-07-02T08:00:00Z');
    await app.get(StoreInboundMessage).execute({
      source: 'REST',
      envelopeFrom: municipality.email,
      deliveredTo: municipality.replyAddress,
      raw: Buffer.from(
        `From: ${municipality.email}\r\nTo: ${municipality.replyAddress}\r\nSubject: Svar\r\nMessage-ID: <late@x.example>\r\n` +
          `Content-Type: application/pdf; name=a.pdf\r\nContent-Transfer-Encoding: base64\r\n\r\n${Buffer.from(scan()).toString('base64')}\r\n`,
      ),
      arrivedAt,
      actor: 'key:gateway',
    });
    await app.settle();
    const returned = await municipality.theReturn();
    expect(returned).toMatchObject({ onTime: false, reasons: ['LATE', 'SCAN', 'NO_CODE_READ'] });
    app.clock.moveTo(new Date('2020-07-02T09:00:00Z'));
    await app.get(GrantExtension).execute({
      references: [municipality.reference],
      dueOn: '2020-07-07',
      reason: 'Sommer.',
      actor: 'key:approver',
    });
    await review(returned, accept);
    const [letter] = await municipality.letters('DECISION');
    const rows = await app.dataSource.query('SELECT data FROM letter WHERE id = $1', [letter!.id]);
    expect(rows[0].data).toMatchObject({ timeliness: 'LATE', deadlineOn: '2020-07-01' });
  });
});
