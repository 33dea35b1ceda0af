import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { gunzipSync } from 'node:zlib';

import type { TessBaseApi, TesseractCore } from 'tesseract.js-core/tesseract-core-simd-lstm.js';

import { grayMap, type GrayPicture } from './gray-picture.js';

/** What was read in a picture, line by line from the top. */
export interface RecognisedText {
  readonly lines: readonly string[];
  /** 0 to 1: how sure the engine is of its words, on the mean. */
  readonly confidence: number;
}

interface Engine {
  readonly core: TesseractCore;
  readonly api: TessBaseApi;
}

/** Bokmål and nynorsk; the quantised model reads as well as the large one, in a third of the memory. */
const LANGUAGE = 'nor';
const MODEL = '@tesseract.js-data/nor/4.0.0_best_int/nor.traineddata.gz';
const CORE = 'tesseract.js-core/tesseract-core-simd-lstm';
/** Tesseract's OEM_LSTM_ONLY and PSM_SINGLE_BLOCK: the columns of a form are read as lines across. */
const NEURAL_NETWORK = 1;
const SINGLE_BLOCK = '6';

let loaded: Promise<Engine> | undefined;

/** 7 MB of program and model, which only pages without a readable code need. */
async function load(): Promise<Engine> {
  const { resolve } = createRequire(import.meta.url);
  const [{ default: createTesseractCore }, wasmBinary, model] = await Promise.all([
    import('tesseract.js-core/tesseract-core-simd-lstm.js'),
    readFile(resolve(`${CORE}.wasm`)),
    readFile(resolve(MODEL)),
  ]);
  const silent = (): void => undefined;
  const core = await createTesseractCore({ wasmBinary, print: silent, printErr: silent });
  core.FS.writeFile(`${LANGUAGE}.traineddata`, gunzipSync(model));
  const api = new core.TessBaseAPI();
  if (api.Init(null, LANGUAGE, NEURAL_NETWORK) !== 0) throw new Error('Tesseract cannot read its Norwegian model.');
  api.SetVariable('tessedit_pageseg_mode', SINGLE_BLOCK);
  return { core, api };
}

/**
 * Reads the print of an upright picture: Tesseract's neural network for Norwegian, on this thread. Null when the engine
 * broke over the picture; the next one gets a new engine.
 */
export async function recogniseText(picture: GrayPicture, dotsPerInch: number): Promise<RecognisedText | null> {
  const { core, api } = await (loaded ??= load());
  try {
    core.FS.writeFile('/input', grayMap(picture));
    api.SetVariable('user_defined_dpi', String(Math.round(dotsPerInch)));
    api.SetImageFile(1, 0, false);
    if (api.Recognize(null) !== 0) return null;
    const lines = api
      .GetUTF8Text()
      .split('\n')
      .map((line) => line.trim())
      .filter((line) => line !== '');
    return { lines, confidence: api.MeanTextConf() / 100 };
  } catch {
    // WebAssembly that trapped is not to be called again.
    loaded = undefined;
    return null;
  } finally {
    if (loaded !== undefined) api.Clear();
  }
}

/** Gives the engine's memory back (about 100 MB); the next page loads it again, in a quarter of a second. */
export function releaseRecogniser(): void {
  loaded = undefined;
}
