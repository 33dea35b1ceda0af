import { Module } from '@nestjs/common';
import { CampaignsModule } from '../campaigns/index.js';
import { DeclarationsModule } from '../declarations/index.js';
import { LettersModule } from '../letters/index.js';
import { ChangeContact } from './change-contact.js';
import { InviteAgain } from './invite-again.js';
import { PreviewContact } from './preview-contact.js';

@Module({
  imports: [CampaignsModule, DeclarationsModule, LettersModule],
  providers: [ChangeContact, InviteAgain, PreviewContact],
  exports: [ChangeContact, InviteAgain, PreviewContact],
})
export class ContactsModule {}
