export { CampaignTemplates, type StoredTemplate } from './campaign-templates.js';
export { ChangeReturnState } from './change-return-state.js';
export { Deadline } from './deadline.entity.js';
export * from './deadline.policy.js';
export {
  DeadlineChangesReadModel,
  type DeadlineChange,
  type DeadlineChangePosition,
} from './deadline-changes.read-model.js';
export {
  ACCEPTANCE_METHODS,
  Declaration,
  RETURN_STATES,
  type AcceptanceMethod,
  type DeclarationReturnState,
} from './declaration.entity.js';
export {
  DECLARATION_IN_CAMPAIGN,
  DeclarationReadModel,
  type DeclarationView,
  deadlinesOf,
  type PrintedNames,
  resolutionsOf,
  selectDeclarations,
} from './declaration.read-model.js';
export { declarationsAskedFor } from './declarations-asked-for.js';
export { DeclarationSearch, type FoundDeclaration } from './declaration-search.read-model.js';
export { declarationUnknown, declarationWithdrawn } from './declarations.errors.js';
export { DeclarationsModule } from './declarations.module.js';
export { FindRecipients, type UnfoundLine } from './find-recipients.js';
export { FormRow } from './form.entity.js';
export { FormTemplateRow } from './form-template.entity.js';
export type { DocumentText, IssuedForm, ReceiptSpec } from '../form/index.js';
export { IssuedForms, type IssuedFormFile, type IssuedFormIdentity, type IssuedFormPlaces } from './issued-forms.js';
export { isRecipientFault, MakeForm } from './make-form.js';
export { MakeReceipt } from './make-receipt.js';
export { nameOrder, searchText } from './name-keys.js';
export { MakeSampleForm } from './make-sample-form.js';
export { RecordResolution } from './record-resolution.js';
export { Resolution, RESOLUTION_OUTCOMES, type ResolutionOutcome } from './resolution.entity.js';
export { awaitsReturn, returnAxis } from './return-axis.policy.js';
export { ReturnStateChange } from './return-state-change.entity.js';
export { loadSeal, selfMadeCertificate } from './seal-store.js';
export { Seal } from './seal.js';
