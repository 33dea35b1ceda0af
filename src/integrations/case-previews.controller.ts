import { Body, Controller, HttpCode, Param, Post } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { PreviewContact } from '../contacts/index.js';
import { Roles } from '../identity/index.js';
import { Answers, Problems, WithEtag } from '../platform/http/index.js';
import { PreviewWithdrawal } from '../withdrawals/index.js';
import {
  contactPreviewAnswer,
  contactPreviewOf,
  withdrawalPreviewAnswer,
  withdrawalPreviewOf,
  type ContactPreviewAnswer,
  type WithdrawalPreviewAnswer,
} from './case-previews.answers.js';
import { contactWish, withdrawalWish, type ContactWish, type WithdrawalWish } from './declarations.requests.js';
import { reference as referenceField } from './fields.schemas.js';

/** What a change would do before anybody decides on it: nothing is changed here. */
@Controller('api/v1')
@ApiTags('declarations')
@Roles('case-handler')
export class CasePreviewsController {
  constructor(
    private readonly previewContact: PreviewContact,
    private readonly previewWithdrawal: PreviewWithdrawal,
  ) {}

  @Post('declarations/:reference/contact/preview')
  @HttpCode(200)
  @WithEtag()
  @ApiOperation({ summary: 'See which letters would follow a corrected address; nothing is changed' })
  @Answers(
    200,
    'The letters, and the invitation that would go out again. The ETag is for the change.',
    contactPreviewAnswer,
  )
  @Problems(400, 404, 415)
  async contact(
    @Param('reference', { schema: referenceField }) reference: string,
    @Body({ schema: contactWish }) { email }: ContactWish,
  ): Promise<ContactPreviewAnswer> {
    return contactPreviewOf(reference, await this.previewContact.execute(reference, email));
  }

  @Post('declarations/:reference/withdrawal/preview')
  @Roles('approver')
  @HttpCode(200)
  @WithEtag()
  @ApiOperation({ summary: 'See what a withdrawal would end, and the letter; nothing is changed' })
  @Answers(200, 'What would not be sent, and what would. The ETag is for the withdrawal.', withdrawalPreviewAnswer)
  @Problems(400, 404, 409, 415)
  async withdrawal(
    @Param('reference', { schema: referenceField }) reference: string,
    @Body({ schema: withdrawalWish }) { by, note }: WithdrawalWish,
  ): Promise<WithdrawalPreviewAnswer> {
    return withdrawalPreviewOf(reference, await this.previewWithdrawal.execute({ reference, by, note }));
  }
}
