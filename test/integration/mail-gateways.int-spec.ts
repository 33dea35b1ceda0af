import { createHmac } from 'node:crypto';
import { z } from 'zod';
import { ApiClient, type ApiAnswer } from '../support/api-client.js';
import { startTestApp, type TestApp } from '../support/app.js';
import { importSmall } from '../support/small-campaign.js';

const GATEWAYS = '/api/v1/mail-gateways';

let app: TestApp;
let api: ApiClient;
let gateway: { id: string; secret: string };

beforeAll(async () => {
  app = await startTestApp({ maxMessageBytes: 100_000 });
  api = await ApiClient.connect(app);
  await importSmall(app);
  gateway = await register('postsystemet');
});

afterAll(() => app?.close());

async function register(name: string): Promise<{ id: string; secret: string }> {
  const { data, response } = await api.as('admin').POST('/api/v1/mail-gateways', { body: { name } });
  expect(response.status).toBe(201);
  return { id: data?.id ?? '', secret: data?.secret ?? '' };
}

const message = (id: string): string =>
  `From: post@kommune.example\r\nTo: akson@hod.dep.no\r\nMessage-ID: <${id}@kommune.example>\r\nSubject: Hei\r\n\r\nHei\r\n`;

interface Sent {
  readonly by?: { readonly id: string; readonly secret: string };
  readonly deliveryId?: string;
  /** Seconds between our clock and the signature's time. */
  readonly ago?: number;
  readonly query?: string;
  /** What arrives, if somebody has changed it on the way. */
  readonly arriving?: { readonly body?: string; readonly query?: string };
  readonly headers?: Readonly<Record<string, string>>;
}

/** As a gateway would, with any library of Standard Webhooks. */
async function send(body: string, sent: Sent = {}): Promise<ApiAnswer> {
  const { by = gateway, deliveryId = 'msg_1', ago = 0, query = '', arriving = {}, headers = {} } = sent;
  const seconds = Math.floor(app.clock.now().getTime() / 1000) - ago;
  const payload = query === '' ? body : `?${query}\n${body}`;
  const key = Buffer.from(by.secret.replace(/^whsec_/, ''), 'base64');
  const signature = createHmac('sha256', key).update(`${deliveryId}.${seconds}.${payload}`).digest('base64');
  const asked = arriving.query ?? query;
  return await api.post(`${GATEWAYS}/${by.id}/messages${asked === '' ? '' : `?${asked}`}`, {
    key: null,
    raw: { mediaType: 'message/rfc822', bytes: arriving.body ?? body },
    headers: {
      'webhook-id': deliveryId,
      'webhook-timestamp': String(seconds),
      'webhook-signature': `v1,${signature}`,
      ...headers,
    },
  });
}

const codeOf = ({ status, body }: ApiAnswer): [number, unknown] => [
  status,
  z.object({ code: z.string() }).parse(body).code,
];
const stored = async (): Promise<number> =>
  z
    .array(z.object({ count: z.int() }))
    .parse(await app.dataSource.query('SELECT count(*)::int AS count FROM inbound_message'))[0]!.count;

