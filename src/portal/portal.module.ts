import { Module } from '@nestjs/common';
import { CampaignsModule } from '../campaigns/index.js';
import { DeclarationsModule } from '../declarations/index.js';
import { LettersModule } from '../letters/index.js';
import { MailboxModule } from '../mailbox/index.js';
import { PagesModule } from '../platform/pages/index.js';
import { RandomSecretSource } from '../platform/secrets/index.js';
import { PortalLinksModule } from '../portal-links/index.js';
import { ReturnsModule } from '../returns/index.js';
import { HandInAndLook } from './hand-in-and-look.js';
import { NewLinkController } from './new-link.controller.js';
import { NoteFormDownload } from './note-form-download.js';
import { PortalCaseController } from './portal-case.controller.js';
import { PortalCasePage } from './portal-case-page.js';
import { PortalLinkController } from './portal-link.controller.js';
import { PortalSessions } from './portal-sessions.js';

@Module({
  imports: [
    CampaignsModule,
    DeclarationsModule,
    LettersModule,
    MailboxModule,
    PagesModule,
    PortalLinksModule,
    ReturnsModule,
  ],
  // A link's session is never drawn from a seed, not even in a replay.
  providers: [HandInAndLook, NoteFormDownload, PortalCasePage, PortalSessions, RandomSecretSource],
  // The case's own addresses come before `portal/:secret`.
  controllers: [PortalCaseController, NewLinkController, PortalLinkController],
})
export class PortalModule {}
