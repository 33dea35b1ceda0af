import { Controller, Get } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { AuditChainReadModel, verifyAuditChain } from '../audit/index.js';
import { Roles } from '../identity/index.js';
import { Answers, Problems } from '../platform/http/index.js';
import { auditHeadAnswer, auditVerdictAnswer, type AuditHeadAnswer, type AuditVerdictAnswer } from './audit.answers.js';

@Controller('api/v1/audit')
@ApiTags('audit')
@Roles('reader')
export class AuditController {
  constructor(private readonly audit: AuditChainReadModel) {}

  @Get('head')
  @ApiOperation({
    summary: 'Read the head of the audit chain: whoever notes it down can prove later what stood before',
  })
  @Answers(200, 'The last sealed event.', auditHeadAnswer)
  @Problems()
  async head(): Promise<AuditHeadAnswer> {
    return await this.audit.head();
  }

  @Get('verify')
  @Roles('admin')
  @ApiOperation({ summary: 'Verify the whole audit chain' })
  @Answers(200, 'The verdict, which names the first fault if there is one.', auditVerdictAnswer)
  @Problems()
  async verify(): Promise<AuditVerdictAnswer> {
    return await verifyAuditChain(this.audit.sealedEvents());
  }
}
