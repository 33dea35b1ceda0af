import { startTokenEndpoint, type TokenEndpoint } from '../../../test/support/relay.js';
import { SimulatedClock } from '../clock/index.js';
import { ClientCredentials, TokenNotGranted } from './client-credentials.js';

const begun = new Date('2020-04-24T07:00:00Z');
const later = (seconds: number): Date => new Date(begun.getTime() + seconds * 1000);

let endpoint: TokenEndpoint | null = null;
afterEach(async () => {
  await endpoint?.close();
  endpoint = null;
});

async function credentials(
  answer: (question: number) => { status: number; body: string },
  scope: string | null = null,
) {
  endpoint = await startTokenEndpoint(answer);
  const clock = new SimulatedClock(begun);
  const client = { tokenUrl: endpoint.url, clientId: 'a b', clientSecret: 'hun&ter=2', scope };
  return { clock, asked: endpoint.asked, made: new ClientCredentials(client, clock) };
}

const granted = (expiresIn?: number) => (question: number) => ({
  status: 200,
  body: JSON.stringify({
    token_type: 'Bearer',
    access_token: `token-${question}`,
    ...(expiresIn === undefined ? {} : { expires_in: expiresIn }),
  }),
});

it('keeps a token until a minute before it ends', async () => {
  const { made, clock, asked } = await credentials(granted(3600));
  expect(await made.token()).toBe('token-0');
  clock.moveTo(later(3539));
  expect(await made.token()).toBe('token-0');
  clock.moveTo(later(3540));
  expect(await made.token()).toBe('token-1');
  expect(asked).toHaveLength(2);
});

it('keeps one of unsaid length for a few minutes', async () => {
  const { made, clock } = await credentials(granted());
  await made.token();
  clock.moveTo(later(239));
  expect(await made.token()).toBe('token-0');
  clock.moveTo(later(240));
  expect(await made.token()).toBe('token-1');
});

it('asks once for however many who need it, and anew when it was refused', async () => {
  const { made, asked } = await credentials(granted(3600), 's');
  expect(await Promise.all([made.token(), made.token(), made.token()])).toEqual(['token-0', 'token-0', 'token-0']);
  expect(asked.map((form) => form.toString())).toEqual([
    'grant_type=client_credentials&client_id=a+b&client_secret=hun%26ter%3D2&scope=s',
  ]);
  expect(await made.token(true)).toBe('token-1');
  expect(await made.token()).toBe('token-1');
});

it.each<[string, number, string, RegExp]>([
  ['a refusal', 400, '{"error":"invalid_scope"}', /answered 400: invalid_scope$/],
  ['a page', 502, '<html>\n  Bad gateway</html>', /answered 502: <html> Bad gateway<\/html>$/],
  ['a success without a token', 200, '{"access_token":""}', /answered 200: /],
  ['a redirect', 302, '', /could not be asked: /],
  ['an echo of the secret', 400, '{"error":"hun&ter=2"}', /answered 400: …$/],
])('names %s', async (_what, status, body, expected) => {
  const { made } = await credentials(() => ({ status, body }));
  const asked = made.token();
  await expect(asked).rejects.toThrow(TokenNotGranted);
  await expect(asked).rejects.toThrow(expected);
});

it('asks again after a failure', async () => {
  const { made } = await credentials((question) =>
    question === 0 ? { status: 500, body: '' } : granted(3600)(question),
  );
  await expect(made.token()).rejects.toThrow(TokenNotGranted);
  expect(await made.token()).toBe('token-1');
});
