import { Module } from '@nestjs/common';
import { CampaignsModule } from '../campaigns/index.js';
import { ContactsModule } from '../contacts/index.js';
import { DeclarationsModule } from '../declarations/index.js';
import { ExtensionsModule } from '../extensions/index.js';
import { IssuingModule } from '../issuing/index.js';
import { LettersModule } from '../letters/index.js';
import { MailboxModule } from '../mailbox/index.js';
import { MunicipalitiesModule } from '../municipalities/index.js';
import { PortalLinksModule } from '../portal-links/index.js';
import { RemindersModule } from '../reminders/index.js';
import { ReportingModule } from '../reporting/index.js';
import { ReturnsModule } from '../returns/index.js';
import { WithdrawalsModule } from '../withdrawals/index.js';
import { AuditController } from './audit.controller.js';
import { CampaignsController } from './campaigns.controller.js';
import { CapturedMessagesController } from './captured-messages.controller.js';
import { CasePreviewsController } from './case-previews.controller.js';
import { DeclarationCaseReadModel } from './declaration-case.read-model.js';
import { DeclarationsController } from './declarations.controller.js';
import { ExtensionsController } from './extensions.controller.js';
import { HeldLettersController } from './held-letters.controller.js';
import { LettersController } from './letters.controller.js';
import { MailGatewaysController } from './mail-gateways/mail-gateways.controller.js';
import { ManageMailGateways } from './mail-gateways/manage-mail-gateways.js';
import { SignedMessagesController } from './mail-gateways/signed-messages.controller.js';
import { TakeSignedMessage } from './mail-gateways/take-signed-message.js';
import { MessagesController } from './messages.controller.js';
import { MunicipalitiesController } from './municipalities.controller.js';
import { OwnDeclarationsController } from './own-declarations.controller.js';
import { PortalLinksController } from './portal-links.controller.js';
import { ReadReport } from './read-report.js';
import { ReceiveMessage } from './receive-message.js';
import { ReturnsController } from './returns.controller.js';
import { ScansController } from './scans.controller.js';
import { SteeringReportsController } from './steering-reports.controller.js';
import { TasksController } from './tasks.controller.js';

/** The REST API for machines, version 1. */
@Module({
  imports: [
    CampaignsModule,
    ContactsModule,
    DeclarationsModule,
    ExtensionsModule,
    IssuingModule,
    LettersModule,
    MailboxModule,
    MunicipalitiesModule,
    PortalLinksModule,
    RemindersModule,
    ReportingModule,
    ReturnsModule,
    WithdrawalsModule,
  ],
  controllers: [
    AuditController,
    CampaignsController,
    CapturedMessagesController,
    CasePreviewsController,
    DeclarationsController,
    ExtensionsController,
    HeldLettersController,
    LettersController,
    MailGatewaysController,
    MessagesController,
    MunicipalitiesController,
    OwnDeclarationsController,
    PortalLinksController,
    ReturnsController,
    ScansController,
    SignedMessagesController,
    SteeringReportsController,
    TasksController,
  ],
  providers: [DeclarationCaseReadModel, ReadReport, ReceiveMessage, ManageMailGateways, TakeSignedMessage],
})
export class IntegrationsModule {}
