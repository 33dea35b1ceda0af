import { Module } from '@nestjs/common';
import { CampaignsModule } from '../../campaigns/index.js';
import { ContactsModule } from '../../contacts/index.js';
import { DeclarationsModule } from '../../declarations/index.js';
import { ExtensionsModule } from '../../extensions/index.js';
import { LettersModule } from '../../letters/index.js';
import { MailboxModule } from '../../mailbox/index.js';
import { RemindersModule } from '../../reminders/index.js';
import { ReturnsModule } from '../../returns/index.js';
import { WithdrawalsModule } from '../../withdrawals/index.js';
import { ConsoleFrameModule } from '../frame/console-frame.module.js';
import { CaseActionPages } from './case-action-pages.js';
import { CaseActionsController } from './case-actions.controller.js';
import { ContactAction } from './contact-action.js';
import { DeclarationController } from './declaration.controller.js';
import { DeclarationPage } from './declaration-page.js';
import { ExtendAction } from './extend-action.js';
import { ResolutionAction } from './resolution-action.js';
import { ReturnController } from './return.controller.js';
import { UndoAction } from './undo-action.js';
import { WithdrawAction } from './withdraw-action.js';

/** The page of one declaration, and what operators do about it. */
@Module({
  imports: [
    CampaignsModule,
    ConsoleFrameModule,
    ContactsModule,
    DeclarationsModule,
    ExtensionsModule,
    LettersModule,
    MailboxModule,
    RemindersModule,
    ReturnsModule,
    WithdrawalsModule,
  ],
  controllers: [DeclarationController, CaseActionsController, ReturnController],
  providers: [
    CaseActionPages,
    ContactAction,
    DeclarationPage,
    ExtendAction,
    ResolutionAction,
    UndoAction,
    WithdrawAction,
  ],
})
export class DeclarationPagesModule {}
