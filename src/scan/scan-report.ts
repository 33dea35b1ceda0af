/** A box on a page: points (1/72 inch) from the upper left corner of the page as it is shown. */
export interface PageBox {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

export type FieldKind = 'TEXT' | 'TICK' | 'PEN_SIGNATURE' | 'DIGITAL_SIGNATURE';

/** A place on the issued form where the municipality writes. */
export interface FieldPlace {
  readonly name: string;
  readonly kind: FieldKind;
  /** Counted from 1. */
  readonly page: number;
  readonly box: PageBox;
}

/** A form as it was issued: what a scan is held against. */
export interface IssuedForm {
  readonly reference: string;
  /** The PDF. */
  readonly bytes: Uint8Array;
  /** Where the page's code stands on each page, without its light margin. */
  readonly codes: readonly { readonly page: number; readonly box: PageBox }[];
  readonly fields: readonly FieldPlace[];
}

/** What a page's code says. */
export interface ReadCode {
  readonly text: string;
  /** The campaign it belongs to. */
  readonly campaign: string;
  readonly reference: string;
  readonly page: number;
  readonly pages: number;
}

export type DifferenceKind = 'ADDED' | 'MISSING' | 'CHANGED';

/** Something outside the fields that the issued page does not show so. */
export interface Difference {
  readonly kind: DifferenceKind;
  readonly box: PageBox;
  /** Of ink that was added or is missing, in mm². */
  readonly ink: number;
  /** The field that it adjoins, as when a signature goes beyond its frame. */
  readonly besideField: string | null;
}

export type FieldState = 'EMPTY' | 'TRACE' | 'INK' | 'NOT_SEEN';

/** What is written in a field. */
export interface FieldInk {
  readonly name: string;
  readonly kind: FieldKind;
  readonly state: FieldState;
  /** Of ink, in mm², and as a share of the field's area. */
  readonly ink: number;
  readonly share: number;
  /** Around all of it; null when there is none. */
  readonly box: PageBox | null;
  /** For boxes to tick: null when it cannot be told. */
  readonly ticked: boolean | null;
}

/** How the page was found in the picture. */
export interface PageAlignment {
  /** Share of the page's places that were found again, 0 to 1, and how far they stand from where they should (points). */
  readonly found: number;
  readonly deviation: number;
  /** Dots per inch of the picture on the page. */
  readonly dotsPerInch: number;
  /** Clockwise turn of the page in the picture, degrees from 0 up to 360. */
  readonly turn: number;
  /** Share of the page that the picture shows. */
  readonly seen: number;
}

export interface PageComparison {
  readonly alignment: PageAlignment;
  readonly differences: readonly Difference[];
  /** There are more differences than are listed. */
  readonly more: boolean;
  /** Folds across the sheet, which are no differences. */
  readonly creases: number;
  readonly fields: readonly FieldInk[];
}

/** A declaration that the text of a page without a readable code may name. */
export interface KnownDeclaration {
  readonly reference: string;
  /** Of the municipality: its number of four digits, its name and its county. */
  readonly number: string;
  readonly name: string;
  readonly county?: string;
  readonly organizationNumber?: string;
}

export type TextState = 'NOT_NEEDED' | 'READ' | 'LEFT_OUT';

export type TextFact = 'REFERENCE' | 'NAME' | 'NUMBER' | 'ORGANIZATION_NUMBER' | 'COUNTY';

/** A declaration that read text points to. */
export interface TextCandidate {
  readonly reference: string;
  readonly by: 'REFERENCE' | 'NAME';
  /** 0 to 1. */
  readonly likeness: number;
  /** What on the page speaks for it. */
  readonly facts: readonly TextFact[];
  /** The words that were taken for its reference or name, as they were read. */
  readonly read: string;
}

/** What the print of a page says of whose it is, where its code could not be read. */
export interface PageText {
  /** `LEFT_OUT`: not asked for, or past the limit. */
  readonly state: TextState;
  /** The likeliest first. */
  readonly candidates: readonly TextCandidate[];
  /** The reference of the only declaration that the text can mean; null when there is none, or a doubt. */
  readonly identified: string | null;
  /** Clockwise turn of the text in the picture, degrees from 0 up to 360; null when nothing was read. */
  readonly turn: number | null;
}

/** One page of the returned file, or one picture. */
export interface ScannedPage {
  /** Counted from 1, in the file's order. */
  readonly number: number;
  readonly width: number;
  readonly height: number;
  readonly source: 'JPEG_OF_PAGE' | 'DRAWN_PAGE' | 'PICTURE';
  /** Null when no page code could be read. */
  readonly code: ReadCode | null;
  /** All codes when a picture shows several pages: nothing is compared then. */
  readonly otherCodes: readonly ReadCode[];
  readonly treatment: string | null;
  /** Null when the page was not compared; `notCompared` says why. */
  readonly comparison: PageComparison | null;
  readonly notCompared: NotCompared | null;
  readonly text: PageText;
  /** From 0 to 1: how surely this is the page that it bears the code of, unchanged outside the fields. */
  readonly confidence: number;
}

export type NotCompared =
  'NO_CODE' | 'SEVERAL_CODES' | 'FORM_NOT_GIVEN' | 'PAGE_NOT_OF_FORM' | 'NOT_ALIGNED' | 'UNREADABLE';

/** The pages of one form that were found in the file. */
export interface FoundForm {
  readonly campaign: string;
  readonly reference: string;
  /** By the codes; every page says it. */
  readonly pages: number;
  /** Of the form's pages, counted from 1. */
  readonly present: readonly number[];
  readonly missing: readonly number[];
  readonly duplicate: readonly number[];
  readonly inOrder: boolean;
}

export type ScanReason =
  | 'SCAN'
  | 'NO_CODE_READ'
  | 'SEVERAL_REFERENCES'
  | 'PAGES_MISSING'
  | 'PAGES_DUPLICATE'
  | 'PAGES_SHUFFLED'
  | 'FOREIGN_PAGES'
  | 'NOT_ALIGNED'
  | 'FORM_NOT_GIVEN'
  | 'DIFFERENCES'
  | 'NOT_WHOLLY_SEEN'
  | 'NO_PEN_SIGNATURE'
  | 'PAGES_UNREADABLE'
  | 'LIMIT_REACHED';

export type ScanCheck =
  | 'PAGE_CODES'
  | 'PAGES_COMPLETE'
  | 'PAGE_TEXT'
  | 'SAME_AS_ISSUED'
  | 'PEN_SIGNATURE'
  /** For whoever knows whose the scan should be: the library does not. */
  | 'PAGE_CODE_REFERENCE';

export interface ScanFinding {
  readonly check: ScanCheck;
  readonly result: 'PASSED' | 'FAILED' | 'INDETERMINATE';
  readonly evidence: string;
  readonly sentence: string;
}

/** What can be said of a scan. JSON throughout; the pictures that go with it are apart. */
export interface ScanReport {
  readonly version: 1;
  readonly indication: 'INDETERMINATE';
  readonly reasons: readonly ScanReason[];
  readonly pageCount: number;
  readonly pages: readonly ScannedPage[];
  readonly forms: readonly FoundForm[];
  /** From 0 to 1: the least of what the pages reach. */
  readonly confidence: number;
  readonly findings: readonly ScanFinding[];
}

/**
 * ALIGNED: the page drawn straight; DIFFERENCES: the same with what differs marked; ISSUED: as it should look, at the
 * same size. AS_RETURNED: as it came, where the page was not compared; ISSUED is then what the eye may compare it with.
 */
export type DerivedPictureKind = 'ALIGNED' | 'DIFFERENCES' | 'ISSUED' | 'AS_RETURNED';

/** A picture made for the person who decides, as PNG. */
export interface DerivedPicture {
  /** The page in the file, counted from 1. */
  readonly page: number;
  readonly kind: DerivedPictureKind;
  readonly png: Uint8Array;
}
