import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';

import { PDFiumModule } from '@hyzyla/pdfium';

import type { GrayPicture } from './gray-picture.js';
import { ScanError } from './scan.errors.js';

/** The functions of PDFium's own interface (public/fpdfview.h, fpdf_edit.h) that are used here. */
interface Pdfium {
  readonly HEAPU8: Uint8Array;
  readonly wasmExports: { malloc(size: number): number; free(address: number): void };
  _FPDF_InitLibraryWithConfig(config: object): void;
  _FPDF_LoadMemDocument(address: number, size: number, password: number): number;
  _FPDF_GetLastError(): number;
  _FPDF_GetPageCount(document: number): number;
  _FPDF_CloseDocument(document: number): void;
  _FPDF_LoadPage(document: number, index: number): number;
  _FPDF_ClosePage(page: number): void;
  _FPDF_GetPageWidth(page: number): number;
  _FPDF_GetPageHeight(page: number): number;
  _FPDFPage_CountObjects(page: number): number;
  _FPDFPage_GetObject(page: number, index: number): number;
  _FPDFPage_GetAnnotCount(page: number): number;
  _FPDFPage_GetRotation(page: number): number;
  _FPDFPageObj_GetType(object: number): number;
  _FPDFPageObj_HasTransparency(object: number): number;
  _FPDFPageObj_GetMatrix(object: number, matrix: number): number;
  _FPDFImageObj_GetImageDataRaw(object: number, buffer: number, length: number): number;
  _FPDFImageObj_GetImageFilterCount(object: number): number;
  _FPDFImageObj_GetImageFilter(object: number, index: number, buffer: number, length: number): number;
  _FPDFBitmap_CreateEx(width: number, height: number, format: number, address: number, stride: number): number;
  _FPDFBitmap_FillRect(bitmap: number, left: number, top: number, width: number, height: number, color: number): void;
  _FPDFBitmap_Destroy(bitmap: number): void;
  _FPDF_RenderPageBitmap(
    bitmap: number,
    page: number,
    x: number,
    y: number,
    width: number,
    height: number,
    rotate: number,
    flags: number,
  ): void;
}

const IMAGE_OBJECT = 3;
const GRAY_BITMAP = 1;
/** FPDF_ANNOT and FPDF_GRAYSCALE: what stands on the page as a viewer shows it, without colours. */
const RENDER_FLAGS = 0x01 | 0x08;
const PASSWORD_ERROR = 4;

const MOST_KEPT_BYTES = 96 * 1024 * 1024;

let loaded: Promise<Pdfium> | undefined;

async function loadPdfium(): Promise<Pdfium> {
  const file = createRequire(import.meta.url).resolve('@hyzyla/pdfium/pdfium.wasm');
  const wasm = await readFile(file);
  // Given its bytes and nothing to locate, it looks for no file and no address of its own.
  const module = await PDFiumModule({ wasmBinary: new Uint8Array(wasm).buffer, locateFile: () => '' });
  const pdfium = module as unknown as Pdfium;
  pdfium._FPDF_InitLibraryWithConfig({ version: 2 });
  return pdfium;
}

/** One page of an open document. Sizes are points. */
export interface PdfiumPage {
  readonly width: number;
  readonly height: number;
  /**
   * The bytes of the one JPEG picture that covers the whole page and is all that stands on it; null when there is
   * anything else, or anything about it that makes the page look otherwise than the picture.
   */
  soleJpeg(): Uint8Array | null;
  /** The page on white, with its annotations. */
  render(dotsPerInch: number): GrayPicture;
}

/** A PDF file opened by PDFium. */
export class PdfiumDocument {
  readonly pageCount: number;

  private constructor(
    private readonly pdfium: Pdfium,
    private readonly document: number,
    private readonly address: number,
  ) {
    this.pageCount = pdfium._FPDF_GetPageCount(document);
  }

  /** Throws SCAN_UNREADABLE or SCAN_ENCRYPTED. */
  static async open(bytes: Uint8Array): Promise<PdfiumDocument> {
    const pdfium = await (loaded ??= loadPdfium());
    const address = pdfium.wasmExports.malloc(bytes.length + 1);
    pdfium.HEAPU8.set(bytes, address);
    pdfium.HEAPU8[address + bytes.length] = 0;
    // The byte after the file is the empty password.
    const document = pdfium._FPDF_LoadMemDocument(address, bytes.length, address + bytes.length);
    if (document === 0) {
      const reason = pdfium._FPDF_GetLastError();
      pdfium.wasmExports.free(address);
      if (reason === PASSWORD_ERROR) {
        throw new ScanError('SCAN_ENCRYPTED', 'The PDF needs a password to be opened: ask for it without one.');
      }
      throw new ScanError('SCAN_UNREADABLE', `The PDF cannot be opened (PDFium error ${reason}): ask for a new one.`);
    }
    return new PdfiumDocument(pdfium, document, address);
  }

