import type { Pdfium, Pointer } from './pdfium.js';

/** Room for 16 doubles in PDFium's memory, through which it hands over numbers. */
export class Scratch {
  private static readonly bytes = 16 * 8;

  private constructor(
    private readonly pdfium: Pdfium,
    private readonly address: Pointer,
  ) {}

  static use<Result>(pdfium: Pdfium, use: (scratch: Scratch) => Result): Result {
    const address = pdfium.wasmExports.malloc(Scratch.bytes);
    pdfium.HEAPU8.fill(0, address, address + Scratch.bytes);
    try {
      return use(new Scratch(pdfium, address));
    } finally {
      pdfium.wasmExports.free(address);
    }
  }

  /** The address of one of the doubles. */
  double(index: number): Pointer {
    return this.address + 8 * index;
  }

  /** The address of one of 32 floats. */
  float(index: number): Pointer {
    return this.address + 4 * index;
  }

  readDouble(index: number): number {
    return this.#view.getFloat64(8 * index, true);
  }

  readFloat(index: number): number {
    return this.#view.getFloat32(4 * index, true);
  }

  writeFloats(values: readonly number[]): void {
    values.forEach((value, index) => this.#view.setFloat32(4 * index, value, true));
  }

  /** Made anew each time: growing memory takes the old one away. */
  get #view(): DataView {
    return new DataView(this.pdfium.HEAPU8.buffer, this.address, Scratch.bytes);
  }
}
