import type { GlyphCodes } from './document-writer.js';
import type { FontStyle } from './form-fonts.js';
import type { LanguageForm } from './language-form.js';

/** What of a recipient stands on a form, each in its own place. */
export type SlotName = 'municipality' | 'municipalityNumber' | 'organizationNumber' | 'reference' | 'issued' | 'party';

/** A reserved object of the template that the revision defines anew: the picture of one value. */
export interface TextSlot {
  readonly object: number;
  /** Points; the text begins at the upper left corner. */
  readonly width: number;
  readonly height: number;
  readonly font: FontStyle;
  /** The size to print in when the text fits, and the least that it may shrink to before it is set on more lines. */
  readonly size: number;
  readonly leastSize: number;
  readonly lines: 1 | 2;
}

/** The footer of one page: the page's code as text and as QR code. */
export interface FooterSlot {
  readonly object: number;
}

/** A blank that the municipality fills in; the box, in points, is measured from the upper left corner of the page. */
export interface FieldPlace {
  readonly name: string;
  readonly kind: 'TEXT' | 'PEN_SIGNATURE' | 'DIGITAL_SIGNATURE';
  /** Counted from 1. */
  readonly page: number;
  readonly box: { readonly x: number; readonly y: number; readonly width: number; readonly height: number };
}

/** What a revision needs to know of its template, so that no template is ever parsed again. JSON throughout. */
export interface FormLayout {
  readonly language: LanguageForm;
  readonly campaign: string;
  readonly owner: string;
  /** Bytes of the template, and the offset of its cross-reference section. */
  readonly byteLength: number;
  readonly startXref: number;
  /** The trailer's /Size, /Root and /Info, and the first part of /ID as hex. */
  readonly size: number;
  readonly root: string;
  readonly info: string;
  readonly id: string;
  /** The object with the resources of every slot: both fonts. */
  readonly resources: number;
  readonly fonts: Readonly<Record<FontStyle, { readonly resource: string; readonly codes: GlyphCodes }>>;
  readonly slots: Readonly<Record<SlotName, TextSlot>>;
  readonly footers: readonly FooterSlot[];
  readonly fields: readonly FieldPlace[];
  /** The seal's signature dictionary: the last of the reserved objects, which have consecutive numbers. */
  readonly sealObject: number;
}

/** The form of a campaign in one language form: its bytes, and what is needed to make them a municipality's own. */
export interface FormTemplate {
  readonly language: LanguageForm;
  readonly bytes: Uint8Array;
  /** Lower-case hex. */
  readonly sha256: string;
  readonly layout: FormLayout;
}
