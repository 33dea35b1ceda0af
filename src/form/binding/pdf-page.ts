import { type Box, concatenate, invert, type Matrix, transformBox } from './geometry.js';
import { BINDING_LIMITS, NotComparable } from './binding-limits.js';
import type { Pdfium, Pointer } from './pdfium.js';
import { Scratch } from './scratch.js';

/** One printed character that is no white space. */
export interface Glyph {
  /** Compatibility forms (ligatures, full-width …) taken apart: NFKC. */
  readonly text: string;
  /** The origin, in user space. */
  readonly x: number;
  readonly y: number;
  readonly box: Box;
  /** White space, or the start of a line, stands before it. */
  readonly startsWord: boolean;
}

export interface PageAnnotation {
  /** FPDF_ANNOTATION_SUBTYPE of fpdf_annot.h. */
  readonly subtype: number;
  /** ISO 32000-2, table 167. */
  readonly flags: number;
  readonly box: Box;
}

/** Grey pixels from the upper left corner, one byte each: 0 is black. */
export interface Raster {
  readonly width: number;
  readonly height: number;
  readonly pixels: Uint8Array;
}

const OBJECT = { image: 3, form: 5 } as const;
const BITMAP_GREY = 1;
/** FPDF_ANNOT and FPDF_GRAYSCALE of fpdfview.h. */
const [ANNOTATIONS, GREYSCALE] = [0x01, 0x08];
const DEEPEST_FORM = 16;
const identity: Matrix = [1, 0, 0, 1, 0, 0];

/** One open page. All places are in its user space, in points. */
export class PdfPage {
  /** What of the page is shown: its crop box within its media box. */
  readonly box: Box;
  /** Clockwise quarter turns. */
  readonly rotation: 0 | 1 | 2 | 3;

