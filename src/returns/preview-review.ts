import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { type LetterPreview, ReadLetter } from '../letters/index.js';
import type { ReturnedDocumentState } from './return.entity.js';
import type { ReviewInput } from './review-input.js';
import { ReviewReturn } from './review-return.js';

/** What a decision would do. */
export interface ReviewPreview {
  readonly state: ReturnedDocumentState;
  /** Null when nobody is written to at once: what is attached is verified first, what is set aside is kept. */
  readonly letter: LetterPreview | null;
}

/**
 * Shows what a decision does before it is made: it is made, its letter is read, and all of it is rolled back. So the
 * preview can be neither more lenient nor other than the decision.
 */
@Injectable()
export class PreviewReview {
  constructor(
    private readonly dataSource: DataSource,
    private readonly reviewReturn: ReviewReturn,
    private readonly readLetter: ReadLetter,
  ) {}

  /** Throws what ReviewReturn throws. */
  async execute(input: ReviewInput): Promise<ReviewPreview> {
    const runner = this.dataSource.createQueryRunner();
    try {
      await runner.startTransaction();
      const { state, letterId } = await this.reviewReturn.decide(runner.manager, input);
      return { state, letter: letterId === null ? null : await this.readLetter.planned(runner.manager, letterId) };
    } finally {
      if (runner.isTransactionActive) await runner.rollbackTransaction();
      await runner.release();
    }
  }
}
