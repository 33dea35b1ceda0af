import type { Request } from 'express';
import { isFromThisMachine } from './health.controller.js';

const request = (remoteAddress: string | undefined, headers: Request['headers'] = {}) =>
  ({ socket: { remoteAddress }, headers }) as Pick<Request, 'headers' | 'socket'>;

describe('isFromThisMachine', () => {
  it.each(['127.0.0.1', '127.8.8.8', '::1', '::ffff:127.0.0.1'])('is true for %s', (address) => {
    expect(isFromThisMachine(request(address))).toBe(true);
  });

  it.each(['192.0.2.1', '10.127.0.1', '::ffff:192.0.2.1', '2001:db8::1', '', undefined])(
    'is false for %s',
    (address) => {
      expect(isFromThisMachine(request(address))).toBe(false);
    },
  );

  it('is false for what a proxy on this machine passes on', () => {
    expect(isFromThisMachine(request('127.0.0.1', { 'x-forwarded-for': '192.0.2.1' }))).toBe(false);
    expect(isFromThisMachine(request('127.0.0.1', { forwarded: 'for=192.0.2.1' }))).toBe(false);
  });
});
