import { WithdrawDeclaration } from '../../src/withdrawals/index.js';
import { type TestApp, startTestApp } from '../support/app.js';
import { capturedOfKind, header } from '../support/captured-mail.js';
import { issueSmall, type SmallCampaign } from '../support/small-campaign.js';

const ACTOR = 'key:approver';
let app: TestApp;
let campaign: SmallCampaign;
const reference = (number: string): string => campaign.references[number] ?? '';

beforeAll(async () => {
  app = await startTestApp();
  campaign = await issueSmall(app);
});
afterAll(() => app.close());

describe('a withdrawn declaration', () => {
  it('is told to the municipality in its language form, with who asked and the reason given, and not the internal one', async () => {
    const withdraw = app.get(WithdrawDeclaration);
    const internal = 'telephone call of 3 May';
    await withdraw.execute({
      reference: reference('4621'),
      by: 'municipality',
      reason: internal,
      note: 'Kommunestyret har sagt nei.',
      actor: ACTOR,
    });
    await withdraw.execute({
      reference: reference('0301'),
      by: 'ministry',
      reason: internal,
      note: null,
      actor: ACTOR,
    });
    await app.settle();
    const letters = await capturedOfKind(app, 'withdrawal');
    expect(letters).toHaveLength(2);
    const inLanguage = (language: string) => letters.find((mail) => header(mail, 'Content-Language') === language);
    const [nynorsk, bokmal] = [inLanguage('nn'), inLanguage('nb')];
    expect(nynorsk?.email.subject).toMatch(/^Saka er avslutta: /);
    expect(nynorsk?.email.text).toMatch(/har meldt frå om at erklæringa blir trekt[\s\S]*Kommunestyret har sagt nei\./);
    expect(bokmal?.email.subject).toMatch(/^Saken er avsluttet: /);
    expect(bokmal?.email.text).toMatch(/Departementet har trukket tilbake invitasjonen til Oslo kommune\./);
    expect(bokmal?.email.text).not.toMatch(/Begrunnelse/);
    for (const mail of letters) {
      expect(mail.email.text).not.toContain(internal);
      expect(mail.email.html).not.toContain(internal);
      expect(mail.messageId).toMatch(/^[a-z2-7]{16}\.withdrawal\.[0-9a-f]{16}@hod\.dep\.no$/);
    }
  });

  it('has one event for the change and one for the letter, written together', async () => {
    const rows = await app.dataSource.query(
      `SELECT action, actor, data FROM audit_event WHERE subject = $1
         AND (action = 'DECLARATION_WITHDRAWN' OR data ->> 'kind' = 'WITHDRAWAL') ORDER BY id`,
      [`declaration:${reference('4621')}`],
    );
    expect(rows).toEqual([
      {
        action: 'DECLARATION_WITHDRAWN',
        actor: ACTOR,
        data: { by: 'municipality', reason: 'telephone call of 3 May' },
      },
      { action: 'LETTER_PLANNED', actor: ACTOR, data: expect.objectContaining({ kind: 'WITHDRAWAL' }) },
      { action: 'LETTER_SENT', actor: 'system:letters', data: expect.objectContaining({ kind: 'WITHDRAWAL' }) },
    ]);
  });

  it('is told once however often it is tried, and nobody who is not withdrawn is told', async () => {
    const again = { reference: reference('4621'), by: 'ministry', reason: 'x', note: null, actor: ACTOR } as const;
    const attempts = await Promise.allSettled([1, 2].map(() => app.get(WithdrawDeclaration).execute(again)));
    expect(attempts).toEqual(
      [1, 2].map(() => ({ status: 'rejected', reason: expect.objectContaining({ code: 'DECLARATION_WITHDRAWN' }) })),
    );
    const unknown = { ...again, reference: 'AKSON-2020-9999-AAAAA' };
    await expect(app.get(WithdrawDeclaration).execute(unknown)).rejects.toMatchObject({ code: 'DECLARATION_UNKNOWN' });
    const both = await Promise.allSettled(
      [1, 2].map(() => app.get(WithdrawDeclaration).execute({ ...again, reference: reference('5401') })),
    );
    expect(both.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected']);
    await app.settle();
    expect(await capturedOfKind(app, 'withdrawal')).toHaveLength(3);
  });

  it('is not reminded any more', async () => {
    await app.moveTo('2020-06-17T09:00:00+02:00');
    const reminded = (await capturedOfKind(app, 'reminder')).map(({ recipient }) => recipient);
    expect(reminded).toHaveLength(2);
  });
});
