import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { exportJWK, generateKeyPair, SignJWT, UnsecuredJWT, type GenerateKeyPairResult, type JWTPayload } from 'jose';
import { ApiClient, type ApiAnswer, type ApiCall } from '../support/api-client.js';
import { startTestApp, type TestApp } from '../support/app.js';
import { plainPdf } from '../support/plain-pdf.js';
import { ReturningMunicipality } from '../support/returning-municipality.js';
import { issueSmall } from '../support/small-campaign.js';

const ISSUER = 'https://maskinporten.example/';
const AUDIENCE = 'https://tilslutning.example';
const OWN = '/api/v1/own/declarations';
const READ = 'ks:tilslutning.read';
const WRITE = 'ks:tilslutning.write';

let app: TestApp;
let api: ApiClient;
let keys: GenerateKeyPairResult;
let strangers: GenerateKeyPairResult;
let jwks: Server;
let asked = 0;
let down = false;
let oslo: ReturningMunicipality;
let voss: ReturningMunicipality;

beforeAll(async () => {
  [keys, strangers] = await Promise.all([generateKeyPair('RS256'), generateKeyPair('RS256')]);
  const published = { keys: [{ ...(await exportJWK(keys.publicKey)), kid: 'key-1', alg: 'RS256', use: 'sig' }] };
  jwks = createServer((_request, response) => {
    asked++;
    response.writeHead(down ? 500 : 200, { 'content-type': 'application/json' }).end(JSON.stringify(published));
  });
  await new Promise<void>((resolve) => jwks.listen(0, '127.0.0.1', resolve));
  app = await startTestApp({
    maskinporten: {
      issuer: ISSUER,
      jwksUri: `http://127.0.0.1:${(jwks.address() as AddressInfo).port}/jwk`,
      audience: AUDIENCE,
      scopePrefix: 'ks:tilslutning',
    },
  });
  api = await ApiClient.connect(app);
  await issueSmall(app, { numbers: ['0301', '4621', '5001'] });
  [oslo, voss] = [await ReturningMunicipality.at(app, 0), await ReturningMunicipality.at(app, 1)];
});

afterAll(async () => {
  await app?.close();
  jwks.closeAllConnections();
  await new Promise((resolve) => jwks.close(resolve));
});

interface Token {
  readonly claims?: Readonly<Record<string, unknown>>;
  readonly kid?: string;
  readonly key?: GenerateKeyPairResult['privateKey'];
  readonly algorithm?: string;
}

const seconds = (): number => Math.floor(app.clock.now().getTime() / 1000);
const consumer = (organization: string): object => ({ authority: 'iso6523-actorid-upis', ID: `0192:${organization}` });

/** The claims of a token as Maskinporten issues them to a supplier who acts for Oslo. */
const claimsOf = (changes: Readonly<Record<string, unknown>> = {}): JWTPayload => ({
  iss: ISSUER,
  aud: AUDIENCE,
  scope: `${READ} ${WRITE}`,
  client_id: 'supplier',
  token_type: 'Bearer',
  iat: seconds(),
  exp: seconds() + 120,
  jti: 'a',
  consumer: consumer(oslo.organizationNumber),
  supplier: consumer('999999999'),
  ...changes,
});

async function token({ claims = {}, kid = 'key-1', key = keys.privateKey, algorithm = 'RS256' }: Token = {}) {
  return await new SignJWT(claimsOf(claims)).setProtectedHeader({ alg: algorithm, kid }).sign(key);
}

const withToken = (bearer: string, call: ApiCall = {}): ApiCall => ({
  ...call,
  key: null,
  headers: { ...call.headers, authorization: `Bearer ${bearer}` },
});
const get = (path: string, bearer: string): Promise<ApiAnswer> => api.get(path, withToken(bearer));
const codeOf = ({ status, body }: ApiAnswer): [number, unknown] => [status, (body as { code?: unknown }).code];

