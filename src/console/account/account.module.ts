import { Module } from '@nestjs/common';
import { ConsoleFrameModule } from '../frame/console-frame.module.js';
import { AccountController } from './account.controller.js';
import { AccountPages } from './account-pages.js';
import { InvitationController } from './invitation.controller.js';
import { KeysController } from './keys.controller.js';
import { LogInController } from './log-in.controller.js';
import { LogInSteps } from './log-in-steps.js';
import { OnceNotes } from './once-notes.js';
import { OrganisationController } from './organisation.controller.js';
import { SecondFactorController } from './second-factor.controller.js';
import { UsersController } from './users.controller.js';

/** The pages about log-in, people and keys. */
@Module({
  imports: [ConsoleFrameModule],
  controllers: [
    LogInController,
    SecondFactorController,
    InvitationController,
    AccountController,
    UsersController,
    KeysController,
    OrganisationController,
  ],
  providers: [AccountPages, LogInSteps, OnceNotes],
})
export class AccountModule {}
