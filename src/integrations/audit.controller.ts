import { Controller, Get, Query } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { AuditChainReadModel, AuditEventReadModel, verifyAuditChain } from '../audit/index.js';
import { Roles } from '../identity/index.js';
import { Answers, pageOf, Problems, type Page } from '../platform/http/index.js';
import {
  auditEventAnswerOf,
  auditHeadAnswer,
  auditPage,
  auditVerdictAnswer,
  type AuditEventAnswer,
  type AuditHeadAnswer,
  type AuditVerdictAnswer,
} from './audit.answers.js';
import { auditQuery, type AuditQuery } from './audit.requests.js';

@Controller('api/v1/audit')
@ApiTags('audit')
@Roles('reader')
export class AuditController {
  constructor(
    private readonly audit: AuditChainReadModel,
    private readonly events: AuditEventReadModel,
  ) {}

  @Get('events')
  @ApiOperation({
    summary:
      'List what happened, the latest first: everything, or by one actor, of one kind, to one subject, in a time',
  })
  @Answers(200, 'One page.', auditPage)
  @Problems(400)
  async list(@Query({ schema: auditQuery }) query: AuditQuery): Promise<Page<AuditEventAnswer>> {
    const { subject, actor, action, from, before, cursor, limit } = query;
    const filter = {
      actor,
      action,
      subjects: subject === undefined ? undefined : [subject],
      from,
      before,
    };
    const events = await this.events.list(filter, cursor, limit + 1);
    return pageOf(events, limit, ({ at, id }) => ({ at: at.toISOString(), id }), auditEventAnswerOf);
  }

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
