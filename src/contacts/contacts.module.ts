import { Module } from '@nestjs/common';
import { DeclarationsModule } from '../declarations/index.js';
import { LettersModule } from '../letters/index.js';
import { ChangeContact } from './change-contact.js';
import { InviteAgain } from './invite-again.js';

@Module({
  imports: [DeclarationsModule, LettersModule],
  providers: [ChangeContact, InviteAgain],
  exports: [ChangeContact, InviteAgain],
})
export class ContactsModule {}
