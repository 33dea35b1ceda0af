import { CloseCampaign, ImportCampaign } from '../../src/campaigns/index.js';
import { StartIssuing } from '../../src/issuing/index.js';
import { ImportRegister } from '../../src/municipalities/index.js';
import { type TestApp, startTestApp } from '../support/app.js';
import { campaignOf, registerOf, SMALL_REGISTER } from '../support/small-campaign.js';

const csv = registerOf(SMALL_REGISTER);
let app: TestApp;
beforeAll(async () => {
  app = await startTestApp();
  await app.get(ImportRegister).execute(csv, 'system:test');
});
afterAll(() => app.close());

const importing = (yaml: string, simulated = true) =>
  app.get(ImportCampaign).execute({ yaml, fileName: 'c.yaml', actor: 'system:test', simulated });
const stateOf = async (slug: string): Promise<unknown> => {
  const [row] = await app.dataSource.query('SELECT state, version, simulated FROM campaign WHERE slug = $1', [slug]);
  return row;
};
const eventsOf = async (slug: string): Promise<unknown[]> =>
  (
    await app.dataSource.query('SELECT action, data FROM audit_event WHERE subject = $1 ORDER BY id', [
      `campaign:${slug}`,
    ])
  ).filter(({ action }: { action: string }) => action !== 'LETTER_PLANNED' && action !== 'LETTER_SENT');

describe('the life of a campaign', () => {
  it('is refused with every fault and leaves nothing', async () => {
    const bad = campaignOf(csv, { deadlineOn: '2020-02-31', threshold: { numerator: 3, denominator: 2 }, more: 1 });
    await expect(importing(bad)).rejects.toMatchObject({ code: 'CAMPAIGN_DEFINITION_INVALID' });
    expect(await stateOf('akson-2020')).toBeUndefined();
  });

  it('is imported as a draft, changed while it is one, and the same file changes nothing', async () => {
    expect(await importing(campaignOf(csv))).toEqual({ slug: 'akson-2020', outcome: 'CREATED' });
    expect(await importing(campaignOf(csv))).toEqual({ slug: 'akson-2020', outcome: 'UNCHANGED' });
    expect(await stateOf('akson-2020')).toEqual({ state: 'DRAFT', version: 1, simulated: true });
    expect(await importing(campaignOf(csv, { extendedDeadlineOn: '2020-07-08' }))).toMatchObject({
      outcome: 'CHANGED',
    });
    expect(await importing(campaignOf(csv))).toMatchObject({ outcome: 'CHANGED' });
    expect(await stateOf('akson-2020')).toEqual({ state: 'DRAFT', version: 3, simulated: true });
    expect(await eventsOf('akson-2020')).toHaveLength(3);
  });

  it('stays what it is: a replay’s campaign does not become a real one by importing it again', async () => {
    await importing(campaignOf(csv, { extendedDeadlineOn: '2020-07-09' }), false);
    expect(await stateOf('akson-2020')).toMatchObject({ simulated: true });
    await importing(campaignOf(csv));
  });

  it('may not have the code of another one, because references begin with it', async () => {
    await expect(importing(campaignOf(csv, { slug: 'other' }))).rejects.toMatchObject({
      code: 'CAMPAIGN_CODE_TAKEN',
      message: expect.stringContaining('«akson-2020»'),
    });
    expect(await importing(campaignOf(csv, { slug: 'other', code: 'OTHER-2020' }))).toMatchObject({
      outcome: 'CREATED',
    });
  });

  it('cannot be closed before it runs', async () => {
    await expect(app.get(CloseCampaign).execute('akson-2020', 'system:test')).rejects.toMatchObject({
      code: 'CAMPAIGN_STATE',
    });
    await expect(app.get(CloseCampaign).execute('nothing', 'system:test')).rejects.toMatchObject({
      code: 'CAMPAIGN_UNKNOWN',
    });
  });

  it('stands as it is once issuing has begun', async () => {
    await app.get(StartIssuing).execute('akson-2020', 'key:admin');
    await expect(importing(campaignOf(csv, { extendedDeadlineOn: '2020-07-08' }))).rejects.toMatchObject({
      code: 'CAMPAIGN_STATE',
    });
    expect(await importing(campaignOf(csv))).toMatchObject({ outcome: 'UNCHANGED' });
    await app.settle();
    expect(await stateOf('akson-2020')).toMatchObject({ state: 'RUNNING' });
    await expect(importing(campaignOf(csv, { extendedDeadlineOn: '2020-07-08' }))).rejects.toMatchObject({
      code: 'CAMPAIGN_STATE',
    });
  });

  it('is closed once, and can then not be issued again', async () => {
    await app.get(CloseCampaign).execute('akson-2020', 'key:admin');
    expect(await stateOf('akson-2020')).toMatchObject({ state: 'CLOSED' });
    await expect(app.get(CloseCampaign).execute('akson-2020', 'key:admin')).rejects.toMatchObject({
      code: 'CAMPAIGN_STATE',
    });
    await expect(app.get(StartIssuing).execute('akson-2020', 'key:admin')).rejects.toMatchObject({
      code: 'CAMPAIGN_STATE',
    });
    expect((await eventsOf('akson-2020')).slice(-3)).toEqual([
      { action: 'ISSUING_STARTED', data: {} },
      { action: 'CAMPAIGN_ISSUED', data: { issued: 5 } },
      { action: 'CAMPAIGN_CLOSED', data: {} },
    ]);
  });
});
