import { type TestApp, startTestApp } from '../support/app.js';
import { scanPdf } from '../support/returned-files.js';
import { ReturningMunicipality } from '../support/returning-municipality.js';
import { issueSmall } from '../support/small-campaign.js';

const TAKEN_AT = '2020-07-02T06:00:00.000Z';
const BEFORE_THE_DEADLINE = '2020-07-01T21:30:00.000Z';
let app: TestApp;

beforeAll(async () => {
  app = await startTestApp();
  await issueSmall(app);
  // The morning after the deadline, 1 July.
  app.clock.moveTo(new Date(TAKEN_AT));
});
afterAll(() => app.close());

async function handIn(
  municipality: ReturningMunicipality,
  key: 'integration' | 'gateway',
  receivedAt: string | null,
): Promise<{ status: number; body: { id: string; arrivedAt: string; duplicate: boolean } }> {
  const raw = [
    `From: ${municipality.email}`,
    `To: ${municipality.replyAddress}`,
    // What the sender's side wrote is no proof of anything.
    `Date: Wed, 1 Jul 2020 23:30:00 +0200`,
    `Received: from kommune.example by mx.dep.no; Wed, 1 Jul 2020 23:30:00 +0200`,
    'Subject: Svar',
    `Message-ID: <${municipality.number}@kommune.example>`,
    'Content-Type: application/pdf; name=skannet.pdf',
    'Content-Transfer-Encoding: base64',
    '',
    Buffer.from(scanPdf(Number(municipality.number) % 97)).toString('base64'),
    '',
  ].join('\r\n');
  const query = receivedAt === null ? '' : `?${new URLSearchParams({ receivedAt }).toString()}`;
  const response = await app.fetch(`/api/v1/mailbox/messages${query}`, {
    method: 'POST',
    key,
    headers: { 'content-type': 'message/rfc822' },
    body: raw,
  });
  const body = (await response.json()) as { id: string; arrivedAt: string; duplicate: boolean };
  await app.settle();
  return { status: response.status, body };
}

async function storedEvent(id: string): Promise<{ at: Date; actor: string; data: object }> {
  const rows: { at: Date; actor: string; data: object }[] = await app.dataSource.query(
    `SELECT at, actor, data FROM audit_event WHERE action = 'MESSAGE_STORED' AND subject = $1`,
    [`message:${id}`],
  );
  return rows[0]!;
}

describe('a message that is handed in after the deadline', () => {
  it.each([
    ['is on time when the mail gateway says that it arrived before', 0, 'gateway', BEFORE_THE_DEADLINE, true],
    ['is late when the mail gateway says nothing', 1, 'gateway', null, false],
    ['is late when anybody else says that it arrived before', 2, 'integration', BEFORE_THE_DEADLINE, false],
    ['is late when it is said to be older than the form', 3, 'gateway', '2020-04-24T06:59:59.999Z', false],
  ] as const)('%s', async (_what, index, key, receivedAt, onTime) => {
    const municipality = await ReturningMunicipality.at(app, index);
    const { status, body } = await handIn(municipality, key, receivedAt);
    const arrivedAt = onTime ? receivedAt : TAKEN_AT;
    expect([status, body]).toEqual([202, expect.objectContaining({ arrivedAt, duplicate: false })]);
    const returned = await municipality.theReturn();
    expect([returned.onTime, returned.reasons.includes('LATE')]).toEqual([onTime, !onTime]);
    // The claim and what counts stand beside each other; the event itself tells when the message really came.
    expect(await storedEvent(body.id)).toEqual({
      at: new Date(TAKEN_AT),
      actor: key === 'gateway' ? 'key:gateway' : 'key:integration',
      data: expect.objectContaining({ arrivedAt, claimedAt: receivedAt }),
    });
  });

  it('cannot be dated back by handing it in once more', async () => {
    const municipality = await ReturningMunicipality.at(app, 1);
    expect(await handIn(municipality, 'gateway', BEFORE_THE_DEADLINE)).toMatchObject({
      status: 202,
      body: { arrivedAt: TAKEN_AT, duplicate: true },
    });
    expect((await municipality.theReturn()).onTime).toBe(false);
  });
});
