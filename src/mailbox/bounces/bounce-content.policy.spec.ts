import { MessageUnreadable, readMessage } from '../../mime/index.js';
import { notice, OURS, report } from '../../../test/support/bounce-samples.js';
import { REPORTED_BOUNCES } from '../../../test/support/reported-bounces.js';
import { TOLD_BOUNCES } from '../../../test/support/told-bounces.js';
import { bounceContent, type BounceContent } from './bounce-content.policy.js';

const SAMPLES = [...REPORTED_BOUNCES, ...TOLD_BOUNCES];

const contentOf = async (raw: Buffer): Promise<BounceContent> => bounceContent(await readMessage(raw));

it.each(SAMPLES)('%s', async (_name, raw, expected) => {
  expect(await contentOf(raw)).toMatchObject(expected);
});

it.each(SAMPLES)('%s, cut off anywhere, is read without harm', async (_name, raw) => {
  for (let end = 0; end <= raw.length; end += 97) {
    const read = await contentOf(raw.subarray(0, end)).catch((error: unknown) => error);
    const messageIds = read instanceof MessageUnreadable ? [] : (read as BounceContent).messageIds;
    expect(messageIds.filter((id) => id !== OURS)).toEqual([]);
  }
});

it('is read in time, however long its lines are', async () => {
  const begun = process.cpuUsage();
  for (const piece of ['a@', 'x', '-', '<', ' ', '5.1.', '- ']) {
    const endless = piece.repeat(60_000);
    await contentOf(notice([`Subject: failure notice`, `X-Failed-Recipients: ${endless}`], `<${endless}`, endless));
    await contentOf(notice(['Content-Type: text/html'], endless));
    await contentOf(report({ text: endless, status: [`Final-Recipient: rfc822; ${endless}`, 'Action: failed'] }));
  }
  const { user } = process.cpuUsage(begun);
  expect(user).toBeLessThan(5_000_000);
});