describe('a signed message', () => {
  it('is stored before it is answered, without a key, and in the name of its gateway', async () => {
    const answer = await send(message('a'));
    expect(answer).toMatchObject({ status: 202, body: { duplicate: false, arrivedAt: app.clock.now().toISOString() } });
    const events = await app.dataSource.query(`SELECT actor FROM audit_event WHERE action = 'MESSAGE_STORED'`);
    expect(events).toEqual([{ actor: 'gateway:postsystemet' }]);
    expect(await stored()).toBe(1);
  });

  it('is stored once however often it comes, and its id stands for no other', async () => {
    const again = await send(message('a'), { ago: -20 });
    expect(again).toMatchObject({ status: 202, body: { duplicate: true } });
    expect(codeOf(await send(message('b')))).toEqual([422, 'DELIVERY_ID_REUSED']);
    expect(await stored()).toBe(1);
  });

  it('says by whom it was sent and when the mail server took it, where that is signed too', async () => {
    const query = new URLSearchParams({
      deliveredTo: 'akson@hod.dep.no',
      envelopeFrom: 'bounce@kommune.example',
      receivedAt: '2020-04-24T06:30:00Z',
    }).toString();
    const answer = await send(message('c'), { deliveryId: 'msg_c', query });
    expect(answer.status).toBe(202);
    const [row] = await app.dataSource.query(`SELECT envelope_from FROM inbound_message WHERE message_id LIKE 'c@%'`);
    expect(row).toEqual({ envelope_from: 'bounce@kommune.example' });
    const forged = { deliveryId: 'msg_d', query, arriving: { query: query.replace('06%3A30', '06%3A31') } };
    expect(codeOf(await send(message('d'), forged))).toEqual([401, 'SIGNATURE_INVALID']);
    const moved = { deliveryId: 'msg_d', query, arriving: { query: '', body: `?${query}\n${message('d')}` } };
    expect(codeOf(await send(message('d'), moved))).toEqual([401, 'SIGNATURE_INVALID']);
  });

  it.each<[string, string, Sent]>([
    ['changed on its way', 'SIGNATURE_INVALID', { arriving: { body: message('f') } }],
    ['signed by another secret', 'SIGNATURE_INVALID', { by: { id: 'own', secret: `whsec_${'A'.repeat(43)}=` } }],
    ['signed for another id', 'SIGNATURE_INVALID', { headers: { 'webhook-id': 'msg_2' } }],
    [
      'from an unknown gateway',
      'SIGNATURE_INVALID',
      { by: { id: '5f0c2f0e-3d6b-5a52-9d0f-6a3f8d1f3b10', secret: 'whsec_AAAA' } },
    ],
    ['signed too long ago', 'SIGNATURE_EXPIRED', { ago: 301 }],
    ['signed too far ahead', 'SIGNATURE_EXPIRED', { ago: -301 }],
    ['without a signature', 'SIGNATURE_MISSING', { headers: { 'webhook-signature': '' } }],
  ])('that is %s is refused and not stored', async (_name, code, sent) => {
    const before = await stored();
    const by = sent.by?.id === 'own' ? { ...sent.by, id: gateway.id } : sent.by;
    const answer = await send(message('e'), { deliveryId: 'msg_e', ...sent, ...(by === undefined ? {} : { by }) });
    expect(codeOf(answer)).toEqual([401, code]);
    expect(await stored()).toBe(before);
  });

  it('may be as large as a message by mail, and no larger', async () => {
    const large = `${message('large')}${'x'.repeat(100_000)}`;
    expect(codeOf(await send(large, { deliveryId: 'msg_large' }))).toEqual([413, 'BODY_TOO_LARGE']);
  });

  it('is answered 503 while the database cannot keep it, and taken when it can', async () => {
    await app.dataSource.query(
      `CREATE FUNCTION shut_down() RETURNS trigger LANGUAGE plpgsql AS
         $$ BEGIN RAISE EXCEPTION 'the database system is shutting down' USING ERRCODE = '57P03'; END $$`,
    );
    await app.dataSource.query(
      'CREATE TRIGGER shut_down BEFORE INSERT ON inbound_message FOR EACH ROW EXECUTE FUNCTION shut_down()',
    );
    const down = await send(message('g'), { deliveryId: 'msg_g' });
    expect(codeOf(down)).toEqual([503, 'SERVICE_UNAVAILABLE']);
    expect(down.headers.get('retry-after')).toBe('5');
    await app.dataSource.query('DROP TRIGGER shut_down ON inbound_message');
    expect(await send(message('g'), { deliveryId: 'msg_g' })).toMatchObject({
      status: 202,
      body: { duplicate: false },
    });
  });
});

describe('a gateway', () => {
  it('learns its secret once, which lies nowhere', async () => {
    const request = { key: 'admin', json: { name: 'another' }, headers: { 'idempotency-key': 'gateway-1' } } as const;
    const first = await api.post(GATEWAYS, request);
    const secret = z.object({ secret: z.string().regex(/^whsec_[A-Za-z0-9+/]{43}=$/) }).parse(first.body).secret;
    const again = await api.post(GATEWAYS, request);
    expect(again.body).toMatchObject({ name: 'another', secret: null });
    for (const table of ['mail_gateway', 'audit_event', 'idempotency_key']) {
      const rows: { text: string }[] = await app.dataSource.query(`SELECT t::text AS text FROM ${table} t`);
      expect(rows.some(({ text }) => text.includes(secret.slice(6)))).toBe(false);
    }
    const taken = await api.post(GATEWAYS, { key: 'admin', json: { name: 'another' } });
    expect(codeOf(taken)).toEqual([409, 'MAIL_GATEWAY_NAME_TAKEN']);
  });

  it('is listed, and hands in nothing any more when its right is ended', async () => {
    const ended = await register('for-a-while');
    expect((await send(message('h'), { by: ended, deliveryId: 'msg_h' })).status).toBe(202);
    for (const _time of ['once', 'again']) {
      expect((await api.call('DELETE', `${GATEWAYS}/${ended.id}`, { key: 'admin' })).status).toBe(204);
    }
    expect(codeOf(await send(message('i'), { by: ended, deliveryId: 'msg_i' }))).toEqual([401, 'SIGNATURE_INVALID']);
    const { data } = await api.as('admin').GET('/api/v1/mail-gateways', { params: { query: { limit: 10 } } });
    expect(data?.items.map(({ name, revokedAt }) => [name, revokedAt === null])).toEqual([
      ['another', true],
      ['for-a-while', false],
      ['postsystemet', true],
    ]);
  });
});
