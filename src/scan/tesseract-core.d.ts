/** The package has no types of its own: what this library uses of it. */
declare module 'tesseract.js-core/tesseract-core-simd-lstm.js' {
  export interface TessBaseApi {
    /** 0 when the language was loaded from the file system in memory. */
    Init(path: null, language: string, engine: number): number;
    SetVariable(name: string, value: string): boolean;
    /** Takes the picture in the file /input, turned as EXIF would note it, then by an angle in radians. */
    SetImageFile(exif: number, angle: number, upscale: boolean): number;
    /** 0 when it worked. */
    Recognize(monitor: null): number;
    GetUTF8Text(): string;
    /** 0 to 100. */
    MeanTextConf(): number;
    Clear(): void;
  }
  export interface TesseractCore {
    readonly FS: { writeFile(name: string, bytes: Uint8Array): void; unlink(name: string): void };
    readonly TessBaseAPI: new () => TessBaseApi;
  }
  export default function createTesseractCore(options: {
    wasmBinary: Uint8Array;
    print: (text: string) => void;
    printErr: (text: string) => void;
  }): Promise<TesseractCore>;
}
