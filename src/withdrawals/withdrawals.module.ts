import { Module } from '@nestjs/common';
import { DeclarationsModule } from '../declarations/index.js';
import { LettersModule } from '../letters/index.js';
import { WithdrawDeclaration } from './withdraw-declaration.js';

@Module({
  imports: [DeclarationsModule, LettersModule],
  providers: [WithdrawDeclaration],
  exports: [WithdrawDeclaration],
})
export class WithdrawalsModule {}
