import sharp from 'sharp';

import type { GrayPicture } from './gray-picture.js';
import { PdfiumDocument } from './pdfium-document.js';
import { ScanError } from './scan.errors.js';
import type { ScanLimits } from './scan-limits.js';
import type { ScannedPage } from './scan-report.js';

// The caller's processes run side by side; each of them is to use one core.
sharp.concurrency(1);
sharp.cache(false);

export interface OpenedPage {
  readonly picture: GrayPicture;
  readonly source: ScannedPage['source'];
}

/** A returned file, whose pages are taken out one by one: only one is in memory at a time. */
export interface OpenedScan {
  readonly pageCount: number;
  /** Counted from 0. `sharper` asks for more pixels than usual. Throws when the page cannot be unpacked. */
  page(index: number, sharper: boolean): Promise<OpenedPage>;
  close(): void;
}

/** Pixels along the longer side of a page: of A4 200 to the inch, the resolution that codes are read best in. */
const SIDE = 2340;
const LONGEST_SIDE = 3500;
const DPI = 200;
const SHARPER = 1.45;

const isPdf = (bytes: Uint8Array): boolean =>
  Buffer.from(bytes.buffer, bytes.byteOffset, Math.min(bytes.length, 1024)).includes('%PDF-');

/** Opens a PDF or a picture (JPEG, PNG, TIFF, WebP …). Throws SCAN_UNREADABLE, SCAN_ENCRYPTED or SCAN_TOO_LARGE. */
export async function openScan(bytes: Uint8Array, limits: ScanLimits): Promise<OpenedScan> {
  if (bytes.length > limits.bytes) {
    throw new ScanError('SCAN_TOO_LARGE', `The file has more than ${limits.bytes} bytes: ask for a smaller scan.`);
  }
  return isPdf(bytes) ? await openPdf(bytes, limits) : await openPicture(bytes, limits);
}

async function openPdf(bytes: Uint8Array, limits: ScanLimits): Promise<OpenedScan> {
  const document = await PdfiumDocument.open(bytes);
  return {
    pageCount: document.pageCount,
    close: () => document.close(),
    page: async (index, sharper) =>
      await document.withPage(index, async (page) => {
        const jpeg = page.soleJpeg();
        const unpacked = jpeg === null ? null : await unpackJpeg(jpeg, page.width / page.height, sharper, limits);
        if (unpacked !== null) return { picture: unpacked, source: 'JPEG_OF_PAGE' };
        const longer = Math.max(page.width, page.height);
        if (!(longer > 1)) throw new ScanError('SCAN_UNREADABLE', `Page ${index + 1} has no size.`);
        const usual = Math.max(DPI, (72 * SIDE) / longer) * (sharper ? SHARPER : 1);
        return { picture: page.render(Math.min(usual, (72 * LONGEST_SIDE) / longer)), source: 'DRAWN_PAGE' };
      }),
  };
}

/** Null when it is no sound JPEG, or has other proportions than its page: then the page is drawn as viewers draw it. */
async function unpackJpeg(
  jpeg: Uint8Array,
  proportions: number,
  sharper: boolean,
  limits: ScanLimits,
): Promise<GrayPicture | null> {
  try {
    const { format, width, height } = await sharp(jpeg, { limitInputPixels: limits.pixels }).metadata();
    if (format !== 'jpeg' || Math.abs(width / height / proportions - 1) > 0.01) return null;
    return await unpack(jpeg, 0, sharper, limits, false);
  } catch {
    return null;
  }
}

async function openPicture(bytes: Uint8Array, limits: ScanLimits): Promise<OpenedScan> {
  let pages: number;
  try {
    const metadata = await sharp(bytes, { limitInputPixels: limits.pixels }).metadata();
    pages = metadata.pages ?? 1;
  } catch (error) {
    throw unreadable(error);
  }
  return {
    pageCount: pages,
    close: () => undefined,
    page: async (index, sharper) => {
      try {
        return { picture: await unpack(bytes, index, sharper, limits, true), source: 'PICTURE' };
      } catch (error) {
        throw unreadable(error);
      }
    },
  };
}

function unreadable(cause: unknown): ScanError {
  const message = cause instanceof Error ? cause.message : String(cause);
  const code = /pixel limit/.test(message) ? 'SCAN_TOO_LARGE' : 'SCAN_UNREADABLE';
  return new ScanError(code, `The picture cannot be unpacked (${message}): ask for a PDF or a JPEG picture.`, {
    cause,
  });
}

/** In shades of grey on white; turned as the camera noted when `upright`. Larger ones are made smaller on the way. */
async function unpack(
  bytes: Uint8Array,
  page: number,
  sharper: boolean,
  limits: ScanLimits,
  upright: boolean,
): Promise<GrayPicture> {
  const side = Math.min(LONGEST_SIDE, Math.round(SIDE * (sharper ? SHARPER : 1.2)));
  const source = sharp(bytes, { page, limitInputPixels: limits.pixels, sequentialRead: !upright });
  const { data, info } = await (upright ? source.rotate() : source)
    .flatten({ background: '#ffffff' })
    .toColourspace('b-w')
    .resize({ width: side, height: side, fit: 'inside', withoutEnlargement: true })
    .extractChannel(0)
    .raw()
    .toBuffer({ resolveWithObject: true });
  return { width: info.width, height: info.height, data: new Uint8Array(data) };
}
