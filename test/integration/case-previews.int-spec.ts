import { ChangeContact, PreviewContact } from '../../src/contacts/index.js';
import { FindRecipients, RecordResolution } from '../../src/declarations/index.js';
import { GrantExtension, PreviewExtension, PreviewUndo, UndoExtension } from '../../src/extensions/index.js';
import { PreviewWithdrawal, WithdrawDeclaration } from '../../src/withdrawals/index.js';
import { type TestApp, startTestApp } from '../support/app.js';
import { capturedMail, capturedOfKind } from '../support/captured-mail.js';
import { issueSmall, type SmallCampaign } from '../support/small-campaign.js';

const ACTOR = 'key:caseHandler';
const REASON = 'Kommunestyret møtes 6. juli';
let app: TestApp;
let campaign: SmallCampaign;
const reference = (number: string): string => campaign.references[number] ?? '';

beforeAll(async () => {
  app = await startTestApp();
  campaign = await issueSmall(app);
  await app.moveTo('2020-06-25T10:00:00+02:00');
});
afterAll(() => app.close());

/** Everything that a preview must leave alone. */
async function snapshot(): Promise<unknown> {
  const [row] = await app.dataSource.query(
    `SELECT (SELECT json_agg(d ORDER BY id) FROM declaration d) AS declarations,
       (SELECT json_agg(r ORDER BY id) FROM reminder r) AS reminders,
       (SELECT json_agg(l ORDER BY id) FROM letter l) AS letters,
       (SELECT count(*)::integer FROM audit_event) AS events`,
  );
  return row;
}

async function changesNothing<T>(preview: () => Promise<T>): Promise<T> {
  const before = await snapshot();
  const shown = await preview();
  expect(await snapshot()).toEqual(before);
  return shown;
}

/** The words of a sent letter without what only it has: the link in place of the page's address. */
const withoutLink = (text: string | undefined): string =>
  (text ?? '')
    .replaceAll(/\/portal\/[\w-]{43}/g, '/portal')
    .replaceAll('\r\n', '\n')
    .trim();

async function withdrawOne(number: string): Promise<void> {
  const input = { by: 'ministry', reason: 'x', note: null, actor: ACTOR } as const;
  await app.get(WithdrawDeclaration).execute({ ...input, reference: reference(number) });
}

describe('a preview of an extension', () => {
  it('shows the very letter, and says who cannot be extended and why, when asked for both', async () => {
    await withdrawOne('5401');
    const references = ['0301', '4621', '5401'].map(reference);
    const { possible, impossible, notices } = await changesNothing(() =>
      app.get(PreviewExtension).judge(references, '2020-07-07', REASON),
    );
    expect(possible.map((one) => [one.reference, one.version])).toEqual([
      [reference('0301'), 1],
      [reference('4621'), 1],
    ]);
    expect(impossible).toMatchObject([
      { reference: reference('5401'), recipientName: 'Tromsø kommune', obstacle: 'WITHDRAWN', dueOnNow: '2020-07-01' },
    ]);
    expect(notices.map(({ language, recipientName }) => [language, recipientName])).toEqual([
      ['nb', 'Oslo kommune'],
      ['nn', 'Voss herad'],
    ]);
    const versions = Object.fromEntries(possible.map((one) => [one.reference, one.version]));
    const granted = possible.map((one) => one.reference);
    const input = { references: granted, dueOn: '2020-07-07', reason: REASON, actor: ACTOR };
    await app.get(GrantExtension).execute({ ...input, versions });
    await app.settle();
    const sent = await capturedOfKind(app, 'extension-notice');
    for (const { recipientName, subject, text } of notices) {
      const letter = sent.find(({ email }) => email.to?.[0]?.name === recipientName);
      expect(letter?.email.subject).toBe(subject);
      expect(withoutLink(letter?.email.text)).toBe(withoutLink(text));
    }
    // The same decision once more is a decision on what is no more.
    const before = await snapshot();
    const again = { ...input, dueOn: '2020-07-09', versions: { ...versions, [reference('4601')]: 1 } };
    await expect(app.get(GrantExtension).execute(again)).rejects.toMatchObject({
      code: 'VERSION_MISMATCH',
      faults: [{ where: reference('0301') }, { where: reference('4621') }],
    });
    expect(await snapshot()).toEqual(before);
  });

  it('of its undoing shows which reminders go and come, and the letter', async () => {
    const { change, notice } = await changesNothing(() => app.get(PreviewUndo).execute(reference('0301'), 'feil dato'));
    expect(change).toMatchObject({
      version: 2,
      dueOnNow: '2020-07-07',
      dueOnThen: '2020-07-01',
      remindersRemoved: [{ slot: 'D-2' }, { slot: 'D-1' }],
      // Three days before is a Sunday.
      remindersAdded: [{ slot: 'D-3', sendAt: '2020-06-26T09:00:00+02:00' }],
      // Seven days before the one is a day before the other.
      remindersKept: [{ slot: 'D-1', sendAt: '2020-06-30T09:00:00+02:00' }],
    });
    const undo = app.get(UndoExtension);
    await expect(undo.execute(reference('0301'), 'feil dato', ACTOR, 1)).rejects.toMatchObject({
      code: 'VERSION_MISMATCH',
    });
    await undo.execute(reference('0301'), 'feil dato', ACTOR, change.version);
    await app.settle();
    const [letter] = await capturedOfKind(app, 'extension-undone');
    expect(withoutLink(letter?.email.text)).toBe(withoutLink(notice.text));
    await expect(app.get(PreviewUndo).execute(reference('0301'), null)).rejects.toMatchObject({
      code: 'NOTHING_TO_UNDO',
    });
  });
});

