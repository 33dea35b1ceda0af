import { Global, Module, type OnApplicationBootstrap } from '@nestjs/common';
import { APP_GUARD, DiscoveryModule, DiscoveryService } from '@nestjs/core';
import { RandomSecretSource } from '../platform/secrets/index.js';
import { ApiKeysController } from './api-keys.controller.js';
import { assertControllersAreGuarded } from './assert-every-route-is-guarded.js';
import { AuthenticateApiKey } from './authenticate-api-key.js';
import { AuthenticationGuard } from './authentication-guard.js';
import { CreateApiKey } from './create-api-key.js';
import { ListApiKeys } from './list-api-keys.js';
import { OidcClient } from './oidc/oidc-client.js';
import { SignInWithOidc } from './oidc/sign-in-with-oidc.js';
import { AttemptLimits } from './people/attempt-limits.js';
import { ChangeOwnAccount } from './people/change-own-account.js';
import { EnrolSecondFactor } from './people/enrol-second-factor.js';
import { ManagePeople } from './people/manage-people.js';
import { OneTimeLinks } from './people/one-time-links.js';
import { PeopleController } from './people/people.controller.js';
import { RedeemLink } from './people/redeem-link.js';
import { PassSecondFactor } from './people/second-factor.js';
import { SignInWithPassword } from './people/sign-in-with-password.js';
import { ResponsibleActors } from './responsible-actors.js';
import { RevokeApiKey } from './revoke-api-key.js';
import { AuthenticateSession } from './sessions/authenticate-session.js';
import { SignInCookies } from './sessions/cookies.js';
import { EndSessions } from './sessions/end-sessions.js';
import { FormGuard } from './sessions/form-guard.js';
import { KnownBrowsers } from './sessions/known-browsers.js';
import { OpenSession } from './sessions/open-session.js';
import { RecogniseSession } from './sessions/recognise-session.js';

const forOthers = [
  ChangeOwnAccount,
  CreateApiKey,
  EndSessions,
  EnrolSecondFactor,
  FormGuard,
  KnownBrowsers,
  ListApiKeys,
  ManagePeople,
  OidcClient,
  OneTimeLinks,
  PassSecondFactor,
  RecogniseSession,
  RedeemLink,
  ResponsibleActors,
  RevokeApiKey,
  SignInCookies,
  SignInWithOidc,
  SignInWithPassword,
];

/** Needs `SecretBox` and SIGN_IN_OPTIONS from a global module, besides what every feature needs. */
@Global()
@Module({
  imports: [DiscoveryModule],
  controllers: [ApiKeysController, PeopleController],
  providers: [
    ...forOthers,
    AttemptLimits,
    AuthenticateApiKey,
    AuthenticateSession,
    OpenSession,
    // What lets people in is never drawn from a seed, not even in a replay.
    RandomSecretSource,
    { provide: APP_GUARD, useClass: AuthenticationGuard },
  ],
  exports: forOthers,
})
export class IdentityModule implements OnApplicationBootstrap {
  constructor(private readonly discovery: DiscoveryService) {}

  /** No app with this module starts while a route is open by oversight. */
  onApplicationBootstrap(): void {
    assertControllersAreGuarded(this.discovery);
  }
}
