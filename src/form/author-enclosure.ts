import { PDFDocument } from 'pdf-lib';

import { setDocumentMetadata } from './document-metadata.js';
import type { DocumentText } from './document-text.js';
import { DocumentWriter, textStyles } from './document-writer.js';
import { formLabels } from './form-labels.js';
import type { LanguageForm } from './language-form.js';
import { frames, page } from './page-style.js';

export interface EnclosureSpec {
  language: LanguageForm;
  owner: string;
  campaignTitle: string;
  text: DocumentText;
  authoredAt: Date;
}

/** A plain text as a tagged PDF/A-2a in the look of the form, such as a summary enclosed with it. The same spec, the same bytes. */
export async function authorEnclosure(spec: EnclosureSpec): Promise<Uint8Array> {
  const labels = formLabels[spec.language];
  const options = {
    title: `${spec.text.title} – ${spec.campaignTitle}`,
    owner: spec.owner,
    subject: labels.enclosureSubject,
    language: spec.language,
    authoredAt: spec.authoredAt,
  };
  const writer = new DocumentWriter(options, frames.plain);
  writer.masthead(spec.owner);
  writer.title(spec.text);
  writer.sections(spec.text.sections);
  writer.eachPage((index, count) => {
    writer.pageFurniture(index, spec.owner, spec.campaignTitle);
    writer.artifact(() => {
      writer.textAt(
        labels.pageOf(index + 1, count),
        page.marginSide,
        frames.plain.footerTop + 12,
        240,
        textStyles.small,
      );
    }, 'Pagination');
  });
  const written = await writer.end();
  const pdf = await PDFDocument.load(written, { updateMetadata: false });
  setDocumentMetadata(pdf, written, options);
  return pdf.save({ useObjectStreams: false, addDefaultPage: false, updateFieldAppearances: false });
}