describe('a preview of a corrected address', () => {
  it('names the letters that follow and the invitation that goes out again, as it happens then', async () => {
    const [declaration] = await app.dataSource.query(
      'SELECT id, recipient_email AS email FROM declaration WHERE reference = $1',
      [reference('4640')],
    );
    await app.dataSource.query(
      `UPDATE letter SET state = 'BOUNCED_HARD' WHERE declaration_id = $1 AND kind IN ('INVITATION', 'REMINDER')`,
      [declaration.id],
    );
    const [planned] = await app.dataSource.query(
      `INSERT INTO letter (id, campaign_id, declaration_id, kind, slot, message_id, recipient_name, recipient_email,
         language, data, state, created_at, due_at)
       SELECT gen_random_uuid(), campaign_id, id, 'WITHDRAWAL', 'x', 'preview@hod.dep.no', recipient_name,
         recipient_email, 'nn', '{"by":"ministry","reason":null}', 'PLANNED', now(), '2020-06-26T10:00:00Z'
       FROM declaration WHERE id = $1 RETURNING id`,
      [declaration.id],
    );
    const preview = await changesNothing(() =>
      app.get(PreviewContact).execute(reference('4640'), 'ny@sogndal.example'),
    );
    expect(preview).toMatchObject({
      version: 1,
      formerEmail: declaration.email,
      email: 'ny@sogndal.example',
      letters: [{ id: planned.id, kind: 'WITHDRAWAL', state: 'PLANNED' }],
      othersReleased: 0,
      invitation: { kind: 'INVITATION', recipientEmail: 'ny@sogndal.example', language: 'nn' },
    });
    const same = await app.get(PreviewContact).execute(reference('4640'), declaration.email);
    expect(same).toMatchObject({ letters: [], invitation: null });
    const change = app.get(ChangeContact);
    await expect(change.execute(reference('4640'), 'ny@sogndal.example', 'x', ACTOR, 7)).rejects.toMatchObject({
      code: 'VERSION_MISMATCH',
    });
    expect(await change.execute(reference('4640'), 'ny@sogndal.example', 'x', ACTOR, preview.version)).toMatchObject({
      lettersRedirected: preview.letters.length,
      invitedAgain: true,
    });
    await app.settle();
    const [invitation] = (await capturedMail(app)).filter(({ recipient }) => recipient === 'ny@sogndal.example');
    expect(invitation?.email.subject).toBe(preview.invitation?.subject);
    expect(withoutLink(invitation?.email.text)).toBe(withoutLink(preview.invitation?.text));
  });
});

