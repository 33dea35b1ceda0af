import { parseImapUrl } from './imap-url.js';

describe('an IMAP URL', () => {
  it.each([
    [
      'imaps://akson%40hod.dep.no:pass%2Fword@mail.hod.dep.no/INBOX',
      {
        host: 'mail.hod.dep.no',
        port: 993,
        protection: 'TLS',
        user: 'akson@hod.dep.no',
        password: 'pass/word',
        folder: 'INBOX',
      },
    ],
    [
      'imaps://akson@hod.dep.no@outlook.office365.com',
      {
        host: 'outlook.office365.com',
        port: 993,
        protection: 'TLS',
        user: 'akson@hod.dep.no',
        password: null,
        folder: 'INBOX',
      },
    ],
    [
      'imap://akson:x@mail.hod.dep.no:1143/Delt/Innboks%20%C3%A5',
      {
        host: 'mail.hod.dep.no',
        port: 1143,
        protection: 'STARTTLS',
        user: 'akson',
        password: 'x',
        folder: 'Delt/Innboks å',
      },
    ],
    [
      'imap://akson:x@127.0.0.1:143',
      { host: '127.0.0.1', port: 143, protection: 'NONE', user: 'akson', password: 'x', folder: 'INBOX' },
    ],
    [
      'imap://akson:x@[::1]',
      { host: '::1', port: 143, protection: 'NONE', user: 'akson', password: 'x', folder: 'INBOX' },
    ],
  ])('%s is read', (text, expected) => {
    expect(parseImapUrl(text)).toEqual(expected);
  });

  it.each([
    ['another scheme', 'https://akson:x@mail.hod.dep.no/INBOX'],
    ['no user', 'imaps://mail.hod.dep.no/INBOX'],
    ['parameters, whose meaning would be lost', 'imaps://akson:x@mail.hod.dep.no/INBOX?tls=no'],
    ['an escape that is none', 'imaps://akson:100%zz@mail.hod.dep.no/'],
    ['no URL', 'mail.hod.dep.no'],
  ])('with %s is refused', (_why, text) => {
    expect(parseImapUrl(text)).toBeUndefined();
  });
});
