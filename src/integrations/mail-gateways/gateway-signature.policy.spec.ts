import { createHmac } from 'node:crypto';
import { claimedSignature, isFresh, isSignedBy, signedPayload, TOLERANCE_SECONDS } from './gateway-signature.policy.js';

const secret = Buffer.alloc(32, 7);
const now = new Date('2020-05-04T10:00:00Z');
const seconds = now.getTime() / 1000;
const message = Buffer.from('Subject: Hei\r\n\r\nHei\r\n');
const sign = (text: string, key = secret): string => `v1,${createHmac('sha256', key).update(text).digest('base64')}`;
const good = sign(`msg_1.${seconds}.${message.toString()}`);

const claim = (changes: Record<string, string | undefined> = {}): ReturnType<typeof claimedSignature> => {
  const headers: Record<string, string | undefined> = {
    'webhook-id': 'msg_1',
    'webhook-timestamp': String(seconds),
    'webhook-signature': good,
    ...changes,
  };
  return claimedSignature((name) => headers[name]);
};

describe('claimedSignature', () => {
  it.each<[string, Record<string, string | undefined>]>([
    ['no id', { 'webhook-id': undefined }],
    ['an id of two lines', { 'webhook-id': 'a\nb' }],
    ['an id that is too long', { 'webhook-id': 'a'.repeat(201) }],
    ['no time', { 'webhook-timestamp': undefined }],
    ['a time that is no number of seconds', { 'webhook-timestamp': '1.5' }],
    ['a negative time', { 'webhook-timestamp': '-1' }],
    ['no signature', { 'webhook-signature': undefined }],
    ['a signature of another kind alone', { 'webhook-signature': good.replace('v1,', 'v1a,') }],
    ['a signature that is cut short', { 'webhook-signature': good.slice(0, -2) }],
  ])('is null with %s', (_name, changes) => {
    expect(claim(changes)).toBeNull();
  });

  it('takes the known among several signatures, and no endless number of them', () => {
    expect(claim({ 'webhook-signature': `v1a,abc ${good} ${good}` })?.signatures).toHaveLength(2);
    expect(claim({ 'webhook-signature': Array.from({ length: 50 }, () => good).join(' ') })?.signatures).toHaveLength(
      8,
    );
  });
});

describe('isSignedBy', () => {
  const verdict = (
    changes: Record<string, string>,
    payload = signedPayload('', message),
    key: Buffer = secret,
  ): boolean => {
    const claimed = claim(changes);
    if (claimed === null) throw new Error('The claim should be well formed.');
    return isSignedBy(claimed, payload, key);
  };

  it.each<[string, boolean, Record<string, string>, readonly Buffer[] | undefined, Buffer | undefined]>([
    ['as it was signed', true, {}, undefined, undefined],
    ['one of two signatures is right', true, { 'webhook-signature': `${sign('other')} ${good}` }, undefined, undefined],
    ['another id', false, { 'webhook-id': 'msg_2' }, undefined, undefined],
    ['another time', false, { 'webhook-timestamp': String(seconds + 1) }, undefined, undefined],
    ['another message', false, {}, signedPayload('', Buffer.from('Subject: Ha')), undefined],
    ['a query that was not signed', false, {}, signedPayload('receivedAt=x', message), undefined],
    ['another secret', false, {}, undefined, Buffer.alloc(32, 8)],
  ])('%s: %s', (_name, expected, changes, payload, key) => {
    expect(verdict(changes, payload, key)).toBe(expected);
  });

  it('covers the query where there is one', () => {
    const signature = sign(`msg_1.${seconds}.?deliveredTo=a@b\n${message.toString()}`);
    const changes = { 'webhook-signature': signature };
    expect(verdict(changes, signedPayload('deliveredTo=a@b', message))).toBe(true);
    expect(verdict(changes, signedPayload('deliveredTo=a@c', message))).toBe(false);
    expect(verdict(changes)).toBe(false);
  });
});

describe('isFresh', () => {
  it.each([
    [0, true],
    [TOLERANCE_SECONDS, true],
    [-TOLERANCE_SECONDS, true],
    [TOLERANCE_SECONDS + 1, false],
    [-TOLERANCE_SECONDS - 1, false],
  ])('%i seconds ago: %s', (ago, fresh) => {
    expect(isFresh(seconds - ago, now)).toBe(fresh);
  });
});
