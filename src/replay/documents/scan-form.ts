import sharp from 'sharp';
import type { SeededRandom } from '../seeded-random.js';
import type { FilledFields } from './filled-fields.js';
import { FILLED_FIELD_NAMES } from './filled-fields.js';
import { type FormPlaces, readFormPlaces } from './form-places.js';
import { drawStroke, type GreyPicture, scanSheet } from './grey-picture.js';
import { drawHand, type Hand, writeLine, writeSignature } from './handwriting.js';
import type { Stroke } from './pen-alphabet.js';
import { type JpegPicture, picturePdf } from './picture-pdf.js';
import { printPages } from './print-pages.js';
import type { PdfEncryption } from './write-pdf.js';

const DPI = 120;
const JPEG_QUALITY = 58;

/**
 * The form printed, filled in and signed with a pen, and scanned: a PDF of pictures without any text. Everything by chance
 * (the hand, how the sheet lies, the grain) comes from `random`; the same arguments give the same bytes. With `encryption`
 * the scanner protects the file. Throws `SCENARIO_FORM_FIELD_MISSING`.
 */
export async function scanForm(
  form: Uint8Array,
  filled: FilledFields,
  random: SeededRandom,
  encryption?: PdfEncryption,
): Promise<Uint8Array> {
  const [sheets, places] = [await printPages(form, DPI), await readFormPlaces(form)];
  const written = sheets[places.page];
  if (written !== undefined) writeOn(written, filled, places, random.fork('hand'));
  const pictures = await Promise.all(
    sheets.map((sheet, index) => asJpeg(scanSheet(sheet, random.fork(`sheet ${index + 1}`)))),
  );
  return picturePdf(pictures, DPI, encryption);
}

function writeOn(sheet: GreyPicture, filled: FilledFields, places: FormPlaces, random: SeededRandom): void {
  const hand = drawHand(random);
  for (const name of FILLED_FIELD_NAMES) {
    drawAll(sheet, writeLine(filled[name], places.fields[name], hand, random.fork(name)), hand, places.pageHeight);
  }
  const signature = writeSignature(filled.name, places.signature, hand, random.fork('signature'));
  drawAll(sheet, signature, { ...hand, pen: hand.pen * 1.3 }, places.pageHeight);
}

/** From points, upwards, to pixels, downwards. */
function drawAll(sheet: GreyPicture, strokes: readonly Stroke[], { pen, ink }: Hand, pageHeight: number): void {
  const scale = DPI / 72;
  for (const stroke of strokes) {
    const pixels = stroke.map(([x, y]) => [x * scale, (pageHeight - y) * scale] as const);
    drawStroke(sheet, pixels, pen * scale, ink);
  }
}

/** Only the compression is sharp's: its baseline JPEG gives the same bytes on every processor. */
async function asJpeg({ width, height, data }: GreyPicture): Promise<JpegPicture> {
  const jpeg = await sharp(data, { raw: { width, height, channels: 1 } })
    .toColourspace('b-w')
    .jpeg({ quality: JPEG_QUALITY, mozjpeg: false })
    .toBuffer();
  return { width, height, jpeg };
}