describe("a municipality's own system", () => {
  it('reads its own case, fetches its form, hands in its return, and sees what became of it', async () => {
    const bearer = await token();
    const listed = await get(OWN, bearer);
    expect(listed.body).toMatchObject({ items: [{ reference: oslo.reference, returnState: 'NONE', returns: [] }] });
    const form = await get(`${OWN}/${oslo.reference}/form`, bearer);
    expect(Buffer.compare(form.bytes, await oslo.issued())).toBe(0);
    const call = withToken(bearer, {
      raw: { mediaType: 'application/pdf', bytes: plainPdf() },
      headers: { 'idempotency-key': 'return-1' },
    });
    const handedIn = await api.post(`${OWN}/${oslo.reference}/returns`, call);
    expect(handedIn.status).toBe(201);
    const again = await api.post(`${OWN}/${oslo.reference}/returns`, call);
    expect([again.headers.get('idempotency-replayed'), again.body]).toEqual(['true', handedIn.body]);
    await app.settle();
    const { body } = await get(`${OWN}/${oslo.reference}`, bearer);
    expect((body as { returns: unknown[] }).returns).toMatchObject([handedIn.body]);
    expect(await oslo.theReturn()).toMatchObject({ handedInBy: 'municipality:0301', channel: 'REST' });
  });

  it("reports its resolution, and asks for more time, which becomes an operator's task", async () => {
    const bearer = await token();
    const own = api.withHeaders({ authorization: `Bearer ${bearer}` });
    const params = { path: { reference: oslo.reference } };
    const resolved = await own.POST('/api/v1/own/declarations/{reference}/resolutions', {
      params,
      body: { outcome: 'ADOPTED', decidedOn: '2020-04-23', caseNumber: 'PS 20/43' },
    });
    expect([resolved.response.status, resolved.data]).toMatchObject([201, { outcome: 'ADOPTED' }]);
    const future = await own.POST('/api/v1/own/declarations/{reference}/resolutions', {
      params,
      body: { outcome: 'ADOPTED', decidedOn: '2020-12-24', caseNumber: null },
    });
    expect(future.error?.code).toBe('RESOLUTION_IN_FUTURE');
    const wish = {
      params: { ...params, header: { 'Idempotency-Key': 'wish-1' } },
      body: { concern: 'EXTENSION' as const, text: 'Kommunestyret møtes først 3. juli.' },
    };
    const written = await own.POST('/api/v1/own/declarations/{reference}/messages', wish);
    const again = await own.POST('/api/v1/own/declarations/{reference}/messages', wish);
    expect([written.response.status, again.data]).toEqual([202, written.data]);
    await app.settle();
    const { data: tasks } = await api.as('reader').GET('/api/v1/campaigns/{slug}/tasks', {
      params: { path: { slug: 'akson-2020' } },
    });
    expect(tasks?.items).toMatchObject([
      { kind: 'QUESTION', reference: oslo.reference, inboundMessageId: written.data?.id },
    ]);
    const { data: read } = await api.as('reader').GET('/api/v1/declarations/{reference}', { params });
    expect(read).toMatchObject({
      resolution: { outcome: 'ADOPTED' },
      resolutions: [{ recordedBy: 'municipality:0301' }],
    });
    expect(read?.letters.map(({ kind }) => kind)).toContain('QUESTION_RECEIVED');
  });

  it("finds nothing of another's, whatever it asks", async () => {
    const bearer = await token();
    const raw = { mediaType: 'application/pdf', bytes: plainPdf() };
    const unknown = [404, 'DECLARATION_UNKNOWN'];
    expect(codeOf(await get(`${OWN}/${voss.reference}`, bearer))).toEqual(unknown);
    expect(codeOf(await get(`${OWN}/${voss.reference}/form`, bearer))).toEqual(unknown);
    expect(codeOf(await api.post(`${OWN}/${voss.reference}/returns`, withToken(bearer, { raw })))).toEqual(unknown);
    expect(await voss.returns()).toEqual([]);
    const nobody = await token({ claims: { consumer: consumer('123456789') } });
    expect((await get(OWN, nobody)).body).toEqual({ items: [], nextCursor: null });
  });

  it('opens no other route, and an API key opens none of these', async () => {
    expect((await get('/api/v1/campaigns', await token())).status).toBe(401);
    expect(codeOf(await api.get(OWN, { key: 'admin' }))).toEqual([403, 'MASKINPORTEN_TOKEN_REQUIRED']);
    expect(codeOf(await api.get(OWN, { key: null }))).toEqual([401, 'CREDENTIALS_MISSING']);
  });

  it('needs the scope of the route', async () => {
    const raw = { mediaType: 'application/pdf', bytes: plainPdf() };
    const reading = await token({ claims: { scope: READ } });
    const required = [403, 'MASKINPORTEN_SCOPE_REQUIRED'];
    expect((await get(OWN, reading)).status).toBe(200);
    expect(codeOf(await api.post(`${OWN}/${oslo.reference}/returns`, withToken(reading, { raw })))).toEqual(required);
    for (const scope of ['', WRITE, 'ks:tilslutning.readx', 'tilslutning.read', undefined]) {
      expect(codeOf(await get(OWN, await token({ claims: { scope } })))).toEqual(required);
    }
  });
});

