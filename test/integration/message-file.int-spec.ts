import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { deliverFiles } from '../../src/commands/deliver-files.js';
import { CampaignReadModel } from '../../src/campaigns/index.js';
import { StoreInboundMessage, TakeMessageFile } from '../../src/mailbox/index.js';
import { startTestApp, type TestApp } from '../support/app.js';
import { mailOf, TRUSTED_HOP } from '../support/imap-mailbox.js';
import { importSmall } from '../support/small-campaign.js';

let app: TestApp;
let folder: string;

beforeAll(async () => {
  app = await startTestApp();
  await importSmall(app);
  folder = await mkdtemp(join(tmpdir(), 'messages-'));
});
afterAll(async () => {
  await rm(folder, { recursive: true });
  await app.close();
});

/** As the command does it, on the test's database and clock. */
async function deliver(
  files: Readonly<Record<string, Buffer | null>>,
  options: { to?: string; arrived?: Date } = {},
): Promise<{ refused: number; said: string; errors: string }> {
  const names: string[] = [];
  for (const [name, bytes] of Object.entries(files)) {
    names.push(join(folder, name));
    if (bytes !== null) await writeFile(join(folder, name), bytes);
  }
  const said = { stdout: '', stderr: '' };
  const limits = { maxMessageBytes: 10_000, trustedHop: TRUSTED_HOP };
  const takeMessageFile = new TakeMessageFile(app.get(CampaignReadModel), app.get(StoreInboundMessage), app.clock);
  const refused = await deliverFiles(
    { deliver: (file) => takeMessageFile.execute({ ...file, actor: 'system:test' }, limits) },
    names,
    options,
    {
      stdout: { write: (text) => (said.stdout += text) },
      stderr: { write: (text) => (said.stderr += text) },
    },
  );
  return { refused, said: said.stdout, errors: said.stderr };
}

const arrivals = async (): Promise<{ foundAt: string; source: string; deliveredTo: string; arrivedAt: Date }[]> =>
  await app.dataSource.query(
    `SELECT found_at AS "foundAt", source, delivered_to AS "deliveredTo", arrived_at AS "arrivedAt"
     FROM inbound_message ORDER BY found_at`,
  );

describe('messages from files', () => {
  it('are stored once, whatever the name, each with the arrival that its header or the person names', async () => {
    const at = `Received: from lillevik.example by ${TRUSTED_HOP} with ESMTPS id 1; Thu, 23 Apr 2020 23:59:58 +0200`;
    const withHop = mailOf({ headers: [at], to: 'akson+k9mx3v7q2p@hod.dep.no' });
    const plain = mailOf();
    const first = await deliver({ 'a.eml': withHop, 'b.eml': plain });
    expect([first.refused, first.errors]).toEqual([0, '']);
    const again = await deliver({ 'c.eml': plain });
    expect(again.said).toMatch(/c\.eml: was there already as [0-9a-f-]{36}, arrived 2020-04-24T07:00:00\.000Z\n$/);
    const claimed = new Date('2020-04-22T10:00:00Z');
    await deliver({ 'd.eml': mailOf({ to: 'other@elsewhere.example' }) }, { to: 'Akson@HOD.dep.no', arrived: claimed });
    expect(await arrivals()).toEqual([
      {
        foundAt: join(folder, 'a.eml'),
        source: 'FILE',
        deliveredTo: 'akson+k9mx3v7q2p@hod.dep.no',
        arrivedAt: new Date('2020-04-23T21:59:58Z'),
      },
      { foundAt: join(folder, 'b.eml'), source: 'FILE', deliveredTo: 'akson@hod.dep.no', arrivedAt: app.clock.now() },
      { foundAt: join(folder, 'd.eml'), source: 'FILE', deliveredTo: 'akson@hod.dep.no', arrivedAt: claimed },
    ]);
  });

  it.each<[string, Record<string, Buffer | null>, { to?: string; arrived?: Date }, RegExp]>([
    ['not there', { 'gone.eml': null }, {}, /gone\.eml cannot be read \(ENOENT\)/],
    ['empty', { 'empty.eml': Buffer.alloc(0) }, {}, /does not begin with the header of a message/],
    ['a PDF', { 'x.pdf': Buffer.from('%PDF-1.7\n') }, {}, /Save the message as it came \(\.eml\)/],
    ['too large', { 'big.eml': mailOf({ text: 'x'.repeat(10_000) }) }, {}, /at most 10000 are taken/],
    [
      'for a mailbox of no campaign',
      { 'e.eml': mailOf() },
      { to: 'a@b.example' },
      /No campaign has the mailbox a@b\.example/,
    ],
    ['from the future', { 'f.eml': mailOf() }, { arrived: new Date('2030-01-01T00:00:00Z') }, /is still to come/],
  ])('that are %s are refused in words, and keep back no other', async (_what, files, options, words) => {
    const before = (await arrivals()).length;
    const good: Record<string, Buffer> =
      options.to === undefined && options.arrived === undefined ? { 'z.eml': mailOf() } : {};
    const result = await deliver({ ...files, ...good }, options);
    expect(result.errors).toMatch(words);
    expect([result.refused, (await arrivals()).length - before]).toEqual([1, Object.keys(good).length]);
  });
});
