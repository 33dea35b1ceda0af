import { receivingClient } from './receiving-client.js';

const of = (...received: readonly string[]) =>
  receivingClient(Buffer.from(`${received.map((line) => `Received: ${line}\r\n`).join('')}From: a@b.example\r\n\r\nx`));

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
  ['IPv6', 'from x (x.example [IPv6:2001:DB8::7]) by y', { address: '2001:db8::7', name: 'x' }],
  ['an address for a name', 'from [192.0.2.7] (unknown [192.0.2.8]) by y', { address: '192.0.2.7', name: null }],
  ['handed in on the server itself', 'by mail.hod.example (Postfix, from userid 0) id 1', null],
  ['only the address of the receiver', 'from localhost by mail.hod.example [192.0.2.1]', null],
])('%s', (_, received, client) => {
  expect(of(received, 'from other (other [203.0.113.1]) by elsewhere')).toEqual(client);
});

it('nothing stands in a body', () => {
  const raw = 'From: a@b.example\r\n\r\nReceived: from x (x [192.0.2.7]) by y\r\n';
  expect(receivingClient(Buffer.from(raw))).toBeNull();
});
