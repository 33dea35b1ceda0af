import { colour, contentWidth, frames, page } from './page-style.js';
import type { DocumentText } from './document-text.js';
import { textStyles } from './document-writer.js';
import { finishFormTemplate } from './finish-form-template.js';
import { formFont, requireGlyphs } from './form-fonts.js';
import { formLabels, fieldNames, type FormLabels } from './form-labels.js';
import type { FormTemplate } from './form-layout.js';
import { FormPageWriter, type SlotPlace } from './form-page-writer.js';
import type { LanguageForm } from './language-form.js';
import { municipalitySignatureField, penSignaturePlace, sealField } from './signature-fields.js';

export interface FormTemplateSpec {
  campaign: {
    /** Stands in every page's code, e.g. `AKSON-2020`. */
    code: string;
    title: string;
    owner: string;
    mailbox: string;
  };
  language: LanguageForm;
  text: DocumentText;
  /** Every character that a municipality's name may contain; the letters of Norwegian and ASCII are always there. */
  characters: string;
  authoredAt: Date;
}

const alwaysThere =
  String.fromCharCode(...Array.from({ length: 95 }, (_, index) => 32 + index)) + 'ÆØÅæøåÉÈÊÔÒÓÄÖÜéèêôòóäöü«»–—·§’';

const gap = 16;
const half = (contentWidth - gap) / 2;

const valueStyle = { font: 'regular', size: 11, leastSize: 7.5, lines: 1, height: 16 } as const;

function recipientPanel(writer: FormPageWriter, labels: FormLabels): void {
  const [left, top, inset, height] = [page.marginSide, writer.y, 14, 112];
  writer.artifact(() => writer.doc.roundedRect(left, top, contentWidth, height, 3).fill(colour.panel));
  const inner = contentWidth - 2 * inset;
  const name: SlotPlace = { width: inner, height: 44, font: 'semibold', size: 20, leastSize: 13, lines: 2 };
  writer.labelledSlot('municipality', labels.municipality, left + inset, top + 12, name);
  const columns = [
    ['municipalityNumber', labels.municipalityNumber, 88],
    ['organizationNumber', labels.organizationNumber, 106],
    ['reference', labels.reference, 132],
    ['issued', labels.issued, inner - 88 - 106 - 132],
  ] as const;
  let x = left + inset;
  for (const [slot, label, width] of columns) {
    writer.labelledSlot(slot, label, x, top + 72, { ...valueStyle, width: width - 8 });
    x += width;
  }
  writer.y = top + height + 20;
}

function signingSection(writer: FormPageWriter, labels: FormLabels, spec: FormTemplateSpec): void {
  const howTo = labels.howToSign(spec.campaign.mailbox);
  const sealed = labels.sealed(spec.campaign.owner);
  const [rowHeight, boxHeight] = [42, 92];
  const needed =
    30 +
    writer.heightOf(howTo, contentWidth, textStyles.body) +
    46 +
    3 * rowHeight +
    boxHeight +
    24 +
    writer.heightOf(sealed, contentWidth, textStyles.small);
  writer.keepTogether(needed);
  writer.heading(labels.signing);
  writer.block('P', howTo, textStyles.body, 8);
  const left = page.marginSide;
  const right = left + half + gap;
  writer.labelledSlot('party', labels.onBehalfOf, left, writer.y, {
    width: contentWidth,
    height: 22,
    font: 'semibold',
    size: 13,
    leastSize: 7,
    lines: 1,
  });
  let top = writer.y + 26;
  fieldNames.forEach((name, index) => {
    writer.textField(name, labels.fields[name], index % 2 === 0 ? left : right, top, half);
    if (index % 2 === 1) top += rowHeight;
  });
  top += 4;
  writer.penBox(
    penSignaturePlace,
    { label: labels.byHand, alternative: labels.byHandAlternative },
    left,
    top,
    half,
    boxHeight,
  );
  writer.signatureField(municipalitySignatureField, labels.digital, right, top, half, boxHeight);
  writer.y = top + boxHeight + 22;
  writer.block('P', sealed, textStyles.small, 0);
}

/**
 * Authors the form of a campaign in one language form: a tagged PDF/A-2a with fields, with reserved objects for what
 * differs between municipalities, and with a seal field whose signature only the revision brings. Done once for a
 * campaign and language form; the same spec gives the same bytes. Throws `FORM_CHARACTER_NOT_AVAILABLE`.
 */
export async function authorFormTemplate(spec: FormTemplateSpec): Promise<FormTemplate> {
  const labels = formLabels[spec.language];
  const { owner, title } = spec.campaign;
  const characters = (alwaysThere + spec.characters).normalize('NFC');
  requireGlyphs(characters, "The template's list of characters");
  const options = {
    title: `${spec.text.title} – ${title}`,
    owner,
    subject: labels.formSubject,
    language: spec.language,
    authoredAt: spec.authoredAt,
  };
  const writer = new FormPageWriter(options, frames.coded);
  const fonts = {
    regular: writer.glyphCodes('regular', characters),
    semibold: writer.glyphCodes('semibold', characters),
  };
  writer.hiddenSignatureField(sealField, labels.seal);
  writer.masthead(owner);
  writer.title(spec.text);
  recipientPanel(writer, labels);
  writer.sections(spec.text.sections);
  signingSection(writer, labels, spec);
  writer.eachPage((index, count) => {
    writer.pageFurniture(index, owner, title);
    writer.artifact(() => {
      writer.textAt(
        labels.pageOf(index + 1, count),
        page.marginSide,
        frames.coded.footerTop + 12,
        240,
        textStyles.small,
      );
      writer.paint('SlotFooter', page.marginSide, frames.coded.footerTop, page.footerHeight);
    }, 'Pagination');
  });
  const { count } = writer.doc.bufferedPageRange();
  return finishFormTemplate(await writer.end(), {
    options,
    campaign: spec.campaign.code,
    pages: count,
    fonts,
    painted: writer.painted,
    slots: writer.slotPlaces,
    fields: writer.fieldPlaces,
    fieldFont: formFont('regular'),
  });
}
