import { receivingClient } from './receiving-client.js';

const HOP = 'mail.hod.example';
const of = (...received: readonly string[]) =>
  receivingClient(
    Buffer.from(`${received.map((line) => `Received: ${line}\r\n`).join('')}From: a@b.example\r\n\r\nx`),
    HOP,
  );

it.each<[string, string, { address: string; name: string | null } | null]>([
  [
    'Postfix',
    'from mx.kommune.example (mx.kommune.example [192.0.2.7])\r\n\tby mail.hod.example (Postfix) with ESMTPS id 1',
    { address: '192.0.2.7', name: 'mx.kommune.example' },
  ],
  [
    'Exchange',
    'from AM0PR01.eurprd.prod.outlook.com (2001:db8::7) by\r\n MAIL.hod.example (10.0.0.4) with Microsoft SMTP Server',
    { address: '2001:db8::7', name: 'AM0PR01.eurprd.prod.outlook.com' },
  ],
  [
    'Exchange, IPv4',
    'from mx.kommune.example (192.0.2.7) by MAIL.hod.example (10.0.0.4) with Microsoft SMTP Server',
    { address: '192.0.2.7', name: 'mx.kommune.example' },
  ],
  ['IPv6', 'from x (x.example [IPv6:2001:DB8::7]) by mail.hod.example', { address: '2001:db8::7', name: 'x' }],
  [
    'an address for a name',
    'from [192.0.2.7] (unknown [192.0.2.8]) by mail.hod.example',
    { address: '192.0.2.7', name: null },
  ],
  ['handed in on the server itself', 'by mail.hod.example (Postfix, from userid 0) id 1', null],
  ['only the address of the receiver', 'from localhost by mail.hod.example [192.0.2.1]', null],
])('%s', (_, received, client) => {
  expect(of(received, 'from other (other [203.0.113.1]) by elsewhere')).toEqual(client);
});

it('nothing stands in a body', () => {
  const raw = `From: a@b.example\r\n\r\nReceived: from x (x [192.0.2.7]) by ${HOP}\r\n`;
  expect(receivingClient(Buffer.from(raw), HOP)).toBeNull();
});

describe('whose word counts', () => {
  const inner =
    'from mail.hod.example (mail.hod.example [10.0.0.4]) by store.hod.example; Mon, 4 May 2020 10:00:02 +0200';
  const border =
    'from mx.kommune.example (mx.kommune.example [192.0.2.7]) by mail.hod.example; Mon, 4 May 2020 10:00:00 +0200';
  const forged =
    'from mx.bank.example (mx.bank.example [198.51.100.1]) by mail.hod.example; Mon, 4 May 2020 09:00:00 +0200';
  const genuine = { address: '192.0.2.7', name: 'mx.kommune.example' };

  it.each<[string, readonly string[], ReturnType<typeof of>]>([
    ['a server further in stands above the trusted hop', [inner, border], genuine],
    ['the sender wrote another field in its name below', [inner, border, forged], genuine],
    ['the trusted hop wrote none: the topmost is no better than a guess', [inner], null],
    ['its name only in a comment', ['from a (b by mail.hod.example) (a [192.0.2.9]) by elsewhere.example'], null],
    [
      'its name in another case',
      ['from a (a [192.0.2.9]) by MAIL.HOD.example with ESMTP'],
      { address: '192.0.2.9', name: 'a' },
    ],
    ['no field at all', [], null],
  ])('%s', (_, received, client) => {
    expect(of(...received)).toEqual(client);
  });

  it('no hop is trusted: nobody’s', () => {
    expect(receivingClient(Buffer.from(`Received: ${border}\r\n\r\n`), null)).toBeNull();
  });
});
