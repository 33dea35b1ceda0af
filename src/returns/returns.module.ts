import { Module } from '@nestjs/common';
import { DeclarationsModule } from '../declarations/index.js';
import { LettersModule } from '../letters/index.js';
import { AnswerReturns } from './answer-returns.js';
import { ExamineFile } from './examine-file.js';
import { ExamineScan } from './examine-scan.js';
import { HandInReturn } from './hand-in-return.js';
import { NextForReview } from './next-for-review.js';
import { PreviewReview } from './preview-review.js';
import { ReadScan } from './read-scan.js';
import { ReceiveReturn } from './receive-return.js';
import { ReturnReadModel } from './return.read-model.js';
import { ReviewLoadReadModel } from './review-load.read-model.js';
import { ReviewReturn } from './review-return.js';
import { ScanStore } from './scan-store.js';
import { VerifyReturn } from './verify-return.js';

@Module({
  imports: [DeclarationsModule, LettersModule],
  providers: [
    AnswerReturns,
    ExamineFile,
    ExamineScan,
    HandInReturn,
    NextForReview,
    PreviewReview,
    ReadScan,
    ReceiveReturn,
    ReturnReadModel,
    ReviewLoadReadModel,
    ReviewReturn,
    ScanStore,
    VerifyReturn,
  ],
  exports: [
    HandInReturn,
    NextForReview,
    PreviewReview,
    ReadScan,
    ReceiveReturn,
    ReturnReadModel,
    ReviewLoadReadModel,
    ReviewReturn,
    VerifyReturn,
  ],
})
export class ReturnsModule {}
