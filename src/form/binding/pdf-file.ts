import { NotComparable } from './binding-limits.js';
import { PdfPage } from './pdf-page.js';
import type { Pdfium, Pointer } from './pdfium.js';

/** Bytes of FPDF_FORMFILLINFO (fpdf_formfill.h) of version 2, with room to spare; no call-back is set. */
const FORM_FILL_INFO_BYTES = 512;

/** A PDF in PDFium's memory. An unencrypted one, or one that opens with the empty password. */
export class PdfFile {
  private constructor(
    private readonly pdfium: Pdfium,
    private readonly document: Pointer,
    private readonly form: Pointer,
  ) {}

  /** Null when PDFium cannot open it. Nothing is ever freed: the memory goes with the PDFium. */
  static open(pdfium: Pdfium, bytes: Uint8Array): PdfFile | null {
    const address = pdfium.wasmExports.malloc(bytes.length + 1);
    if (address === 0) return null;
    pdfium.HEAPU8.set(bytes, address);
    pdfium.HEAPU8[address + bytes.length] = 0;
    const emptyPassword = address + bytes.length;
    const document = pdfium._FPDF_LoadMemDocument(address, bytes.length, emptyPassword);
    if (document === 0) return null;
    const formInfo = pdfium.wasmExports.malloc(FORM_FILL_INFO_BYTES);
    pdfium.HEAPU8.fill(0, formInfo, formInfo + FORM_FILL_INFO_BYTES);
    new DataView(pdfium.HEAPU8.buffer).setUint32(formInfo, 2, true);
    return new PdfFile(pdfium, document, pdfium._FPDFDOC_InitFormFillEnvironment(document, formInfo));
  }

  /** All pages from the first. Throws NotComparable as `withPage` does. */
  eachPage<Result>(use: (page: PdfPage) => Result): Result[] {
    return Array.from({ length: this.pageCount }, (_, index) => this.withPage(index, use));
  }

  get pageCount(): number {
    return this.pdfium._FPDF_GetPageCount(this.document);
  }

  /** Opens a page (from 0) for as long as `use` takes. Throws NotComparable when it cannot be opened. */
  withPage<Result>(index: number, use: (page: PdfPage) => Result): Result {
    const page = this.pdfium._FPDF_LoadPage(this.document, index);
    if (page === 0) throw new NotComparable('READABLE', `page ${index + 1} cannot be opened`);
    this.pdfium._FORM_OnAfterLoadPage(page, this.form);
    try {
      return use(new PdfPage(this.pdfium, page, this.form));
    } finally {
      this.pdfium._FORM_OnBeforeClosePage(page, this.form);
      this.pdfium._FPDF_ClosePage(page);
    }
  }
}
