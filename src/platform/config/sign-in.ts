import { resolve } from 'node:path';
import { z } from 'zod';
import type { Fault } from '../errors/index.js';
import { isLoopbackHost } from './loopback-host.js';
import { urlVariable } from './url-variable.js';

/** How people log in. */
export interface SignInConfig {
  readonly secondFactor: 'required' | 'optional';
  readonly idleMinutes: number;
  readonly sessionHours: number;
  readonly localAccounts: boolean;
  readonly oidc: OidcConfig | null;
}

export interface OidcConfig {
  readonly issuer: string;
  readonly clientId: string;
  /** One of the two is there. */
  readonly clientSecret: string | null;
  /** PEM of the key of private_key_jwt, and its `kid`. */
  readonly keyFile: string | null;
  readonly keyId: string | null;
  readonly scope: string;
  readonly rolesClaim: string;
  /** What stands in the claim, and the role that it gives; empty: the claim names the roles themselves. */
  readonly roles: Readonly<Record<string, string>>;
}

export const signInVariables = {
  SECOND_FACTOR: z.enum(['required', 'optional']).default('required'),
  SESSION_IDLE_MINUTES: z.coerce.number().int().min(5).max(1440).default(60),
  SESSION_HOURS: z.coerce.number().int().min(1).max(168).default(12),
  LOCAL_ACCOUNTS: z.enum(['true', 'false']).default('true'),
  OIDC_ISSUER: urlVariable(['https', 'http']).optional(),
  OIDC_CLIENT_ID: z.string().optional(),
  OIDC_CLIENT_SECRET: z.string().optional(),
  OIDC_KEY_FILE: z.string().optional(),
  OIDC_KEY_ID: z.string().optional(),
  OIDC_SCOPE: z.string().default('openid profile email'),
  OIDC_ROLES_CLAIM: z.string().default('roles'),
  OIDC_ROLES: z
    .string()
    .regex(/^[^=,]+=[a-z-]+(,[^=,]+=[a-z-]+)*$/, { error: 'must be CLAIM=role,CLAIM=role' })
    .optional(),
};

type Values = z.output<z.ZodObject<typeof signInVariables>> & { readonly PUBLIC_URL?: string | undefined };

/** Null when something is wrong, which is then among the faults. */
export function readSignIn(values: Values, faults: Fault[]): SignInConfig | null {
  const before = faults.length;
  const fault = (where: string, message: string): void => void faults.push({ where, message });
  const issuer = values.OIDC_ISSUER;
  if (issuer === undefined) {
    for (const name of ['OIDC_CLIENT_ID', 'OIDC_CLIENT_SECRET', 'OIDC_KEY_FILE', 'OIDC_ROLES'] as const) {
      if (values[name] !== undefined) fault(name, 'says nothing without OIDC_ISSUER');
    }
    if (values.LOCAL_ACCOUNTS === 'false')
      fault('LOCAL_ACCOUNTS', 'can be false only with OIDC_ISSUER: else nobody can log in');
  } else {
    const { protocol, hostname } = new URL(issuer);
    if (protocol === 'http:' && !isLoopbackHost(hostname.replaceAll(/[[\]]/g, ''))) {
      fault('OIDC_ISSUER', 'must be https outside this machine');
    }
    if (values.PUBLIC_URL === undefined)
      fault('PUBLIC_URL', 'must be set when OIDC_ISSUER is: people are sent back to it');
    if (values.OIDC_CLIENT_ID === undefined) fault('OIDC_CLIENT_ID', 'must be set when OIDC_ISSUER is');
    if ((values.OIDC_CLIENT_SECRET === undefined) === (values.OIDC_KEY_FILE === undefined)) {
      fault('OIDC_CLIENT_SECRET', 'or OIDC_KEY_FILE must be set when OIDC_ISSUER is, and not both');
    }
  }
  if (faults.length > before) return null;
  return {
    secondFactor: values.SECOND_FACTOR,
    idleMinutes: values.SESSION_IDLE_MINUTES,
    sessionHours: values.SESSION_HOURS,
    localAccounts: values.LOCAL_ACCOUNTS === 'true',
    oidc:
      issuer === undefined
        ? null
        : {
            issuer,
            clientId: values.OIDC_CLIENT_ID ?? '',
            clientSecret: values.OIDC_CLIENT_SECRET ?? null,
            keyFile: values.OIDC_KEY_FILE === undefined ? null : resolve(values.OIDC_KEY_FILE),
            keyId: values.OIDC_KEY_ID ?? null,
            scope: values.OIDC_SCOPE,
            rolesClaim: values.OIDC_ROLES_CLAIM,
            roles: Object.fromEntries((values.OIDC_ROLES ?? '').split(',').filter(Boolean).map(pairOf)),
          },
  };
}

function pairOf(text: string): [claim: string, role: string] {
  const [claim = '', role = ''] = text.split('=');
  return [claim.trim(), role];
}
