import { Module } from '@nestjs/common';
import { CampaignsModule } from '../campaigns/index.js';
import { DeclarationsModule } from '../declarations/index.js';
import { ArchiveController } from './archive.controller.js';
import { ArchiveReadModel } from './archive.read-model.js';
import { ExportToArchive } from './export-to-archive.js';
import { MarkArchived } from './mark-archived.js';

@Module({
  imports: [CampaignsModule, DeclarationsModule],
  controllers: [ArchiveController],
  providers: [ArchiveReadModel, ExportToArchive, MarkArchived],
})
export class ArchiveModule {}
