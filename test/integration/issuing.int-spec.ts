import { createHash } from 'node:crypto';
import { ImportCampaign } from '../../src/campaigns/index.js';
import { CampaignTemplates, IssuedForms, MakeForm } from '../../src/declarations/index.js';
import { DryRunCampaign, IssuingResultReadModel, StartIssuing } from '../../src/issuing/index.js';
import { IssueCampaign } from '../../src/issuing/issue-campaign.js';
import { ImportRegister } from '../../src/municipalities/index.js';
import { type TestApp, startTestApp } from '../support/app.js';
import { startSecondService } from '../support/second-service.js';
import { campaignOf, referencesOf, registerOf, SMALL_REGISTER } from '../support/small-campaign.js';

const SLUG = 'akson-2020';

describe('issuing the Akson campaign, with a crash in the middle', () => {
  let app: TestApp;
  let formsAtCrash: { municipality: string; sha256: string }[];
  let stateAtCrash: unknown;

  const forms = (): Promise<{ municipality: string; sha256: string }[]> =>
    app.dataSource.query(
      `SELECT municipality_number AS municipality, sha256 FROM form
       JOIN declaration ON declaration.id = form.declaration_id ORDER BY municipality_number`,
    );

  beforeAll(async () => {
    app = await startTestApp();
    const makeForm = app.get(MakeForm);
    const make = makeForm.execute.bind(makeForm);
    let crashed = false;
    makeForm.execute = async (template, recipient) => {
      // In the second batch: Tromsø is far down the register.
      if (recipient.municipalityNumber === '5401' && !crashed) {
        crashed = true;
        throw new Error('the machine went away');
      }
      return await make(template, recipient);
    };
    await app.issueAkson();
    formsAtCrash = await forms();
    [stateAtCrash] = await app.dataSource.query('SELECT state, attempts, last_error FROM campaign');
    app.clock.moveTo(new Date(app.clock.now().getTime() + 30_000));
    await app.settle();
  });
  afterAll(() => app.close());

  it('keeps the batches that were done, and nothing of the one that broke', () => {
    expect(stateAtCrash).toEqual({ state: 'ISSUING', attempts: 1, last_error: 'Error: the machine went away' });
    expect(formsAtCrash.length).toBeGreaterThan(100);
    expect(formsAtCrash.length).toBeLessThan(291);
    expect(formsAtCrash.every(({ municipality }) => municipality < '5')).toBe(true);
  });

  it('goes on where it was: each recipient has one declaration, form, deadline, plan, invitation and result', async () => {
    const [row] = await app.dataSource.query(
      `SELECT (SELECT count(*)::integer FROM declaration) AS declarations, (SELECT count(*)::integer FROM form) AS forms,
         (SELECT count(DISTINCT sha256)::integer FROM form) AS digests,
         (SELECT count(*)::integer FROM deadline WHERE version = 1 AND kind = 'ORIGINAL' AND due_on = '2020-07-01') AS deadlines,
         (SELECT count(*)::integer FROM issuing_result WHERE outcome = 'ISSUED') AS results,
         (SELECT count(*)::integer FROM letter WHERE kind = 'INVITATION' AND state = 'SENT') AS invitations,
         (SELECT count(*)::integer FROM letter WHERE kind = 'COPY' AND state = 'SENT') AS copies,
         (SELECT count(*)::integer FROM captured_message WHERE deliveries = 1) AS captured,
         (SELECT sum(population)::integer FROM declaration) AS population,
         (SELECT state FROM campaign) AS state`,
    );
    expect(row).toEqual({
      declarations: 291,
      forms: 291,
      digests: 291,
      deadlines: 291,
      results: 291,
      invitations: 291,
      copies: 69,
      captured: 360,
      population: 4_632_214,
      state: 'RUNNING',
    });
    expect(await app.get(IssuingResultReadModel).progress(SLUG)).toEqual({ issued: 291, failed: [] });
  });

  it('did not make again what was made before the crash', async () => {
    const now = new Map((await forms()).map((form) => [form.municipality, form.sha256]));
    for (const { municipality, sha256 } of formsAtCrash) expect(now.get(municipality)).toBe(sha256);
  });

  it('plans each recipient’s reminders in the sending window of working days', async () => {
    const plans = await app.dataSource.query(
      `SELECT slot, planned_at, count(*)::integer AS count FROM reminder WHERE state = 'PLANNED'
       GROUP BY slot, planned_at ORDER BY planned_at`,
    );
    expect(plans).toEqual(
      [
        ['D-14', '2020-06-17T07:00:00.000Z'],
        ['D-7', '2020-06-24T07:00:00.000Z'],
        ['D-2', '2020-06-29T07:00:00.000Z'],
        ['D-1', '2020-06-30T07:00:00.000Z'],
      ].map(([slot, at]) => ({ slot, planned_at: new Date(at ?? ''), count: 291 })),
    );
  });

  it('keeps each form’s bytes: length and SHA-256 are those of what is read', async () => {
    const rows: { id: string }[] = await app.dataSource.query(
      'SELECT id FROM declaration ORDER BY municipality_number LIMIT 3',
    );
    for (const { id } of rows) {
      const form = await app.get(IssuedForms).read(id);
      expect(form?.bytes.length).toBe(form?.byteLength);
      expect(
        createHash('sha256')
          .update(form?.bytes ?? '')
          .digest('hex'),
      ).toBe(form?.sha256);
      expect(
        await app.get(IssuedForms).findByPrefix(Buffer.concat([form?.bytes ?? Buffer.alloc(0), Buffer.from('more')])),
      ).toMatchObject({
        declarationId: id,
      });
    }
  });

  it('writes to each municipality in its language form', async () => {
    const rows = await app.dataSource.query(
      `SELECT municipality.language_form AS form, declaration.language, letter.language AS letter,
         form_template.language AS template, count(*)::integer AS count
       FROM declaration JOIN municipality ON municipality.number = declaration.municipality_number
       JOIN letter ON letter.declaration_id = declaration.id AND letter.kind = 'INVITATION'
       JOIN form ON form.declaration_id = declaration.id JOIN form_template ON form_template.id = form.template_id
       GROUP BY 1, 2, 3, 4 ORDER BY 1`,
    );
    expect(rows).toEqual([
      { form: 'nb', language: 'nb', letter: 'nb', template: 'nb', count: expect.any(Number) },
      { form: 'neutral', language: 'nb', letter: 'nb', template: 'nb', count: expect.any(Number) },
      { form: 'nn', language: 'nn', letter: 'nn', template: 'nn', count: expect.any(Number) },
    ]);
  });

  it('changes nothing when it is asked for again', async () => {
    const snapshot = () =>
      app.dataSource.query(
        `SELECT (SELECT count(*) FROM letter) AS letters, (SELECT count(*) FROM reminder) AS reminders,
           (SELECT count(*) FROM audit_event) AS events, (SELECT sum(deliveries) FROM captured_message) AS mails,
           (SELECT md5(string_agg(sha256, '' ORDER BY sha256)) FROM form) AS forms, (SELECT version FROM campaign) AS version`,
      );
    const before = await snapshot();
    expect(await app.get(StartIssuing).execute(SLUG, 'key:admin')).toEqual({ state: 'RUNNING' });
    await app.settle();
    expect(await snapshot()).toEqual(before);
  });

  it('has an event for each declaration, with the digest of its form', async () => {
    const rows = await app.dataSource.query(
      `SELECT count(*)::integer AS count, count(DISTINCT subject)::integer AS subjects,
         bool_and(EXISTS (SELECT 1 FROM form WHERE form.sha256 = data ->> 'formSha256')) AS forms
       FROM audit_event WHERE action = 'DECLARATION_ISSUED'`,
    );
    expect(rows).toEqual([{ count: 291, subjects: 291, forms: true }]);
  });
});

