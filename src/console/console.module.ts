import { Module } from '@nestjs/common';
import { LettersModule } from '../letters/index.js';
import { PagesModule } from '../platform/pages/index.js';
import { AccountModule } from './account/account.module.js';
import { MunicipalitiesPagesModule } from './municipalities/municipalities-pages.module.js';
import { OverviewPagesModule } from './overview/overview-pages.module.js';
import { CapturedMailController } from './captured-mail.controller.js';
import { DeclarationPagesModule } from './declaration/declaration-pages.module.js';
import { ExtensionsPagesModule } from './extensions/extensions-pages.module.js';
import { DeclarationLinkModule } from './declaration-link/declaration-link.module.js';
import { SteeringReportModule } from './steering-report/steering-report.module.js';
import { ReviewModule } from './review/review.module.js';

@Module({
  imports: [
    AccountModule,
    DeclarationPagesModule,
    ExtensionsPagesModule,
    LettersModule,
    MunicipalitiesPagesModule,
    OverviewPagesModule,
    PagesModule,
    SteeringReportModule,
    ReviewModule,
    DeclarationLinkModule,
  ],
  controllers: [CapturedMailController],
})
export class ConsoleModule {}
