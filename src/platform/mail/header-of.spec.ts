import { headerOf } from './header-of.js';

const message = (...lines: readonly string[]): Buffer => Buffer.from(lines.join('\r\n'), 'latin1');

describe('headerOf', () => {
  it.each<[string, Buffer, string | null]>([
    ['a plain header', message('Message-ID: <a@x>', '', 'body'), '<a@x>'],
    ['whatever its case', message('MESSAGE-id:<a@x>', '', ''), '<a@x>'],
    ['folded', message('Message-ID:', '\t<a@x>', 'To: b', '', ''), '<a@x>'],
    ['the first of two', message('Message-ID: <a@x>', 'Message-ID: <b@x>', '', ''), '<a@x>'],
    ['with bare line feeds', Buffer.from('To: b\nMessage-ID: <a@x>\n\nbody'), '<a@x>'],
    ['without a body', message('Message-ID: <a@x>'), '<a@x>'],
    ['with a colon in its value', message('Message-ID: <a:b@x>', '', ''), '<a:b@x>'],
    ['an empty one', message('Message-ID:', 'To: b', '', ''), ''],
    ['only in the body', message('To: b', '', 'Message-ID: <a@x>'), null],
    ['inside another header', message('X-Message-ID: <a@x>', '', ''), null],
    ['after a line that is none', message('no header at all', 'Message-ID: <a@x>', '', ''), '<a@x>'],
    ['nothing', Buffer.alloc(0), null],
  ])('%s', (_name, raw, value) => {
    expect(headerOf(raw, 'message-id')).toBe(value);
  });

  it('gives what a text column takes, whatever the bytes', () => {
    const raw = Buffer.concat([Buffer.from('Subject: a'), Buffer.from([0, 0xff, 0xe9]), Buffer.from('\r\n\r\n')]);
    expect(headerOf(raw, 'subject')).toBe('a\uFFFDÿé');
  });

  it('looks no further than its limit', () => {
    const filler = `X-Filler: ${'x'.repeat(300 * 1024)}`;
    expect(headerOf(message(filler, 'Message-ID: <a@x>', '', ''), 'message-id')).toBeNull();
  });
});
