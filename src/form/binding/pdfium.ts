import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { PDFiumModule } from '@hyzyla/pdfium';

import { BindingError } from './binding.errors.js';

/** A handle or an address inside the WebAssembly memory; 0 is none. */
export type Pointer = number;

/** What this library calls of PDFium (public/fpdf*.h); the package exports all of it and types a part. */
export interface Pdfium {
  readonly HEAPU8: Uint8Array;
  readonly wasmExports: { malloc(bytes: number): Pointer; free(address: Pointer): void };
  _FPDF_InitLibrary(): void;
  _FPDF_LoadMemDocument(bytes: Pointer, length: number, password: Pointer): Pointer;
  _FPDF_CloseDocument(document: Pointer): void;
  _FPDF_GetLastError(): number;
  _FPDF_GetPageCount(document: Pointer): number;
  _FPDF_GetMetaText(document: Pointer, tag: Pointer, buffer: Pointer, length: number): number;
  _FPDF_LoadPage(document: Pointer, index: number): Pointer;
  _FPDF_ClosePage(page: Pointer): void;
  _FPDF_GetPageBoundingBox(page: Pointer, rect: Pointer): number;
  _FPDFPage_GetRotation(page: Pointer): number;
  _FPDFPage_CountObjects(page: Pointer): number;
  _FPDFPage_GetObject(page: Pointer, index: number): Pointer;
  _FPDFPageObj_GetType(object: Pointer): number;
  _FPDFPageObj_GetBounds(object: Pointer, left: Pointer, bottom: Pointer, right: Pointer, top: Pointer): number;
  _FPDFPageObj_GetMatrix(object: Pointer, matrix: Pointer): number;
  _FPDFFormObj_CountObjects(object: Pointer): number;
  _FPDFFormObj_GetObject(object: Pointer, index: number): Pointer;
  _FPDFPage_GetAnnotCount(page: Pointer): number;
  _FPDFPage_GetAnnot(page: Pointer, index: number): Pointer;
  _FPDFPage_CloseAnnot(annotation: Pointer): void;
  _FPDFAnnot_GetSubtype(annotation: Pointer): number;
  _FPDFAnnot_GetRect(annotation: Pointer, rect: Pointer): number;
  _FPDFAnnot_GetFlags(annotation: Pointer): number;
  _FPDFText_LoadPage(page: Pointer): Pointer;
  _FPDFText_ClosePage(textPage: Pointer): void;
  _FPDFText_CountChars(textPage: Pointer): number;
  _FPDFText_GetUnicode(textPage: Pointer, index: number): number;
  _FPDFText_IsGenerated(textPage: Pointer, index: number): number;
  _FPDFText_GetCharOrigin(textPage: Pointer, index: number, x: Pointer, y: Pointer): number;
  _FPDFText_GetCharBox(
    textPage: Pointer,
    index: number,
    left: Pointer,
    right: Pointer,
    bottom: Pointer,
    top: Pointer,
  ): number;
  _FPDFBitmap_CreateEx(width: number, height: number, format: number, pixels: Pointer, stride: number): Pointer;
  _FPDFBitmap_FillRect(
    bitmap: Pointer,
    left: number,
    top: number,
    width: number,
    height: number,
    colour: number,
  ): number;
  _FPDFBitmap_Destroy(bitmap: Pointer): void;
  _FPDF_RenderPageBitmap(
    bitmap: Pointer,
    page: Pointer,
    startX: number,
    startY: number,
    sizeX: number,
    sizeY: number,
    rotate: number,
    flags: number,
  ): void;
  _FPDF_RenderPageBitmapWithMatrix(
    bitmap: Pointer,
    page: Pointer,
    matrix: Pointer,
    clipping: Pointer,
    flags: number,
  ): void;
  _FPDFDOC_InitFormFillEnvironment(document: Pointer, formInfo: Pointer): Pointer;
  _FPDFDOC_ExitFormFillEnvironment(form: Pointer): void;
  _FORM_OnAfterLoadPage(page: Pointer, form: Pointer): void;
  _FORM_OnBeforeClosePage(page: Pointer, form: Pointer): void;
  _FPDF_FFLDraw(
    form: Pointer,
    bitmap: Pointer,
    page: Pointer,
    startX: number,
    startY: number,
    sizeX: number,
    sizeY: number,
    rotate: number,
    flags: number,
  ): void;
}

/** WebAssembly memory is not the JavaScript heap: a thread's memory limit does not hold it, so it has its own. */
const MEMORY_BYTES = 256 * 1024 * 1024;

/**
 * A fresh PDFium whose memory ends with the work it was made for: what a hostile file does to it harms no other file.
 * The compiled module is kept for the next one. Throws `BINDING_RENDERER_FAILED` when the package is not whole.
 */
export async function startPdfium(): Promise<Pdfium> {
  const module = await compiled();
  const options: Parameters<typeof PDFiumModule>[0] & Record<'print' | 'printErr', () => void> = {
    // Keeps it from looking for the file at an address of its own.
    locateFile: () => '',
    print: () => undefined,
    printErr: () => undefined,
    instantiateWasm(imports, received) {
      const instance = new WebAssembly.Instance(module, withMemoryLimit(imports));
      (received as unknown as (instance: WebAssembly.Instance) => void)(instance);
      return instance.exports;
    },
  };
  const pdfium = (await PDFiumModule(options)) as unknown as Pdfium;
  pdfium._FPDF_InitLibrary();
  return pdfium;
}

let compiling: Promise<WebAssembly.Module> | undefined;

function compiled(): Promise<WebAssembly.Module> {
  compiling ??= compile();
  return compiling;
}

async function compile(): Promise<WebAssembly.Module> {
  const file = createRequire(import.meta.url).resolve('@hyzyla/pdfium/pdfium.wasm');
  try {
    return await WebAssembly.compile(await readFile(file));
  } catch (error) {
    compiling = undefined;
    throw new BindingError('BINDING_RENDERER_FAILED', `${file} cannot be used; install the packages anew.`, error);
  }
}

function withMemoryLimit(imports: WebAssembly.Imports): WebAssembly.Imports {
  const environment = imports['env'];
  const grow = environment?.['emscripten_resize_heap'];
  if (environment === undefined || typeof grow !== 'function') {
    throw new BindingError(
      'BINDING_RENDERER_FAILED',
      'The renderer does not ask for its memory as this version expects, so it cannot be held to a limit; ' +
        'install the version of @hyzyla/pdfium that package.json names.',
    );
  }
  const bounded = (bytes: number): unknown => (bytes >>> 0 > MEMORY_BYTES ? 0 : (grow(bytes) as unknown));
  return { ...imports, env: { ...environment, emscripten_resize_heap: bounded } };
}
