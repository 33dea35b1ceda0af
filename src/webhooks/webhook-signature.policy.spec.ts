import { formatSecret, signatureHeaders } from './webhook-signature.policy.js';

const secret = Buffer.from('MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw', 'base64');
const message = {
  id: 'msg_p5jXN8AQM9LWM0D4loKWxJek',
  at: new Date(1_614_265_330_999),
  body: '{"test": 2432232314}',
};

describe('signatureHeaders', () => {
  it('signs as the example of the libraries of Standard Webhooks', () => {
    expect(signatureHeaders(message, [secret])).toEqual({
      'webhook-id': 'msg_p5jXN8AQM9LWM0D4loKWxJek',
      'webhook-timestamp': '1614265330',
      'webhook-signature': 'v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=',
    });
  });

  it('signs with each secret that counts', () => {
    const other = Buffer.alloc(32, 1);
    const both = signatureHeaders(message, [other, secret])['webhook-signature']?.split(' ');
    expect(both).toEqual([
      signatureHeaders(message, [other])['webhook-signature'],
      'v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=',
    ]);
  });

  it.each([
    ['id', { ...message, id: 'msg_2' }],
    ['time', { ...message, at: new Date(1_614_265_331_000) }],
    ['body', { ...message, body: '{"test": 2432232315}' }],
  ])('depends on the %s', (_what, other) => {
    expect(signatureHeaders(other, [secret])['webhook-signature']).not.toBe(
      signatureHeaders(message, [secret])['webhook-signature'],
    );
  });
});

test('a secret is written as whsec_ and base64', () => {
  expect(formatSecret(secret)).toBe('whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw');
});
