import { createHash } from 'node:crypto';

import {
  PDFArray,
  PDFDict,
  PDFDocument,
  PDFHexString,
  PDFName,
  PDFNull,
  PDFRef,
  PDFString,
  type PDFContext,
  type PDFPage,
} from 'pdf-lib';

import { setDocumentMetadata } from './document-metadata.js';
import type { DocumentWriterOptions, GlyphCodes } from './document-writer.js';
import { embedFieldFont } from './field-font.js';
import type { FontStyle, FormFont } from './form-fonts.js';
import { FormError } from './form.errors.js';
import type { FieldPlace, FormLayout, FormTemplate, SlotName, TextSlot } from './form-layout.js';
import type { LanguageForm } from './language-form.js';
import type { SlotPlace } from './form-page-writer.js';

/** What the author of the pages hands over with them. */
export interface WrittenForm {
  readonly options: DocumentWriterOptions & { readonly language: LanguageForm };
  readonly campaign: string;
  readonly pages: number;
  readonly fonts: Readonly<Record<FontStyle, { resource: string; codes: GlyphCodes }>>;
  readonly painted: readonly { resource: string; page: number }[];
  readonly slots: ReadonlyMap<SlotName, SlotPlace>;
  readonly fields: readonly FieldPlace[];
  readonly fieldFont: FormFont;
}

const FIELD_FONT = 'SourceSans3';
const DEFAULT_APPEARANCE = `/${FIELD_FONT} 11 Tf 0.08 0.13 0.18 rg`;
/** SignaturesExist and AppendOnly (ISO 32000-1, table 219). */
const SIGNATURE_FLAGS = 3;

const name = (text: string): PDFName => PDFName.of(text);

function emptyForm(context: PDFContext, width: number, height: number, content = '', resources?: PDFRef): PDFRef {
  const dictionary = { Type: 'XObject', Subtype: 'Form', BBox: [0, 0, width, height] };
  const stream = context.stream(
    content,
    resources === undefined ? dictionary : { ...dictionary, Resources: resources },
  );
  return context.register(stream);
}

/** The reference of a font that pdfkit embedded, found by its resource name on whichever page uses it. */
function fontReference(pages: readonly PDFPage[], resource: string): PDFRef {
  for (const page of pages) {
    const found = page.node.Resources()?.lookupMaybe(name('Font'), PDFDict)?.get(name(resource));
    if (found instanceof PDFRef) return found;
  }
  throw new FormError('FORM_TEMPLATE_DAMAGED', `No page of the template uses the font ${resource}; author it anew.`);
}

/** Gives every widget its appearance and page, and gathers the fields (ISO 32000-1, 12.7). Returns the seal's widget. */
function completeFields(pdf: PDFDocument, fieldFont: PDFRef): PDFDict {
  const { context } = pdf;
  const fontResources = context.obj({ Font: { [FIELD_FONT]: fieldFont } });
  const resources = context.register(fontResources);
  const fields: PDFRef[] = [];
  let seal: PDFDict | undefined;
  for (const page of pdf.getPages()) {
    for (const reference of page.node.Annots()?.asArray() ?? []) {
      const widget = context.lookup(reference, PDFDict);
      if (!(reference instanceof PDFRef) || widget.get(name('Subtype')) !== name('Widget')) continue;
      fields.push(reference);
      widget.set(name('P'), page.ref);
      widget.delete(name('C'));
      widget.delete(name('Border'));
      const { width, height } = widget.lookup(name('Rect'), PDFArray).asRectangle();
      if (width === 0 && height === 0) {
        seal = widget;
        continue;
      }
      const text = widget.get(name('FT')) === name('Tx');
      if (text) widget.set(name('DA'), PDFString.of(DEFAULT_APPEARANCE));
      const appearance = emptyForm(context, width, height, text ? '/Tx BMC\nEMC' : '', text ? resources : undefined);
      widget.set(name('AP'), context.obj({ N: appearance }));
    }
  }
  if (seal === undefined)
    throw new FormError('FORM_TEMPLATE_DAMAGED', 'The template has no seal field; author it anew.');
  const acroForm = context.obj({ Fields: fields, DR: resources, SigFlags: SIGNATURE_FLAGS });
  acroForm.set(name('DA'), PDFString.of(DEFAULT_APPEARANCE));
  pdf.catalog.set(name('AcroForm'), context.register(acroForm));
  return seal;
}