describe('issuing a small campaign', () => {
  let app: TestApp;
  beforeEach(async () => {
    app = await startTestApp();
  });
  afterEach(() => app.close());

  const importing = async (csv: string, campaign = campaignOf(csv)): Promise<void> => {
    await app.get(ImportRegister).execute(csv, 'system:test');
    await app
      .get(ImportCampaign)
      .execute({ yaml: campaign, fileName: 'c.yaml', actor: 'system:test', simulated: true });
  };

  it('shows everything in a dry run, and stores nothing', async () => {
    const csv = registerOf(SMALL_REGISTER);
    await importing(csv);
    const shown = await app.get(DryRunCampaign).execute(SLUG);
    expect(shown).toMatchObject({
      campaign: SLUG,
      base: { municipalities: 5, population: 693_494 + 283_929 + 76_974 + 15_740 + 11_847 },
      byLanguage: { nb: 3, nn: 2 },
      deadlineOn: '2020-07-01',
      reminders: [
        { slot: 'D-14', sendAt: '2020-06-17T09:00:00+02:00', daysLeft: 14 },
        { slot: 'D-7', sendAt: '2020-06-24T09:00:00+02:00', daysLeft: 7 },
        { slot: 'D-2', sendAt: '2020-06-29T09:00:00+02:00', daysLeft: 2 },
        { slot: 'D-1', sendAt: '2020-06-30T09:00:00+02:00', daysLeft: 1 },
      ],
      excluded: [],
      faults: [],
    });
    expect(shown.recipients.map(({ number, name, language }) => [number, name, language])).toEqual([
      ['0301', 'Oslo kommune', 'nb'],
      ['4601', 'Bergen kommune', 'nb'],
      ['4621', 'Voss herad', 'nn'],
      ['4640', 'Sogndal kommune', 'nn'],
      ['5401', 'Tromsø kommune', 'nb'],
    ]);
    expect(shown.copies.map((copy) => copy.name)).toContain('Trondheim kommune');
    const [row] = await app.dataSource.query(
      `SELECT (SELECT count(*)::integer FROM declaration) AS declarations, (SELECT count(*)::integer FROM letter) AS letters,
         (SELECT state FROM campaign) AS state`,
    );
    expect(row).toEqual({ declarations: 0, letters: 0, state: 'DRAFT' });
  });

  it('refuses to issue while anything stands in the way, and names all of it', async () => {
    const csv = registerOf(SMALL_REGISTER);
    await importing(
      csv,
      campaignOf(csv, {
        recipients: {
          outsideHealthRegions: ['Helse Midt-Norge'],
          exceptions: [{ municipality: '9999', reason: 'x' }],
          expect: { municipalities: 6, population: 1 },
        },
      }),
    );
    app.clock.moveTo(new Date('2020-07-02T00:00:00+02:00'));
    const places = [
      'recipients.expect.municipalities',
      'recipients.expect.population',
      'recipients.exceptions.9999',
      'deadlineOn',
    ];
    expect((await app.get(DryRunCampaign).execute(SLUG)).faults.map((fault) => fault.where)).toEqual(places);
    await expect(app.get(StartIssuing).execute(SLUG, 'key:admin')).rejects.toMatchObject({
      code: 'CAMPAIGN_NOT_READY',
      faults: places.map((where) => ({ where, message: expect.any(String) })),
    });
    await app.settle();
    expect(await app.dataSource.query('SELECT state FROM campaign')).toEqual([{ state: 'DRAFT' }]);
    await expect(app.get(StartIssuing).execute('nothing', 'key:admin')).rejects.toMatchObject({
      code: 'CAMPAIGN_UNKNOWN',
    });
  });

  it('issues to the others when one cannot be printed, and to that one once it is mended', async () => {
    const csv = registerOf(SMALL_REGISTER);
    // U+6F22 is in no European font.
    const broken = csv.replace(/^4640,Sogndal,/m, '4640,Sogn漢dal,');
    await importing(broken);
    await app.get(StartIssuing).execute(SLUG, 'key:admin');
    await app.settle();
    const progress = await app.get(IssuingResultReadModel).progress(SLUG);
    expect(progress.issued).toBe(4);
    expect(progress.failed).toEqual([{ municipality: '4640', reason: expect.stringContaining('U+6F22') }]);
    expect(await app.dataSource.query('SELECT state FROM campaign')).toEqual([{ state: 'RUNNING' }]);
    const before = await referencesOf(app, SLUG);
    expect(Object.keys(before).toSorted()).toEqual(['0301', '4601', '4621', '5401']);
    // Still broken: it fails again, and still has one result.
    await app.get(StartIssuing).execute(SLUG, 'key:admin');
    await app.settle();
    expect((await app.get(IssuingResultReadModel).progress(SLUG)).failed).toHaveLength(1);
    await app.get(ImportRegister).execute(csv, 'system:test');
    expect(await app.get(StartIssuing).execute(SLUG, 'key:admin')).toEqual({ state: 'ISSUING' });
    await app.settle();
    expect(await app.get(IssuingResultReadModel).progress(SLUG)).toEqual({ issued: 5, failed: [] });
    const after = await referencesOf(app, SLUG);
    expect(after).toMatchObject(before);
    expect(Object.keys(after)).toHaveLength(5);
    const letters = await app.dataSource.query(
      `SELECT kind, count(*)::integer AS count, sum((state = 'SENT')::integer)::integer AS sent FROM letter
       WHERE kind IN ('INVITATION', 'COPY') GROUP BY kind ORDER BY kind`,
    );
    expect(letters).toEqual([
      { kind: 'COPY', count: 6, sent: 6 },
      { kind: 'INVITATION', count: 5, sent: 5 },
    ]);
    expect(
      await app.dataSource.query(
        `SELECT data ->> 'issued' AS issued, data ->> 'failed' AS failed FROM audit_event
         WHERE action = 'CAMPAIGN_ISSUED' ORDER BY id`,
      ),
    ).toEqual([
      { issued: '4', failed: '1' },
      { issued: '4', failed: '1' },
      { issued: '5', failed: null },
    ]);
  });

  it('stops as a whole when the seal fails, and blames no recipient', async () => {
    await importing(registerOf(SMALL_REGISTER));
    const makeForm = app.get(MakeForm);
    makeForm.execute = async () => {
      throw new Error('the seal is away');
    };
    await app.get(StartIssuing).execute(SLUG, 'key:admin');
    await app.settle();
    expect(await app.get(IssuingResultReadModel).progress(SLUG)).toEqual({ issued: 0, failed: [] });
    expect(await app.dataSource.query('SELECT state, attempts, last_error FROM campaign')).toEqual([
      { state: 'ISSUING', attempts: 1, last_error: 'Error: the seal is away' },
    ]);
  });

  it('gives each recipient one case when two processes issue at once', async () => {
    await importing(registerOf([...SMALL_REGISTER, '1103', '4204', '3005', '3803', '1804']));
    const second = await startSecondService(app);
    try {
      await app.dataSource.query(`UPDATE campaign SET state = 'ISSUING', due_at = $1, queued_at = $1`, [
        app.clock.now().toISOString(),
      ]);
      const [{ id }] = await app.dataSource.query('SELECT id FROM campaign');
      const work = [app.get(IssueCampaign), second.get(IssueCampaign)];
      await Promise.all([...work, ...work].map((one) => one.perform(id)));
      await app.settle();
    } finally {
      await second.close();
    }
    const [row] = await app.dataSource.query(
      `SELECT (SELECT count(*)::integer FROM issuing_result) AS results, (SELECT count(*)::integer FROM form) AS forms,
         (SELECT count(*)::integer FROM letter WHERE kind = 'INVITATION' AND state = 'SENT') AS invitations,
         (SELECT count(*)::integer FROM audit_event WHERE action = 'DECLARATION_ISSUED') AS issued,
         (SELECT count(*)::integer FROM audit_event WHERE action = 'CAMPAIGN_ISSUED') AS finished,
         (SELECT sum(deliveries)::integer FROM captured_message WHERE message_id LIKE '%.invitation.%') AS captured`,
    );
    expect(row).toEqual({ results: 10, forms: 10, invitations: 10, issued: 10, finished: 1, captured: 10 });
  });

  it('makes the templates once, also when two processes ask at once', async () => {
    await importing(registerOf(SMALL_REGISTER));
    const [campaign] = await app.dataSource.query('SELECT * FROM campaign');
    const templates = app.get(CampaignTemplates);
    const [one, other] = await Promise.all([templates.prepare(campaign), templates.prepare(campaign)]);
    expect(one.nb.id).toBe(other.nb.id);
    expect(one.nn.id).not.toBe(one.nb.id);
    expect(await app.dataSource.query('SELECT kind, language FROM form_template ORDER BY kind, language')).toEqual(
      ['form', 'summary'].flatMap((kind) => ['nb', 'nn'].map((language) => ({ kind, language }))),
    );
  });
});
