import { Controller, Get, Param, Query, Req, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { Request, Response } from 'express';
import { z } from 'zod';
import { CurrentSession, Roles, type SignedIn } from '../../identity/index.js';
import { onlyField } from './decision-form.js';
import { ReturnPages } from './return-pages.js';
import { ReviewWork } from './review-work.js';

const idParam = z.uuid();
const returnQuery = z.object({
  only: onlyField,
  decided: z.uuid().optional().catch(undefined),
  draw: z.literal('1').optional().catch(undefined),
});

/** One return: what it is, what was found, and what may be done about it. */
@ApiExcludeController()
@Controller('returns/:id')
@Roles('reader')
export class ReturnController {
  constructor(
    private readonly pages: ReturnPages,
    private readonly work: ReviewWork,
  ) {}

  @Get()
  async one(
    @Param('id', { schema: idParam }) id: string,
    @Query({ schema: returnQuery }) { only, decided, draw }: z.output<typeof returnQuery>,
    @CurrentSession() signedIn: SignedIn,
    @Req() request: Request,
    @Res() response: Response,
  ): Promise<void> {
    const done = await this.work.doneWords(decided, signedIn.person.language, true);
    await this.pages.show(request, response, signedIn, id, { only, done, draw: draw === '1' });
  }
}
