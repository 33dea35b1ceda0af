import { generateKeyPairSync } from 'node:crypto';
import { dkimVerify } from 'mailauth/lib/dkim/verify.js';
import { SimulatedClock } from '../../src/platform/clock/index.js';
import { openMailTransport } from '../../src/platform/mail/index.js';
import { composeLetter } from '../../src/letters/compose-letter.js';
import { startRelay } from '../support/relay.js';

const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
const record = `v=DKIM1; k=rsa; p=${publicKey.export({ type: 'spki', format: 'der' }).toString('base64')}`;

async function resolver(name: string, type: string): Promise<string[][]> {
  if (name === 'tilslutning1._domainkey.ministry.example' && type === 'TXT') return [[record]];
  throw Object.assign(new Error(`no ${type} of ${name}`), { code: 'ENOTFOUND' });
}

/** By a verifier that is none of ours, nor of the library that signs. */
async function verdictOf(raw: Buffer): Promise<{ result: string; domain: string | undefined; aligned: unknown }> {
  const { results } = await dkimVerify(raw, { resolver });
  const [one] = results;
  return { result: one?.status.result ?? 'none', domain: one?.signingDomain, aligned: one?.status.aligned };
}

/** A letter as the service writes it, with an enclosure of many lines. */
const letter = composeLetter({
  from: { name: 'Departementet – Ærlig', address: 'akson@ministry.example' },
  to: { name: 'Porsáŋgu-Porsanger-Porsanki kommune', address: 'post@kommune.example' },
  replyTo: 'akson+k7m2q4x5z3b6n2p4@ministry.example',
  messageId: 'k7m2q4x5z3b6n2p4.invitation.v1.0a1b2c3d@ministry.example',
  date: new Date('2020-04-24T06:00:00Z'),
  language: 'nb',
  subject: 'Invitasjon til å signere intensjonserklæring om Akson, med et emne som er så langt at det må brettes',
  text: 'Kjære ordfører\n\n.\n..\n \t\nÉn æ, én ø, én å.  \n\n\n',
  html: '<!doctype html>\n<p>Kjære ordfører</p>\n',
  automatic: 'auto-generated',
  attachments: [
    { fileName: 'Erklæring.pdf', contentType: 'application/pdf', content: Buffer.from('%PDF-1.7\n'.repeat(9000)) },
  ],
});

async function signed(): Promise<Buffer> {
  const relay = await startRelay();
  const transport = openMailTransport(
    {
      mode: 'live',
      allow: null,
      relay: {
        ...relay,
        mode: 'live',
        tls: 'none',
        authorities: null,
        connections: 1,
        login: null,
        dkim: {
          domain: 'ministry.example',
          selector: 'tilslutning1',
          privateKey: privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
        },
      },
    },
    relay,
    new SimulatedClock(new Date('2020-04-24T07:00:00Z')),
  );
  await transport.send({ envelopeFrom: 'akson@ministry.example', recipient: 'post@kommune.example', raw: letter });
  await transport.close();
  await relay.close();
  return relay.taken[0]?.raw ?? Buffer.alloc(0);
}

describe('a letter that the service signs', () => {
  let raw: Buffer;
  beforeAll(async () => {
    raw = await signed();
  });

  it('verifies, for the domain that it is from, and is otherwise the letter byte for byte', async () => {
    expect(await verdictOf(raw)).toEqual({ result: 'pass', domain: 'ministry.example', aligned: 'ministry.example' });
    expect(raw.subarray(raw.length - letter.length).equals(letter)).toBe(true);
  });

  it('is the same when it has to be sent again', async () => {
    expect((await signed()).equals(raw)).toBe(true);
  });

  it.each([
    ['Subject: ', 'Subject: X'],
    ['Reply-To: akson', 'Reply-To: oslo'],
    ['Message-ID: <k7', 'Message-ID: <k8'],
    ['ordf=C3=B8rer', 'ordf=C3=B8rar'],
    ['JVBERi0', 'JVBERi1'],
  ])('verifies no more when %j has become %j', async (from, to) => {
    const text = raw.toString('latin1');
    const changed = text.replace(from, to);
    expect(changed).not.toBe(text);
    expect((await verdictOf(Buffer.from(changed, 'latin1'))).result).not.toBe('pass');
  });
});
