import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';

import { prepareZXingModule, readBarcodes, type ReaderOptions, type ReadResult } from 'zxing-wasm/reader';

import { boxBlur, cropPicture, enlargePicture, grayMap, type GrayPicture, halvePicture } from './gray-picture.js';
import type { Point } from './homography.js';

/** A QR code found in a picture: what it says, and its corners in pixels, as they stand on the printed page. */
export interface FoundCode {
  readonly text: string;
  readonly corners: readonly [topLeft: Point, topRight: Point, bottomRight: Point, bottomLeft: Point];
  /** How it was read, for the report: `AS_SCANNED` or the name of the treatment that made it readable. */
  readonly treatment: CodeTreatment;
}

export type CodeTreatment =
  'AS_SCANNED' | 'GLOBAL_THRESHOLD' | 'HALF_SIZE' | 'SMOOTHED' | 'SMOOTHED_GLOBAL' | 'ENLARGED_PART';

let prepared: Promise<unknown> | undefined;

/** The reader's own default would fetch its program from a public server. */
async function prepare(): Promise<void> {
  prepared ??= readFile(createRequire(import.meta.url).resolve('zxing-wasm/reader/zxing_reader.wasm')).then((wasm) =>
    prepareZXingModule({ overrides: { wasmBinary: new Uint8Array(wasm).buffer }, fireImmediately: true }),
  );
  await prepared;
}

const OPTIONS: ReaderOptions = {
  formats: ['QRCode'],
  tryHarder: true,
  tryRotate: true,
  tryInvert: false,
  tryDownscale: true,
  maxNumberOfSymbols: 8,
};

async function read(picture: GrayPicture, options: ReaderOptions): Promise<ReadResult[]> {
  await prepare();
  return await readBarcodes(grayMap(picture), { ...OPTIONS, ...options });
}

interface Placed {
  /** Pixels of the treated picture are `factor` times as small as those of the original, whose corner is at the offset. */
  readonly factor: number;
  readonly left: number;
  readonly top: number;
}

const UNTREATED: Placed = { factor: 1, left: 0, top: 0 };

function asFound(result: ReadResult, treatment: CodeTreatment, { factor, left, top }: Placed): FoundCode {
  const { topLeft, topRight, bottomRight, bottomLeft } = result.position;
  const back = ({ x, y }: Point): Point => ({ x: x / factor + left, y: y / factor + top });
  return {
    text: result.text,
    corners: [back(topLeft), back(topRight), back(bottomRight), back(bottomLeft)],
    treatment,
  };
}

/**
 * The QR codes of a picture that `isOurs` knows as page codes. Error correction has repaired each of them whole; a code
 * that it could not repair is tried again in other treatments of the picture, at most `tries` of them.
 */
export async function readPageCodes(
  picture: GrayPicture,
  isOurs: (text: string) => boolean,
  tries: number,
): Promise<{ readonly codes: readonly FoundCode[]; readonly broken: readonly FoundCode[] }> {
  const sound = (results: readonly ReadResult[]): ReadResult[] =>
    results.filter((result) => result.isValid && !result.isInverted && isOurs(result.text));
  let broken: FoundCode[] = [];
  const treatments: (() => Promise<FoundCode[]>)[] = [
    async () => {
      const results = await read(picture, { returnErrors: true });
      broken = results.filter((result) => !result.isValid).map((result) => asFound(result, 'AS_SCANNED', UNTREATED));
      return sound(results).map((result) => asFound(result, 'AS_SCANNED', UNTREATED));
    },
    async () =>
      sound(await read(picture, { binarizer: 'GlobalHistogram' })).map((result) =>
        asFound(result, 'GLOBAL_THRESHOLD', UNTREATED),
      ),
    async () => sound(await read(boxBlur(picture, 1), {})).map((result) => asFound(result, 'SMOOTHED', UNTREATED)),
    async () => await readParts(picture, sound),
    async () =>
      sound(await read(halvePicture(picture), {})).map((result) =>
        asFound(result, 'HALF_SIZE', { factor: 0.5, left: 0, top: 0 }),
      ),
    async () =>
      sound(await read(boxBlur(picture, 2), { binarizer: 'GlobalHistogram' })).map((result) =>
        asFound(result, 'SMOOTHED_GLOBAL', UNTREATED),
      ),
  ];
  for (const treatment of treatments.slice(0, tries)) {
    const codes = await treatment();
    if (codes.length > 0) return { codes, broken };
  }
  return { codes: [], broken };
}

/** The corners of the sheet one after the other, twice as large: the code stands in one of them. */
async function readParts(
  picture: GrayPicture,
  sound: (results: readonly ReadResult[]) => ReadResult[],
): Promise<FoundCode[]> {
  const [width, height] = [picture.width * 0.5, picture.height * 0.36];
  for (const top of [picture.height - height, 0]) {
    for (const left of [picture.width - width, 0]) {
      const part = cropPicture(picture, { left, top, right: left + width, bottom: top + height });
      if (part.width < 8 || part.height < 8) continue;
      const results = sound(await read(enlargePicture(part, 2), {}));
      if (results.length > 0) {
        return results.map((result) => asFound(result, 'ENLARGED_PART', { factor: 2, left: part.left, top: part.top }));
      }
    }
  }
  return [];
}
