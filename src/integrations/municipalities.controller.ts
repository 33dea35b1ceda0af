import { Controller, Get, HttpCode, Param, Post, Query } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { actorName, CurrentActor, Roles, type Actor } from '../identity/index.js';
import { ImportRegister, MunicipalityReadModel } from '../municipalities/index.js';
import { AcceptsRaw, Answers, Idempotent, pageOf, Problems, RawBytes, type Page } from '../platform/http/index.js';
import { municipalityNumber } from './fields.schemas.js';
import { municipalityUnknown } from './integrations.errors.js';
import {
  importedRegisterAnswer,
  municipalityAnswer,
  municipalityPage,
  type ImportedRegisterAnswer,
  type MunicipalityAnswer,
} from './municipalities.answers.js';
import { municipalityQuery, type MunicipalityQuery } from './municipalities.requests.js';
import { utf8Text } from './utf8-text.js';

@Controller('api/v1/municipalities')
@ApiTags('municipalities')
@Roles('reader')
export class MunicipalitiesController {
  constructor(
    private readonly municipalities: MunicipalityReadModel,
    private readonly importRegister: ImportRegister,
  ) {}

  @Get()
  @ApiOperation({ summary: 'List the register by number' })
  @Answers(200, 'One page.', municipalityPage)
  @Problems(400)
  async list(@Query({ schema: municipalityQuery }) query: MunicipalityQuery): Promise<Page<MunicipalityAnswer>> {
    const rows = await this.municipalities.page(query.cursor?.number ?? '', query.limit + 1);
    return pageOf(
      rows,
      query.limit,
      ({ number }) => ({ number }),
      (row) => row,
    );
  }

  @Get(':number')
  @ApiOperation({ summary: 'Read one municipality' })
  @Answers(200, 'The municipality.', municipalityAnswer)
  @Problems(400, 404)
  async read(@Param('number', { schema: municipalityNumber }) number: string): Promise<MunicipalityAnswer> {
    const municipality = await this.municipalities.find(number);
    if (municipality === null) throw municipalityUnknown(number);
    return municipality;
  }

  @Post('import')
  @Roles('admin')
  @HttpCode(200)
  @AcceptsRaw('text/csv')
  @Idempotent()
  @ApiOperation({ summary: 'Import the register from its CSV file: all rows or none' })
  @Answers(200, 'How many rows were new or changed.', importedRegisterAnswer)
  @Problems(400, 409, 413, 415, 422)
  async import(@RawBytes() csv: Buffer, @CurrentActor() actor: Actor): Promise<ImportedRegisterAnswer> {
    return await this.importRegister.execute(utf8Text(csv), actorName(actor));
  }
}
