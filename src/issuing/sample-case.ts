import { Injectable } from '@nestjs/common';
import { type Campaign, CampaignReadModel, selectRecipients, writtenLanguage } from '../campaigns/index.js';
import { type DeclarationView, MakeSampleForm } from '../declarations/index.js';
import { type LetterPreview, PreviewLetter } from '../letters/index.js';
import { displayName, fullName, type Municipality, MunicipalityReadModel } from '../municipalities/index.js';
import { Clock } from '../platform/clock/index.js';
import { originalPlan } from './dry-run.js';
import { notARecipient } from './issuing.errors.js';

/** No character of it is in the alphabet of references: it can be nobody's. */
const SAMPLE_END = '00000';

export interface SampleLetters {
  readonly municipality: { readonly number: string; readonly name: string; readonly language: 'nb' | 'nn' };
  readonly invitation: LetterPreview;
  /** The first of the plan; null when there is none. */
  readonly reminder: LetterPreview | null;
}

/** What one municipality would get if the campaign were issued now. Sends and stores nothing. */
@Injectable()
export class SampleCase {
  constructor(
    private readonly campaigns: CampaignReadModel,
    private readonly municipalities: MunicipalityReadModel,
    private readonly previewLetter: PreviewLetter,
    private readonly makeSampleForm: MakeSampleForm,
    private readonly clock: Clock,
  ) {}

  /** Throws CAMPAIGN_UNKNOWN or NOT_A_RECIPIENT. */
  async letters(slug: string, number: string): Promise<SampleLetters> {
    const { campaign, municipality } = await this.#recipient(slug, number);
    const now = this.clock.now();
    const declaration = sampleDeclaration(campaign, municipality, now);
    const [slot] = originalPlan(campaign.definition, now).slots;
    const { recipientName: name, language } = declaration;
    return {
      municipality: { number, name, language },
      invitation: this.previewLetter.execute(campaign, declaration, { kind: 'INVITATION', data: {} }, now),
      reminder:
        slot === undefined
          ? null
          : this.previewLetter.execute(campaign, declaration, { kind: 'REMINDER', data: {} }, slot.sendAt),
    };
  }

  /** Throws CAMPAIGN_UNKNOWN, NOT_A_RECIPIENT, or FormError when the municipality's name cannot be printed. */
  async form(slug: string, number: string): Promise<{ readonly fileName: string; readonly bytes: Buffer }> {
    const { campaign, municipality } = await this.#recipient(slug, number);
    const { definition } = campaign;
    const reference = `${definition.code}-${number}-${SAMPLE_END}`;
    const bytes = await this.makeSampleForm.execute(definition, writtenLanguage(municipality.languageForm), {
      reference,
      municipalityNumber: number,
      municipalityName: fullName(municipality),
      organizationNumber: municipality.organizationNumber,
      issuedAt: this.clock.now(),
    });
    return { fileName: `PRØVE ${reference}.pdf`, bytes };
  }

  async #recipient(slug: string, number: string): Promise<{ campaign: Campaign; municipality: Municipality }> {
    const campaign = await this.campaigns.bySlug(slug);
    const found = await this.municipalities.find(number);
    const [municipality] = found === null ? [] : selectRecipients(campaign.definition, [found]).recipients;
    if (municipality === undefined) throw notARecipient(slug, number);
    return { campaign, municipality };
  }
}

/** As a declaration would be right after its issue. */
function sampleDeclaration(campaign: Campaign, municipality: Municipality, now: Date): DeclarationView {
  const { definition } = campaign;
  return {
    id: '00000000-0000-0000-0000-000000000000',
    campaignId: campaign.id,
    campaignSlug: campaign.slug,
    municipalityNumber: municipality.number,
    recipientName: displayName(municipality),
    recipientEmail: municipality.email,
    organizationNumber: municipality.organizationNumber,
    reference: `${definition.code}-${municipality.number}-${SAMPLE_END}`,
    caseToken: 'prove',
    portalLinkVersion: 1,
    portalLinkRenewedAt: null,
    portalLinkOfferedAt: null,
    language: writtenLanguage(municipality.languageForm),
    population: municipality.population,
    issuedAt: now,
    returnState: 'NONE',
    withdrawnAt: null,
    deadlineVersion: 1,
    deadlineKind: 'ORIGINAL',
    dueOn: definition.deadlineOn,
    resolution: null,
    version: 1,
  };
}