describe('a token', () => {
  it.each([
    ['MASKINPORTEN_EXPIRED', () => ({ exp: seconds() - 11 })],
    ['MASKINPORTEN_NOT_YET_VALID', () => ({ nbf: seconds() + 11 })],
    ['MASKINPORTEN_ISSUER', () => ({ iss: 'https://maskinporten.example' })],
    ['MASKINPORTEN_AUDIENCE', () => ({ aud: 'https://another.example' })],
    ['MASKINPORTEN_AUDIENCE', () => ({ aud: undefined })],
    ['MASKINPORTEN_TOKEN_MALFORMED', () => ({ exp: undefined })],
    ['MASKINPORTEN_CONSUMER', () => ({ consumer: undefined })],
    ['MASKINPORTEN_CONSUMER', () => ({ consumer: `0192:${oslo.organizationNumber}` })],
    ['MASKINPORTEN_CONSUMER', () => ({ consumer: { authority: 'other', ID: `0192:${oslo.organizationNumber}` } })],
    ['MASKINPORTEN_CONSUMER', () => ({ consumer: consumer(`${oslo.organizationNumber}0`) })],
    ['MASKINPORTEN_CONSUMER', () => ({ consumer: { ...consumer(''), ID: `0088:${oslo.organizationNumber}` } })],
  ])('is refused as %s', async (code, claims) => {
    expect(codeOf(await get(OWN, await token({ claims: claims() })))).toEqual([401, code]);
  });

  it('counts to the second of its end, and ten seconds more for clocks that differ', async () => {
    expect((await get(OWN, await token({ claims: { exp: seconds() - 9, nbf: seconds() + 9 } }))).status).toBe(200);
  });

  it("must be signed by one of the issuer's keys, with RS256 and nothing else", async () => {
    expect(codeOf(await get(OWN, await token({ key: strangers.privateKey })))).toEqual([401, 'MASKINPORTEN_SIGNATURE']);
    expect(codeOf(await get(OWN, await token({ kid: 'key-2' })))).toEqual([401, 'MASKINPORTEN_KEY_UNKNOWN']);
    const pss = await generateKeyPair('PS256');
    const other = await token({ key: pss.privateKey, algorithm: 'PS256' });
    expect(codeOf(await get(OWN, other))).toEqual([401, 'MASKINPORTEN_ALGORITHM']);
    const secret = await new SignJWT(claimsOf())
      .setProtectedHeader({ alg: 'HS256', kid: 'key-1' })
      .sign(new TextEncoder().encode('the public key, say, as a shared secret'));
    expect(codeOf(await get(OWN, secret))).toEqual([401, 'MASKINPORTEN_ALGORITHM']);
    const [header, payload, signature] = (await token()).split('.');
    expect(codeOf(await get(OWN, `${header}.${payload}x.${signature}`))).toEqual([401, 'MASKINPORTEN_SIGNATURE']);
    expect(codeOf(await get(OWN, 'a.b.c'))).toEqual([401, 'MASKINPORTEN_TOKEN_MALFORMED']);
    const unsigned = new UnsecuredJWT(claimsOf()).encode();
    expect(codeOf(await get(OWN, `${unsigned}x`))).toEqual([401, 'MASKINPORTEN_ALGORITHM']);
  });

  it('makes the service fetch the keys once, however many unknown ones are named', async () => {
    const before = asked;
    for (const kid of ['a', 'b', 'c', 'd']) {
      expect(codeOf(await get(OWN, await token({ kid })))).toEqual([401, 'MASKINPORTEN_KEY_UNKNOWN']);
    }
    expect(asked - before).toBeLessThanOrEqual(1);
    expect(asked).toBeLessThanOrEqual(3);
  });
});

describe('a service', () => {
  it('that cannot fetch the keys says so, and one without an issuer takes no token', async () => {
    const { MaskinportenTokens } = await import('../../src/identity/index.js');
    down = true;
    const jwksUri = `http://127.0.0.1:${(jwks.address() as AddressInfo).port}/jwk`;
    const options = { issuer: ISSUER, jwksUri, audience: null, scopePrefix: 'ks:x' };
    await expect(new MaskinportenTokens(options, app.clock).verify(await token())).rejects.toMatchObject({
      code: 'MASKINPORTEN_KEYS_UNAVAILABLE',
      category: 'unavailable',
    });
    await expect(new MaskinportenTokens(null, app.clock).verify(await token())).rejects.toMatchObject({
      code: 'MASKINPORTEN_NOT_CONFIGURED',
    });
  });

  it('has seen every operation of a municipality succeed', () => {
    const operations = api.operations().filter((operation) => operation.includes(OWN));
    expect(operations).toHaveLength(6);
    expect(operations.filter((operation) => !api.succeeded.has(operation))).toEqual([]);
  });
});
