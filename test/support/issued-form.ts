import { createHash } from 'node:crypto';
import {
  assembleForm,
  authorFormTemplate,
  createSealCertificate,
  createSealer,
  issueForm,
  type LanguageForm,
  type LabelledBytes,
  prepareFormTemplate,
  rsaKeyFromSeed,
} from '../../src/form/index.js';

export interface SampleForm {
  readonly bytes: Uint8Array;
  /** DER: the certificate of the seal. */
  readonly sealCertificate: Uint8Array;
}

/** Repeatable bytes for keys and certificates of tests. */
export const testBytes: LabelledBytes = (label, length) => {
  const blocks = Array.from({ length: Math.ceil(length / 32) }, (_, index) =>
    createHash('sha256').update(`test/${label}/${index}`).digest(),
  );
  return Buffer.concat(blocks).subarray(0, length);
};

export interface SampleFormChange {
  /** Stands after the other paragraphs, on the second page. */
  readonly lastParagraph?: string;
  readonly reference?: string;
  readonly municipalityName?: string;
}

/** A form of two pages, issued and sealed like those of a campaign. */
export async function issuedForm(language: LanguageForm, change: SampleFormChange = {}): Promise<SampleForm> {
  const paragraphs = Array.from({ length: 6 }, () => 'Kommunen vil ta del i arbeidet. '.repeat(12).trim());
  if (change.lastParagraph !== undefined) paragraphs.push(change.lastParagraph);
  const template = await authorFormTemplate({
    campaign: { code: 'TEST-2020', title: 'Test 2020', owner: 'Prøvedepartementet', mailbox: 'svar@test.example' },
    language,
    text: { title: 'Intensjonserklæring', sections: [{ heading: 'Om', paragraphs }] },
    characters: '',
    authoredAt: new Date('2020-04-20T08:00:00Z'),
  });
  const key = await rsaKeyFromSeed((label, length) => testBytes(`seal/${label}`, length));
  const sealCertificate = createSealCertificate({
    key,
    organization: 'Prøvedepartementet',
    serialNumber: Uint8Array.of(1),
    notBefore: new Date('2020-01-01T00:00:00Z'),
    notAfter: new Date('2030-01-01T00:00:00Z'),
  });
  const issued = await issueForm(
    prepareFormTemplate(template),
    {
      reference: change.reference ?? 'TEST-2020-9999-7K3Q9',
      municipalityNumber: '9999',
      municipalityName: change.municipalityName ?? 'Prøvedal',
      organizationNumber: '839953062',
      issuedAt: new Date('2020-04-24T07:00:00Z'),
    },
    createSealer(key, [sealCertificate]),
  );
  return { bytes: assembleForm(template, issued.revision), sealCertificate };
}

export { verifyPdf } from '../../src/pades/index.js';
export { rsaKeyFromSeed };
