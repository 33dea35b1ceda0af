import { Module } from '@nestjs/common';
import { LettersModule } from '../letters/index.js';
import { PagesModule } from '../platform/pages/index.js';
import { AccountModule } from './account/account.module.js';
import { AuditPagesModule } from './audit/audit-pages.module.js';
import { MunicipalitiesPagesModule } from './municipalities/municipalities-pages.module.js';
import { OverviewPagesModule } from './overview/overview-pages.module.js';
import { CapturedMailModule } from './captured-mail/captured-mail.module.js';
import { DeclarationPagesModule } from './declaration/declaration-pages.module.js';
import { ExtensionsPagesModule } from './extensions/extensions-pages.module.js';
import { DeclarationLinkModule } from './declaration-link/declaration-link.module.js';
import { LettersPagesModule } from './letters/letters-pages.module.js';
import { QueuePagesModule } from './queue/queue-pages.module.js';
import { QuestionsPagesModule } from './questions/questions-pages.module.js';
import { SetUpPagesModule } from './set-up/set-up-pages.module.js';
import { SteeringReportModule } from './steering-report/steering-report.module.js';
import { ReviewModule } from './review/review.module.js';

@Module({
  imports: [
    // Its page for a new campaign has an address that a campaign could have: it comes first.
    SetUpPagesModule,
    AccountModule,
    AuditPagesModule,
    CapturedMailModule,
    DeclarationLinkModule,
    DeclarationPagesModule,
    ExtensionsPagesModule,
    LettersModule,
    LettersPagesModule,
    MunicipalitiesPagesModule,
    OverviewPagesModule,
    PagesModule,
    QuestionsPagesModule,
    QueuePagesModule,
    ReviewModule,
    SteeringReportModule,
  ],
})
export class ConsoleModule {}