  constructor(
    private readonly pdfium: Pdfium,
    private readonly page: Pointer,
    private readonly form: Pointer,
  ) {
    this.box = this.#scratch((scratch) => {
      pdfium._FPDF_GetPageBoundingBox(page, scratch.float(0));
      return readRectangle(scratch);
    });
    this.rotation = (pdfium._FPDFPage_GetRotation(page) & 3) as 0 | 1 | 2 | 3;
  }

  /** Every printed character, hidden layers and invisible ones included. */
  glyphs(): Glyph[] {
    const text = this.pdfium._FPDFText_LoadPage(this.page);
    if (text === 0) return [];
    try {
      const count = this.pdfium._FPDFText_CountChars(text);
      if (count > BINDING_LIMITS.glyphsPerPage) throw new NotComparable('LIMITS', 'too many characters on a page');
      return this.#scratch((scratch) => {
        const glyphs: Glyph[] = [];
        let startsWord = true;
        for (let index = 0; index < count; index++) {
          const characters = this.#characters(text, index);
          for (const character of characters) glyphs.push(this.#glyph(text, index, character, startsWord, scratch));
          startsWord = characters === '';
        }
        return glyphs;
      });
    } finally {
      this.pdfium._FPDFText_ClosePage(text);
    }
  }

  /** What a printed character stands for, white space left out: several for a ligature. */
  #characters(text: Pointer, index: number): string {
    if (this.pdfium._FPDFText_IsGenerated(text, index) === 1) return '';
    const code = this.pdfium._FPDFText_GetUnicode(text, index);
    return String.fromCodePoint(code > 0x10ffff ? 0xfffd : code)
      .normalize('NFKC')
      .replaceAll(/\s/g, '');
  }

  #glyph(text: Pointer, index: number, character: string, startsWord: boolean, scratch: Scratch): Glyph {
    const place = (at: number): Pointer => scratch.double(at);
    this.pdfium._FPDFText_GetCharOrigin(text, index, place(0), place(1));
    this.pdfium._FPDFText_GetCharBox(text, index, place(2), place(3), place(4), place(5));
    const [x, y, left, right] = [0, 1, 2, 3].map((at) => scratch.readDouble(at)) as [number, number, number, number];
    const box = { left, right, bottom: scratch.readDouble(4), top: scratch.readDouble(5) };
    return { text: character, x, y, box, startsWord };
  }

  annotations(): PageAnnotation[] {
    const count = this.pdfium._FPDFPage_GetAnnotCount(this.page);
    if (count > BINDING_LIMITS.annotationsPerPage) throw new NotComparable('LIMITS', 'too many annotations on a page');
    return this.#scratch((scratch) =>
      Array.from({ length: Math.max(count, 0) }, (_, index): PageAnnotation => {
        const annotation = this.pdfium._FPDFPage_GetAnnot(this.page, index);
        try {
          this.pdfium._FPDFAnnot_GetRect(annotation, scratch.float(0));
          return {
            subtype: this.pdfium._FPDFAnnot_GetSubtype(annotation),
            flags: this.pdfium._FPDFAnnot_GetFlags(annotation),
            box: readRectangle(scratch),
          };
        } finally {
          this.pdfium._FPDFPage_CloseAnnot(annotation);
        }
      }),
    );
  }

  /** The boxes of all pictures, those in hidden layers and those that cannot be decoded included. */
  pictures(): Box[] {
    const found: Box[] = [];
    const budget = { objects: BINDING_LIMITS.objectsPerPage };
    const count = this.pdfium._FPDFPage_CountObjects(this.page);
    this.#scratch((scratch) => {
      for (let index = 0; index < count; index++) {
        this.#pictures(this.pdfium._FPDFPage_GetObject(this.page, index), identity, 0, budget, scratch, found);
      }
    });
    return found;
  }

  #pictures(
    object: Pointer,
    placed: Matrix,
    depth: number,
    budget: { objects: number },
    scratch: Scratch,
    found: Box[],
  ): void {
    if (--budget.objects < 0 || depth > DEEPEST_FORM) throw new NotComparable('LIMITS', 'too many objects on a page');
    const type = this.pdfium._FPDFPageObj_GetType(object);
    if (type === OBJECT.image) {
      const place = (at: number): Pointer => scratch.float(at);
      // Left, bottom, right, top into the places of an FS_RECTF.
      this.pdfium._FPDFPageObj_GetBounds(object, place(0), place(3), place(2), place(1));
      found.push(transformBox(placed, readRectangle(scratch)));
    }
    if (type !== OBJECT.form) return;
    this.pdfium._FPDFPageObj_GetMatrix(object, scratch.float(0));
    const inner = concatenate(readMatrix(scratch), placed);
    const count = this.pdfium._FPDFFormObj_CountObjects(object);
    for (let index = 0; index < count; index++) {
      this.#pictures(this.pdfium._FPDFFormObj_GetObject(object, index), inner, depth + 1, budget, scratch, found);
    }
  }

  /** The whole page on so many pixels as a reader shows it, with annotations and filled fields. */
  render(width: number, height: number): Raster {
    return this.#raster(width, height, (bitmap) => {
      this.pdfium._FPDF_RenderPageBitmap(bitmap, this.page, 0, 0, width, height, 0, ANNOTATIONS | GREYSCALE);
      this.pdfium._FPDF_FFLDraw(this.form, bitmap, this.page, 0, 0, width, height, 0, GREYSCALE);
    });
  }

  /** The page through a matrix from its user space to pixels counted from the upper left corner. */
  renderThrough(matrix: Matrix, width: number, height: number): Raster {
    // PDFium's matrix acts on the page as it is shown, in points from the upper left corner.
    const toPdfium = concatenate(invert(this.toPixels(this.shownWidth, this.shownHeight)), matrix);
    return this.#raster(width, height, (bitmap) => {
      this.#scratch((scratch) => {
        scratch.writeFloats([...toPdfium, 0, 0, width, height]);
        const flags = ANNOTATIONS | GREYSCALE;
        this.pdfium._FPDF_RenderPageBitmapWithMatrix(bitmap, this.page, scratch.float(0), scratch.float(6), flags);
      });
    });
  }

  /** In points, as it is shown: turned. */
  get shownWidth(): number {
    const { left, bottom, right, top } = this.box;
    return this.rotation % 2 === 0 ? right - left : top - bottom;
  }

  get shownHeight(): number {
    const { left, bottom, right, top } = this.box;
    return this.rotation % 2 === 0 ? top - bottom : right - left;
  }

  /** From user space to the pixels of the whole page, as `render` puts it on them. */
  toPixels(width: number, height: number): Matrix {
    const { left, bottom, right, top } = this.box;
    const [across, up] = [right - left, top - bottom];
    switch (this.rotation) {
      case 0:
        return [width / across, 0, 0, -height / up, (-left * width) / across, (top * height) / up];
      case 1:
        return [0, height / across, width / up, 0, (-bottom * width) / up, (-left * height) / across];
      case 2:
        return [-width / across, 0, 0, height / up, (right * width) / across, (-bottom * height) / up];
      case 3:
        return [0, -height / across, -width / up, 0, (top * width) / up, (right * height) / across];
    }
  }

  /** The box in user space of pixels of the whole page. */
  toUserSpace(pixels: Box, width: number, height: number): Box {
    return transformBox(invert(this.toPixels(width, height)), pixels);
  }

  #raster(width: number, height: number, draw: (bitmap: Pointer) => void): Raster {
    if (width * height > BINDING_LIMITS.pixelsPerPage) throw new NotComparable('LIMITS', 'the page is too large');
    const address = this.pdfium.wasmExports.malloc(width * height);
    if (address === 0) throw new NotComparable('LIMITS', 'not enough memory for a picture of the page');
    const bitmap = this.pdfium._FPDFBitmap_CreateEx(width, height, BITMAP_GREY, address, width);
    try {
      this.pdfium._FPDFBitmap_FillRect(bitmap, 0, 0, width, height, 0xffffffff);
      draw(bitmap);
      return { width, height, pixels: this.pdfium.HEAPU8.slice(address, address + width * height) };
    } finally {
      this.pdfium._FPDFBitmap_Destroy(bitmap);
      this.pdfium.wasmExports.free(address);
    }
  }

  #scratch<Result>(use: (scratch: Scratch) => Result): Result {
    return Scratch.use(this.pdfium, use);
  }
}

/** An FS_RECTF (left, top, right, bottom), whichever corner the file names first. */
function readRectangle(scratch: Scratch): Box {
  const [x1, y1] = [scratch.readFloat(0), scratch.readFloat(1)];
  const [x2, y2] = [scratch.readFloat(2), scratch.readFloat(3)];
  return { left: Math.min(x1, x2), bottom: Math.min(y1, y2), right: Math.max(x1, x2), top: Math.max(y1, y2) };
}

function readMatrix(scratch: Scratch): Matrix {
  const at = (index: number): number => scratch.readFloat(index);
  return [at(0), at(1), at(2), at(3), at(4), at(5)];
}