/** Puts the reserved objects into the resources of the pages that paint them, and returns them by name. */
function reserveSlots(
  pdf: PDFDocument,
  written: WrittenForm,
): { slots: Record<SlotName, TextSlot>; footers: number[] } {
  const pages = pdf.getPages();
  const slots: Partial<Record<SlotName, TextSlot>> = {};
  const footers: number[] = [];
  const resourcesOf = (page: PDFPage): PDFDict => {
    const resources = page.node.Resources();
    if (resources === undefined)
      throw new FormError('FORM_TEMPLATE_DAMAGED', 'A page has no resources; author it anew.');
    return resources;
  };
  for (const { resource, page } of written.painted) {
    const target = pages[page];
    if (target === undefined) continue;
    const resources = resourcesOf(target);
    const xObjects = resources.lookupMaybe(name('XObject'), PDFDict) ?? pdf.context.obj({});
    resources.set(name('XObject'), xObjects);
    const slot = [...written.slots.entries()].find(([slotName]) => resource === `Slot${slotName}`);
    const reference = emptyForm(pdf.context, slot?.[1].width ?? 1, slot?.[1].height ?? 1);
    xObjects.set(name(resource), reference);
    if (slot === undefined) footers.push(reference.objectNumber);
    else slots[slot[0]] = { ...slot[1], object: reference.objectNumber };
  }
  return { slots: slots as Record<SlotName, TextSlot>, footers };
}

function readStartXref(bytes: Uint8Array): number {
  const tail = Buffer.from(bytes.subarray(-64)).toString('latin1');
  const match = /startxref\s+(\d+)\s+%%EOF\s*$/.exec(tail);
  if (match === null)
    throw new FormError('FORM_TEMPLATE_DAMAGED', 'The template does not end as a PDF does; author it anew.');
  return Number(match[1]);
}

/**
 * Makes a form of the written pages: fields, metadata and the reserved objects. The seal's field and the catalogue's
 * permissions already name the object of the signature dictionary, so that a revision defines objects but changes none
 * that stands here.
 */
export async function finishFormTemplate(pages: Uint8Array, written: WrittenForm): Promise<FormTemplate> {
  const pdf = await PDFDocument.load(pages, { updateMetadata: false });
  const { context } = pdf;
  setDocumentMetadata(pdf, pages, written.options);
  const seal = completeFields(pdf, await embedFieldFont(context, written.fieldFont));
  const fontResources = context.obj({
    [written.fonts.regular.resource]: fontReference(pdf.getPages(), written.fonts.regular.resource),
    [written.fonts.semibold.resource]: fontReference(pdf.getPages(), written.fonts.semibold.resource),
  });
  const resources = context.register(context.obj({ Font: fontResources }));
  const { slots, footers } = reserveSlots(pdf, written);
  const signature = context.nextRef();
  context.assign(signature, PDFNull);
  seal.set(name('V'), signature);
  pdf.catalog.set(name('Perms'), context.obj({ DocMDP: signature }));
  const bytes = await pdf.save({ useObjectStreams: false, addDefaultPage: false, updateFieldAppearances: false });
  const { Root: root, Info: info, ID: id } = context.trailerInfo;
  const firstId = id instanceof PDFArray ? id.lookup(0, PDFHexString).asString() : '';
  const layout: FormLayout = {
    language: written.options.language,
    campaign: written.campaign,
    owner: written.options.owner,
    byteLength: bytes.length,
    startXref: readStartXref(bytes),
    size: signature.objectNumber + 1,
    root: String(root),
    info: String(info),
    id: firstId,
    resources: resources.objectNumber,
    fonts: written.fonts,
    slots,
    footers: footers.map((object) => ({ object })),
    fields: written.fields,
    sealObject: signature.objectNumber,
  };
  return { language: layout.language, bytes, sha256: createHash('sha256').update(bytes).digest('hex'), layout };
}
