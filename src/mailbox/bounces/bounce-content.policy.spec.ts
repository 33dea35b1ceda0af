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
  let user = 0;
  for (const piece of ['a@', 'x', '-', '<', ' ', '5.1.', '- ']) {
    const endless = piece.repeat(60_000);
    for (const raw of [
      notice(['Subject: failure notice', `X-Failed-Recipients: ${endless}`], `<${endless}`, endless),
      report({ text: endless, status: [`Final-Recipient: rfc822; ${endless}`, 'Action: failed'] }),
    ]) {
      const read = await readMessage(raw);
      const begun = process.cpuUsage();
      bounceContent(read);
      user += process.cpuUsage(begun).user;
    }
  }
  expect(user).toBeLessThan(1_000_000);
});
