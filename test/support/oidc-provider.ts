import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { generateKeyPairSync } from 'node:crypto';
import type Provider from 'oidc-provider';

export interface TestClaims {
  readonly sub: string;
  readonly email?: string;
  readonly email_verified?: boolean;
  readonly name?: string;
  readonly roles?: readonly string[];
}

/** A real OpenID provider on loopback, where whoever comes is logged in as `person` at once. */
export interface TestProvider {
  readonly issuer: string;
  person: TestClaims;
  /** Answers with this nonce in place of the one that was asked for. */
  nonce: string | null;
  stop(): Promise<void>;
}

export const OIDC_CLIENT = { id: 'tilslutning', secret: 'a secret between the two of them, for tests' };

/** `callback` is the address that people are sent back to; `key` registers the client for private_key_jwt (JWK). */
export async function startOidcProvider(publicUrl: string, key?: object): Promise<TestProvider> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const made = { issuer, person: { sub: 'nobody' }, nonce: null, stop: () => stop(server) } as TestProvider;
  // Jest lends the outer world's, whose copies are no plain objects to the provider.
  const { structuredClone: original } = globalThis;
  globalThis.structuredClone = <T>(value: T): T => JSON.parse(JSON.stringify(value)) as T;
  const { Provider: RealProvider } = await import('oidc-provider');
  const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  const provider: Provider = new RealProvider(issuer, {
    clients: [
      {
        client_id: OIDC_CLIENT.id,
        redirect_uris: [`${publicUrl}/log-in/organisation/callback`],
        post_logout_redirect_uris: [`${publicUrl}/logged-out`],
        ...(key === undefined
          ? { client_secret: OIDC_CLIENT.secret, token_endpoint_auth_method: 'client_secret_post' }
          : { token_endpoint_auth_method: 'private_key_jwt', jwks: { keys: [key] } }),
      },
    ],
    jwks: { keys: [{ ...privateKey.export({ format: 'jwk' }), kid: 'of-the-provider', use: 'sig', alg: 'RS256' }] },
    cookies: { keys: ['for tests only'] },
    claims: { openid: ['sub'], email: ['email', 'email_verified'], profile: ['name', 'roles'] },
    findAccount: () => ({ accountId: made.person.sub, claims: () => ({ ...made.person }) }),
    features: { devInteractions: { enabled: false } },
    interactions: { url: (_context, { uid }) => `/interaction/${uid}` },
  });
  globalThis.structuredClone = original;
  const callback = provider.callback();
  server.on('request', (request, response) => {
    void (async () => {
      if (!request.url?.startsWith('/interaction/')) {
        if (made.nonce !== null) request.url = request.url?.replace(/([?&]nonce=)[^&]*/, `$1${made.nonce}`);
        return await callback(request, response);
      }
      const { params, session } = await provider.interactionDetails(request, response);
      const grant = new provider.Grant({ accountId: made.person.sub, clientId: OIDC_CLIENT.id });
      grant.addOIDCScope(String(params['scope']));
      const isKnown = session?.accountId === made.person.sub;
      await provider.interactionFinished(request, response, {
        ...(isKnown ? {} : { login: { accountId: made.person.sub } }),
        consent: { grantId: await grant.save() },
      });
    })();
  });
  return made;
}

async function stop(server: Server): Promise<void> {
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
}
