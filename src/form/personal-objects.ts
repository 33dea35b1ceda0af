import { formLabels, formatDay } from './form-labels.js';
import type { FormLayout, SlotName } from './form-layout.js';
import { groupDigits, type FormRecipient } from './form-recipient.js';
import { formatPageCode } from './page-code.js';
import { drawPageCode } from './page-code-path.js';
import { codeSize, contentWidth, page, quietModules } from './page-style.js';
import { hexString, measure, slotContent } from './slot-text.js';

/** One object of the revision: its number and everything between `obj` and `endobj`. */
export interface PersonalObject {
  readonly object: number;
  readonly body: string;
}

const quietGrey = '0.30 0.35 0.41 rg';

function formStream(layout: FormLayout, width: number, height: number, content: string): string {
  return (
    `<</Type/XObject/Subtype/Form/BBox[0 0 ${width} ${height}]/Resources ${layout.resources} 0 R/Length ${content.length}>>` +
    `\nstream\n${content}\nendstream`
  );
}

function textLine(text: string, y: number, size: number, layout: FormLayout): string {
  const { resource, codes } = layout.fonts.regular;
  measure(text, codes, 'The footer');
  return `BT ${quietGrey} /${resource} ${size} Tf 0 ${y} Td ${hexString(text, codes)} Tj ET\n`;
}

/** The footer: reference and code as text on the left, the code as QR on the right, level with the text's margin. */
function footerContent(layout: FormLayout, recipient: FormRecipient, code: string): string {
  const { operators, modules } = drawPageCode(code);
  const unit = codeSize / modules;
  const quiet = quietModules * unit;
  const below = page.footerHeight - quiet - codeSize;
  const matrix = [unit, 0, 0, unit, contentWidth - codeSize, below].map((value) => Number(value.toFixed(3))).join(' ');
  return (
    textLine(`${formLabels[layout.language].reference}: ${recipient.reference}`, page.footerHeight - 34, 8.5, layout) +
    textLine(code, page.footerHeight - 47, 8.5, layout) +
    `q 0 g ${matrix} cm\n${operators}Q`
  );
}

/**
 * The objects that make a template a municipality's own form: the picture of every value, and the footer of every page.
 * All in Latin-1. Throws `FORM_CHARACTER_NOT_AVAILABLE`, `FORM_TEXT_DOES_NOT_FIT` or `FORM_PAGE_CODE_INVALID`.
 */
export function personalObjects(layout: FormLayout, recipient: FormRecipient): PersonalObject[] {
  const municipality = recipient.municipalityName;
  const values: Record<SlotName, string> = {
    municipality,
    municipalityNumber: recipient.municipalityNumber,
    organizationNumber: groupDigits(recipient.organizationNumber),
    reference: recipient.reference,
    issued: formatDay(recipient.issuedAt, layout.language),
    party: `${municipality} (${recipient.municipalityNumber})`,
  };
  const objects: PersonalObject[] = [];
  for (const name of Object.keys(values) as SlotName[]) {
    const slot = layout.slots[name];
    const where =
      name === 'municipality' || name === 'party'
        ? `The name of municipality ${recipient.municipalityNumber}`
        : `The value "${name}"`;
    const content = slotContent(values[name], slot, layout.fonts[slot.font], where);
    objects.push({ object: slot.object, body: formStream(layout, slot.width, slot.height, content) });
  }
  const pages = layout.footers.length;
  layout.footers.forEach(({ object }, index) => {
    const code = formatPageCode({ campaign: layout.campaign, reference: recipient.reference, page: index + 1, pages });
    const content = footerContent(layout, recipient, code);
    objects.push({ object, body: formStream(layout, contentWidth, page.footerHeight, content) });
  });
  return objects;
}
