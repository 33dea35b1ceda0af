import { Module } from '@nestjs/common';
import { ReportingModule } from '../../reporting/index.js';
import { SteeringReportController } from './steering-report.controller.js';

@Module({ imports: [ReportingModule], controllers: [SteeringReportController] })
export class SteeringReportModule {}
