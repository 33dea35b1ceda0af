import { Global, Module, type OnApplicationBootstrap } from '@nestjs/common';
import { APP_GUARD, DiscoveryModule, DiscoveryService } from '@nestjs/core';
import { ApiKeysController } from './api-keys.controller.js';
import { assertControllersAreGuarded } from './assert-every-route-is-guarded.js';
import { AuthenticateApiKey } from './authenticate-api-key.js';
import { AuthenticationGuard } from './authentication-guard.js';
import { CreateApiKey } from './create-api-key.js';
import { ListApiKeys } from './list-api-keys.js';
import { RevokeApiKey } from './revoke-api-key.js';

@Global()
@Module({
  imports: [DiscoveryModule],
  controllers: [ApiKeysController],
  providers: [
    AuthenticateApiKey,
    CreateApiKey,
    ListApiKeys,
    RevokeApiKey,
    { provide: APP_GUARD, useClass: AuthenticationGuard },
  ],
  exports: [CreateApiKey, ListApiKeys, RevokeApiKey],
})
export class IdentityModule implements OnApplicationBootstrap {
  constructor(private readonly discovery: DiscoveryService) {}

  /** No app with this module starts while a route is open by oversight. */
  onApplicationBootstrap(): void {
    assertControllersAreGuarded(this.discovery);
  }
}
