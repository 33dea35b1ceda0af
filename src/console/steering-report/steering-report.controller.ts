import { Controller, Get, Param, Query, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { Response } from 'express';
import { z } from 'zod';
import { CurrentSession, Roles, type SignedIn } from '../../identity/index.js';
import { PAGE_LANGUAGES } from '../../platform/pages/index.js';
import { MakeSteeringReport } from '../../reporting/index.js';

const slugSchema = z.string().regex(/^[a-z][a-z0-9-]{0,99}$/);
const querySchema = z.object({
  at: z.iso.datetime().optional(),
  since: z.iso.datetime().optional(),
  language: z.enum(PAGE_LANGUAGES).optional(),
});

/** The steering report for those who are logged in: shown by the browser, in their language unless they say another. */
@ApiExcludeController()
@Controller('campaigns/:slug/report.pdf')
@Roles('reader')
export class SteeringReportController {
  constructor(private readonly makeSteeringReport: MakeSteeringReport) {}

  @Get()
  async show(
    @Param('slug', { schema: slugSchema }) slug: string,
    @Query({ schema: querySchema }) { at, since, language }: z.output<typeof querySchema>,
    @CurrentSession() signedIn: SignedIn,
    @Res() response: Response,
  ): Promise<void> {
    const { pdf, fileName } = await this.makeSteeringReport.execute({
      slug,
      at: at === undefined ? undefined : new Date(at),
      since: since === undefined ? undefined : new Date(since),
      language: language ?? signedIn.person.language,
    });
    response.setHeader('Content-Disposition', `inline; filename="${fileName}"`);
    response.setHeader('Cache-Control', 'no-store');
    response.type('application/pdf').send(pdf);
  }
}
