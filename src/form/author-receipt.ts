import { PDFDocument } from 'pdf-lib';

import { setDocumentMetadata } from './document-metadata.js';
import type { DocumentText } from './document-text.js';
import { textStyles } from './document-writer.js';
import { latinFonts, latinText } from './form-fonts.js';
import { formLabels } from './form-labels.js';
import { FormPageWriter } from './form-page-writer.js';
import type { LanguageForm } from './language-form.js';
import { frames, page } from './page-style.js';
import { sealDocument } from './seal-document.js';
import type { Sealer } from './sealer.js';
import { sealField } from './signature-fields.js';

export interface ReceiptSpec {
  readonly language: LanguageForm;
  readonly owner: string;
  readonly campaignTitle: string;
  readonly text: DocumentText;
  /** The same for machines, attached as a file. */
  readonly data: { readonly fileName: string; readonly description: string; readonly json: string };
  readonly sealedAt: Date;
}

/**
 * A receipt in the look of the form: a tagged PDF/A-3a with its facts as JSON attached, sealed so that nothing in it can
 * be changed. Characters outside Latin script are shown as question marks; the JSON has them. The same spec, the same
 * bytes, when the sealer's signature does (RSA).
 */
export async function authorReceipt(spec: ReceiptSpec, sealer: Sealer): Promise<Uint8Array> {
  const labels = formLabels[spec.language];
  const text = inLatin(spec.text);
  const owner = latinText(spec.owner);
  const campaignTitle = latinText(spec.campaignTitle);
  const options = {
    title: `${text.title} – ${campaignTitle}`,
    owner,
    subject: labels.receiptSubject,
    language: spec.language,
    authoredAt: spec.sealedAt,
    archivalPart: 3,
    fonts: await latinFonts(),
  } as const;
  const writer = new FormPageWriter(options, frames.plain);
  writer.hiddenSignatureField(sealField, labels.seal);
  writer.masthead(owner);
  writer.title(text);
  writer.sections(text.sections);
  writer.eachPage((index, count) => {
    writer.pageFurniture(index, owner, campaignTitle);
    writer.artifact(() => {
      const [left, top] = [page.marginSide, frames.plain.footerTop + 12];
      writer.textAt(labels.pageOf(index + 1, count), left, top, 240, textStyles.small);
    }, 'Pagination');
  });
  const attachment: PDFKit.Mixins.PDFAttachmentOptions & { relationship: 'Data' } = {
    name: spec.data.fileName,
    description: spec.data.description,
    type: 'application/json',
    creationDate: spec.sealedAt,
    modifiedDate: spec.sealedAt,
    relationship: 'Data',
  };
  writer.doc.file(Buffer.from(spec.data.json, 'utf8'), attachment);
  const written = await writer.end();
  const pdf = await PDFDocument.load(written, { updateMetadata: false });
  setDocumentMetadata(pdf, written, options);
  return await sealDocument(pdf, { owner, reason: labels.receiptSealReason, sealedAt: spec.sealedAt }, sealer);
}

function inLatin(text: DocumentText): DocumentText {
  return {
    title: latinText(text.title),
    ...(text.subtitle === undefined ? {} : { subtitle: latinText(text.subtitle) }),
    sections: text.sections.map(({ heading, paragraphs, items, facts }) => ({
      ...(heading === undefined ? {} : { heading: latinText(heading) }),
      paragraphs: paragraphs.map(latinText),
      ...(items === undefined ? {} : { items: items.map(latinText) }),
      ...(facts === undefined
        ? {}
        : { facts: facts.map(([label, value]) => [latinText(label), latinText(value)] as const) }),
    })),
  };
}
