export { Campaign, CAMPAIGN_STATES, type CampaignState } from './campaign.entity.js';
export { type CampaignOutline, CampaignReadModel } from './campaign.read-model.js';
export {
  parseCampaignDefinition,
  type CampaignDefinition,
  type CampaignEvent,
  type DocumentText,
  type Localised,
  type WrittenLanguage,
} from './campaign.schemas.js';
export { campaignStateForbids, campaignUnknown } from './campaigns.errors.js';
export { CampaignsModule } from './campaigns.module.js';
export { DEFINITION_FAULT_WORDS, definitionFaultIn } from './definition-fault-words.js';
export { CloseCampaign } from './close-campaign.js';
export { ImportCampaign } from './import-campaign.js';
export { selectRecipients, writtenLanguage, type CopyRecipient, type RecipientSelection } from './recipients.policy.js';