  /** Opens a page (counted from 0) while `work` looks at it. Throws SCAN_UNREADABLE. */
  async withPage<Result>(index: number, work: (page: PdfiumPage) => Promise<Result>): Promise<Result> {
    const { pdfium } = this;
    const page = pdfium._FPDF_LoadPage(this.document, index);
    if (page === 0) throw new ScanError('SCAN_UNREADABLE', `Page ${index + 1} of the PDF cannot be opened.`);
    try {
      const width = pdfium._FPDF_GetPageWidth(page);
      const height = pdfium._FPDF_GetPageHeight(page);
      return await work({
        width,
        height,
        soleJpeg: () => soleJpeg(pdfium, page, width, height),
        render: (dotsPerInch) => render(pdfium, page, width, height, dotsPerInch),
      });
    } finally {
      pdfium._FPDF_ClosePage(page);
    }
  }

  close(): void {
    this.pdfium._FPDF_CloseDocument(this.document);
    this.pdfium.wasmExports.free(this.address);
    // What WebAssembly has taken it never gives back: after a large picture the next file gets a new one.
    if (this.pdfium.HEAPU8.length > MOST_KEPT_BYTES) loaded = undefined;
  }
}

function render(pdfium: Pdfium, page: number, points: number, high: number, dotsPerInch: number): GrayPicture {
  const width = Math.max(1, Math.round((points * dotsPerInch) / 72));
  const height = Math.max(1, Math.round((high * dotsPerInch) / 72));
  const address = pdfium.wasmExports.malloc(width * height);
  if (address === 0) throw new ScanError('SCAN_TOO_LARGE', 'The page is too large to be drawn.');
  try {
    const bitmap = pdfium._FPDFBitmap_CreateEx(width, height, GRAY_BITMAP, address, width);
    pdfium._FPDFBitmap_FillRect(bitmap, 0, 0, width, height, 0xffffffff);
    pdfium._FPDF_RenderPageBitmap(bitmap, page, 0, 0, width, height, 0, RENDER_FLAGS);
    pdfium._FPDFBitmap_Destroy(bitmap);
    return { width, height, data: pdfium.HEAPU8.slice(address, address + width * height) };
  } finally {
    pdfium.wasmExports.free(address);
  }
}

function soleJpeg(pdfium: Pdfium, page: number, width: number, height: number): Uint8Array | null {
  if (pdfium._FPDFPage_CountObjects(page) !== 1 || pdfium._FPDFPage_GetAnnotCount(page) !== 0) return null;
  if (pdfium._FPDFPage_GetRotation(page) !== 0) return null;
  const object = pdfium._FPDFPage_GetObject(page, 0);
  if (pdfium._FPDFPageObj_GetType(object) !== IMAGE_OBJECT) return null;
  if (pdfium._FPDFPageObj_HasTransparency(object) !== 0) return null;
  if (filtersOf(pdfium, object) !== 'DCTDecode' || !coversPage(pdfium, object, width, height)) return null;
  return readInto(pdfium, (address, length) => pdfium._FPDFImageObj_GetImageDataRaw(object, address, length));
}

/** The picture stands upright, fills the page and does not go beyond it: at most one point of either. */
function coversPage(pdfium: Pdfium, object: number, width: number, height: number): boolean {
  const address = pdfium.wasmExports.malloc(24);
  try {
    if (pdfium._FPDFPageObj_GetMatrix(object, address) === 0) return false;
    const view = new DataView(pdfium.HEAPU8.buffer, address, 24);
    const [a, b, c, d, e, f] = [0, 4, 8, 12, 16, 20].map((offset) => view.getFloat32(offset, true));
    const expected = [width, 0, 0, height, 0, 0];
    return [a, b, c, d, e, f].every((value, index) => Math.abs((value ?? NaN) - (expected[index] ?? NaN)) <= 1);
  } finally {
    pdfium.wasmExports.free(address);
  }
}

function filtersOf(pdfium: Pdfium, object: number): string {
  const names = Array.from({ length: pdfium._FPDFImageObj_GetImageFilterCount(object) }, (_, index) => {
    const bytes = readInto(pdfium, (address, length) =>
      pdfium._FPDFImageObj_GetImageFilter(object, index, address, length),
    );
    return Buffer.from(bytes ?? [])
      .toString('latin1')
      .replace(/\0$/, '');
  });
  return names.join(' ');
}

/** Calls twice: without room, to learn how much is needed, and with it. */
function readInto(pdfium: Pdfium, read: (address: number, length: number) => number): Uint8Array | null {
  const length = read(0, 0);
  if (length === 0) return null;
  const address = pdfium.wasmExports.malloc(length);
  try {
    return read(address, length) === length ? pdfium.HEAPU8.slice(address, address + length) : null;
  } finally {
    pdfium.wasmExports.free(address);
  }
}
