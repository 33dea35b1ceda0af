import { generateKeyPair } from 'node:crypto';
import { promisify } from 'node:util';
import { Injectable } from '@nestjs/common';
import type { CampaignDefinition } from '../campaigns/index.js';
import {
  assembleForm,
  authorFormTemplate,
  createSealer,
  drawableCharacters,
  type FormRecipient,
  issueForm,
  prepareFormTemplate,
  type Sealer,
} from '../form/index.js';
import { MunicipalityReadModel } from '../municipalities/index.js';
import { RandomSecretSource } from '../platform/secrets/index.js';
import { selfMadeCertificate } from './seal-store.js';

const MARK = 'PRØVE';

/**
 * Makes a form to be looked at before a campaign is issued. It says that it is a sample, and its seal is one of a moment
 * that nobody keeps: whoever hands it in hands in a foreign document. Nothing of it is stored.
 */
@Injectable()
export class MakeSampleForm {
  readonly #secrets = new RandomSecretSource();
  #sealer: Promise<Sealer> | null = null;

  constructor(private readonly municipalities: MunicipalityReadModel) {}

  /** The whole file. Throws FormError when what is known of the recipient cannot be printed. */
  async execute(definition: CampaignDefinition, language: 'nb' | 'nn', recipient: FormRecipient): Promise<Buffer> {
    const text = definition.form[language];
    const template = await authorFormTemplate({
      campaign: {
        code: definition.code,
        title: `${MARK}: ${definition.title[language]}`,
        owner: definition.owner.name[language],
        mailbox: definition.mailbox.address,
      },
      language,
      text: { ...text, title: `${MARK}: ${text.title}` },
      characters: drawableCharacters(await this.municipalities.nameCharacters()),
      authoredAt: recipient.issuedAt,
    });
    const { revision } = await issueForm(
      prepareFormTemplate(template),
      recipient,
      await this.#seal(recipient.issuedAt),
    );
    return Buffer.from(assembleForm(template, revision));
  }

  async #seal(now: Date): Promise<Sealer> {
    this.#sealer ??= promisify(generateKeyPair)('rsa', { modulusLength: 2048 }).then(({ privateKey }) =>
      createSealer(privateKey, [selfMadeCertificate(privateKey, MARK, now, this.#secrets)]),
    );
    return await this.#sealer;
  }
}
