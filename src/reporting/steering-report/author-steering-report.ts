import { PDFDocument } from 'pdf-lib';
import {
  type DocumentLanguage,
  DocumentWriter,
  frames,
  latinFonts,
  latinText,
  page,
  setDocumentMetadata,
  textStyles,
} from '../../form/index.js';
import { pageFormats } from '../../platform/pages/index.js';
import { shareDrawingTexts } from '../share-drawing-texts.js';
import { changesAsCsv } from './changes-as-csv.js';
import type { SteeringReportFacts } from './steering-report-facts.js';
import { steeringReportTexts } from './steering-report-texts.js';
import { writeChanges } from './write-changes.js';
import { writeDevelopment } from './write-development.js';
import { writeStatus } from './write-status.js';

/**
 * The report as a tagged PDF/A-3a of one or two pages, with every change attached as CSV. The same facts in the same
 * language, the same bytes: the only time in it is the report's own.
 */
export async function authorSteeringReport(facts: SteeringReportFacts, language: DocumentLanguage): Promise<Buffer> {
  const { campaign, asOf } = facts;
  const text = steeringReportTexts[language];
  const formats = pageFormats(language, campaign.timeZone);
  const written = language === 'nn' ? 'nn' : 'nb';
  const owner = latinText(campaign.owner[written]);
  const title = latinText(text.title(campaign.title[written]));
  const options = {
    title: `${title}, ${formats.instant(asOf)}`,
    owner,
    subject: text.subject,
    language,
    authoredAt: asOf,
    archivalPart: 3,
    fonts: await latinFonts(),
  } as const;
  const writer = new DocumentWriter(options, frames.plain);
  const report = { facts, text, formats, categories: shareDrawingTexts[language].categories };
  writer.masthead(owner);
  writer.title({ title, subtitle: text.asOf(formats.instant(asOf)), sections: [] });
  if (campaign.simulated) writer.block('P', text.simulated, textStyles.body, 2);
  writeStatus(writer, report);
  writeDevelopment(writer, report);
  writeChanges(writer, report);
  writer.eachPage((index, count) => {
    writer.pageFurniture(index, owner, title);
    writer.artifact(() => {
      const [left, top] = [page.marginSide, frames.plain.footerTop + 12];
      writer.textAt(text.pageOf(index + 1, count), left, top, 240, textStyles.small);
    }, 'Pagination');
  });
  const attachment: PDFKit.Mixins.PDFAttachmentOptions & { relationship: 'Data' } = {
    name: text.attachment.fileName,
    description: text.attachment.description,
    type: 'text/csv',
    creationDate: asOf,
    modifiedDate: asOf,
    relationship: 'Data',
  };
  writer.doc.file(Buffer.from(changesAsCsv(facts), 'utf8'), attachment);
  const bytes = await writer.end();
  const pdf = await PDFDocument.load(bytes, { updateMetadata: false });
  setDocumentMetadata(pdf, bytes, options);
  return Buffer.from(await pdf.save({ useObjectStreams: false, addDefaultPage: false, updateFieldAppearances: false }));
}
