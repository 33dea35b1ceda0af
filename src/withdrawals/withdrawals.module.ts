import { Module } from '@nestjs/common';
import { CampaignsModule } from '../campaigns/index.js';
import { DeclarationsModule } from '../declarations/index.js';
import { LettersModule } from '../letters/index.js';
import { RemindersModule } from '../reminders/index.js';
import { PreviewWithdrawal } from './preview-withdrawal.js';
import { WithdrawDeclaration } from './withdraw-declaration.js';

@Module({
  imports: [CampaignsModule, DeclarationsModule, LettersModule, RemindersModule],
  providers: [PreviewWithdrawal, WithdrawDeclaration],
  exports: [PreviewWithdrawal, WithdrawDeclaration],
})
export class WithdrawalsModule {}
