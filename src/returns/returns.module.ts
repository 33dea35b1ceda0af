import { Module } from '@nestjs/common';
import { DeclarationsModule } from '../declarations/index.js';
import { LettersModule } from '../letters/index.js';
import { AnswerReturns } from './answer-returns.js';
import { ExamineFile } from './examine-file.js';
import { HandInReturn } from './hand-in-return.js';
import { ReceiveReturn } from './receive-return.js';
import { ReturnReadModel } from './return.read-model.js';
import { ReviewReturn } from './review-return.js';
import { VerifyReturn } from './verify-return.js';

@Module({
  imports: [DeclarationsModule, LettersModule],
  providers: [AnswerReturns, ExamineFile, HandInReturn, ReceiveReturn, ReturnReadModel, ReviewReturn, VerifyReturn],
  exports: [HandInReturn, ReceiveReturn, ReturnReadModel, ReviewReturn],
})
export class ReturnsModule {}
