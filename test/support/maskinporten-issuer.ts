import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { exportJWK, generateKeyPair, SignJWT } from 'jose';
import type { MaskinportenOptions } from '../../src/identity/index.js';

const ISSUER = 'https://maskinporten.example/';
const SCOPE_PREFIX = 'ks:tilslutning';

export interface MaskinportenIssuer {
  readonly options: MaskinportenOptions;
  /** For this organisation (nine digits), with both scopes, for two minutes; `claims` are put over them. */
  token(organization: string, claims?: Readonly<Record<string, unknown>>): Promise<string>;
  stop(): Promise<void>;
}

/** Publishes a key on loopback and signs as Maskinporten does. `now` is the tests' clock. */
export async function startMaskinporten(now: () => Date): Promise<MaskinportenIssuer> {
  const { publicKey, privateKey } = await generateKeyPair('RS256');
  const published = { keys: [{ ...(await exportJWK(publicKey)), kid: 'key-1', alg: 'RS256', use: 'sig' }] };
  const server = createServer((_request, response) => {
    response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(published));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    options: { issuer: ISSUER, jwksUri: `http://127.0.0.1:${port}/jwk`, audience: null, scopePrefix: SCOPE_PREFIX },
    token: async (organization, claims = {}) => {
      const seconds = Math.floor(now().getTime() / 1000);
      return await new SignJWT({
        iss: ISSUER,
        scope: `${SCOPE_PREFIX}.read ${SCOPE_PREFIX}.write`,
        iat: seconds,
        exp: seconds + 120,
        consumer: { authority: 'iso6523-actorid-upis', ID: `0192:${organization}` },
        ...claims,
      })
        .setProtectedHeader({ alg: 'RS256', kid: 'key-1' })
        .sign(privateKey);
    },
    stop: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