describe('a preview of a withdrawal', () => {
  it('names the reminders and letters that stop, and shows the letter that goes', async () => {
    const wish = { reference: reference('4601'), by: 'municipality', note: 'Kommunestyret har sagt nei.' } as const;
    const preview = await changesNothing(() => app.get(PreviewWithdrawal).execute(wish));
    expect(preview.reminders.map(({ slot }) => slot)).toEqual(['D-2', 'D-1']);
    expect(preview.letters).toEqual([]);
    await app.get(GrantExtension).execute({
      references: [reference('4601')],
      dueOn: '2020-07-07',
      reason: REASON,
      actor: ACTOR,
    });
    const withNotice = await app.get(PreviewWithdrawal).execute(wish);
    expect(withNotice.letters.map(({ kind }) => kind)).toEqual(['EXTENSION_NOTICE']);
    const withdraw = app.get(WithdrawDeclaration);
    const input = { ...wish, reason: 'telefon', actor: ACTOR };
    await expect(withdraw.execute({ ...input, expectedVersion: preview.version })).rejects.toMatchObject({
      code: 'VERSION_MISMATCH',
    });
    await withdraw.execute({ ...input, expectedVersion: withNotice.version });
    await app.settle();
    const letters = await capturedOfKind(app, 'withdrawal');
    const letter = letters.find(({ email }) => email.to?.[0]?.name === withNotice.notice.recipientName);
    expect(withoutLink(letter?.email.text)).toBe(withoutLink(withNotice.notice.text));
    expect(await capturedOfKind(app, 'extension-notice')).toHaveLength(2);
    await expect(app.get(PreviewWithdrawal).execute(wish)).rejects.toMatchObject({ code: 'DECLARATION_WITHDRAWN' });
  });
});

describe('a resolution', () => {
  it('makes another version of the declaration, and is refused when that is not the one decided on', async () => {
    const record = app.get(RecordResolution);
    const report = {
      reference: reference('4621'),
      outcome: 'ADOPTED',
      decidedOn: '2020-06-17',
      caseNumber: null,
    } as const;
    await record.execute({ ...report, actor: ACTOR, expectedVersion: 2 });
    await expect(record.execute({ ...report, actor: ACTOR, expectedVersion: 2 })).rejects.toMatchObject({
      code: 'VERSION_MISMATCH',
    });
    const [row] = await app.dataSource.query(
      `SELECT version, (SELECT count(*)::integer FROM resolution WHERE declaration_id = declaration.id) AS resolutions
       FROM declaration WHERE reference = $1`,
      [report.reference],
    );
    expect(row).toEqual({ version: 3, resolutions: 1 });
  });
});

describe('a pasted list of municipalities', () => {
  it('is found by reference, number and name, and each line that names none is named', async () => {
    const [{ id }] = await app.dataSource.query('SELECT id FROM campaign');
    const found = await app
      .get(FindRecipients)
      .byList(
        id,
        ['Oslo', '', '4601 Bergen', reference('4621').toLowerCase(), 'oslo kommune', 'Narnia', '9999'].join('\n'),
      );
    expect(found).toEqual({
      references: ['0301', '4601', '4621'].map(reference),
      unfound: [
        { line: 6, text: 'Narnia', candidates: [], fault: 'UNKNOWN' },
        { line: 7, text: '9999', candidates: [], fault: 'UNKNOWN' },
      ],
    });
    await app.dataSource.query(`UPDATE municipality SET name = 'Oslo' WHERE number = '4601'`);
    expect(await app.get(FindRecipients).byList(id, 'Oslo')).toEqual({
      references: [],
      unfound: [
        { line: 1, text: 'Oslo', candidates: ['0301 Oslo kommune', '4601 Bergen kommune'], fault: 'AMBIGUOUS' },
      ],
    });
    expect(await app.get(FindRecipients).unanswered(id)).toEqual(['0301', '4621', '4640'].map(reference));
  });
});
