import { generateKeyPairSync } from 'node:crypto';
import { createRequire } from 'node:module';
import { checkSender } from './check-sender.js';
import type { NameReply } from './reading-request.js';

const require = createRequire(import.meta.url);
const { dkimSign, sealMessage } = require('mailauth') as typeof import('mailauth');

const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
const key = privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();
const p = publicKey.export({ type: 'spki', format: 'der' }).toString('base64');
const records: Readonly<Record<string, readonly unknown[]>> = {
  'TXT s1._domainkey.kommune.example': [[`v=DKIM1; k=rsa; p=${p}`]],
  'TXT s1._domainkey.forwarder.example': [[`v=DKIM1; k=rsa; p=${p}`]],
  'TXT kommune.example': [['v=spf1 ip4:192.0.2.7 -all']],
  'TXT _dmarc.kommune.example': [['v=DMARC1; p=reject']],
  'TXT _dmarc.slow.example': [],
};
const asked: string[] = [];
const lookUp = (name: string, type: string): Promise<NameReply> => {
  asked.push(`${type} ${name}`);
  const found = records[`${type} ${name}`];
  if (name.endsWith('slow.example')) return Promise.resolve({ failed: 'ETIMEOUT' });
  return Promise.resolve(found === undefined ? { failed: 'ENOTFOUND' } : { records: found });
};

const message = (from = 'kari@kommune.example', body = 'Her er erklæringen.'): string =>
  `From: Kari <${from}>\r\nTo: akson@hod.example\r\nSubject: Signert\r\nDate: Mon, 4 May 2020 10:00:00 +0200\r\nMessage-ID: <1@kommune.example>\r\n\r\n${body}\r\n`;
const signature = async (text: string, signingDomain = 'kommune.example'): Promise<string> =>
  (await dkimSign(text, { signatureData: [{ signingDomain, selector: 's1', privateKey: key }] } as never)).signatures;
const envelope = { envelopeFrom: 'kari@kommune.example', clientAddress: '192.0.2.7', clientName: 'mx.kommune.example' };
const check = (text: string, change: Partial<typeof envelope> | { clientAddress: null } = {}) =>
  checkSender(Buffer.from(text), { ...envelope, ...change }, lookUp);

it('a municipality that does everything right', async () => {
  const text = message();
  expect(await check((await signature(text)) + text)).toEqual({
    spf: { result: 'pass', domain: 'kommune.example' },
    dkim: [{ result: 'pass', domain: 'kommune.example', selector: 's1', aligned: true }],
    dmarc: { result: 'pass', domain: 'kommune.example', policy: 'reject' },
    arc: { result: 'none', sealedBy: null },
  });
});

it('a stranger who writes its address', async () => {
  expect(await check(message(), { clientAddress: '203.0.113.9', clientName: 'evil.example' })).toMatchObject({
    spf: { result: 'fail' },
    dkim: [{ result: 'none' }],
    dmarc: { result: 'fail', policy: 'reject' },
  });
});

it('a message that was changed on its way', async () => {
  const signed = await signature(message());
  expect(await check(signed + message('kari@kommune.example', 'Noe annet.'))).toMatchObject({
    dkim: [{ result: expect.stringMatching(/neutral|fail/), domain: 'kommune.example' }],
  });
});

it('the signature of somebody else is not aligned', async () => {
  const text = message();
  const { dkim, dmarc } = await check((await signature(text, 'forwarder.example')) + text, { clientAddress: null });
  expect(dkim).toEqual([{ result: 'pass', domain: 'forwarder.example', selector: 's1', aligned: false }]);
  expect(dmarc.result).toBe('unknown');
});

it('a forwarder that seals what it has checked', async () => {
  const text = message();
  const seal = { signingDomain: 'forwarder.example', selector: 's1', privateKey: key, cv: 'none' as const, i: 1 };
  const headers = await sealMessage(text, { ...seal, authResults: 'forwarder.example; spf=pass' } as never);
  const { arc } = await check(`${headers.toString()}${text}`, { clientAddress: null });
  expect(arc).toEqual({ result: 'pass', sealedBy: 'forwarder.example' });
});

describe('nobody who is trusted says where it came from', () => {
  it('SPF is unknown, and so is DMARC as long as it hangs on that', async () => {
    expect(await check(message(), { clientAddress: null })).toMatchObject({
      spf: { result: 'unknown' },
      dmarc: { result: 'unknown', policy: 'reject' },
    });
  });

  it('a signature of the author’s domain is enough for DMARC', async () => {
    const text = message();
    expect(await check((await signature(text)) + text, { clientAddress: null })).toMatchObject({
      spf: { result: 'unknown' },
      dmarc: { result: 'pass' },
    });
  });

  it('a domain without a policy has none all the same', async () => {
    const checks = await check(message('kari@plain.example'), { clientAddress: null });
    expect(checks).toMatchObject({ spf: { result: 'unknown' }, dmarc: { result: 'none' } });
  });
});

it('name servers that do not answer are no proof of anything', async () => {
  const text = message('kari@slow.example');
  const checks = await check((await signature(text, 'slow.example')) + text, { envelopeFrom: 'kari@slow.example' });
  expect(checks).toMatchObject({ spf: { result: 'temperror' }, dkim: [{ result: 'temperror' }] });
});

it('a thousand signatures do not make a thousand look-ups', async () => {
  const text = message();
  const many = Array.from(
    { length: 200 },
    (_, i) => `DKIM-Signature: v=1; a=rsa-sha256; d=d${i}.example; s=s; h=from; bh=x; b=y\r\n`,
  );
  asked.length = 0;
  const { dkim } = await check(many.join('') + text);
  expect(dkim).toHaveLength(10);
  expect(asked.length).toBeLessThanOrEqual(40);
});

it.each(['', '\0\0\0', 'From: \r\n\r\n', `From: ${'a@b.example, '.repeat(5000)}\r\n\r\nx`])(
  'bytes of any kind: %j',
  async (text) => {
    expect((await check(text)).dmarc.result).not.toBe('pass');
  },
);
