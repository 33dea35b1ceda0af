import { Module } from '@nestjs/common';
import { ImportRegister } from './import-register.js';
import { MunicipalityReadModel } from './municipality.read-model.js';

@Module({
  providers: [ImportRegister, MunicipalityReadModel],
  exports: [ImportRegister, MunicipalityReadModel],
})
export class MunicipalitiesModule {}
