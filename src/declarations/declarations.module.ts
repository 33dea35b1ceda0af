import { Module } from '@nestjs/common';
import { MunicipalitiesModule } from '../municipalities/index.js';
import { CampaignTemplates } from './campaign-templates.js';
import { ChangeReturnState } from './change-return-state.js';
import { DeadlineChangesReadModel } from './deadline-changes.read-model.js';
import { DeclarationReadModel } from './declaration.read-model.js';
import { FindRecipients } from './find-recipients.js';
import { DeclarationSearch } from './declaration-search.read-model.js';
import { IssuedForms } from './issued-forms.js';
import { MakeForm } from './make-form.js';
import { MakeReceipt } from './make-receipt.js';
import { MakeSampleForm } from './make-sample-form.js';
import { RecordResolution } from './record-resolution.js';

const parts = [
  CampaignTemplates,
  ChangeReturnState,
  DeadlineChangesReadModel,
  DeclarationReadModel,
  FindRecipients,
  DeclarationSearch,
  IssuedForms,
  MakeForm,
  MakeReceipt,
  MakeSampleForm,
  RecordResolution,
];

@Module({ imports: [MunicipalitiesModule], providers: parts, exports: parts })
export class DeclarationsModule {}
