import { type PdfEncryption, type PdfObjectText, writePdf } from './write-pdf.js';

/** A baseline JPEG in grey. */
export interface JpegPicture {
  readonly width: number;
  readonly height: number;
  readonly jpeg: Uint8Array;
}

/** As scanners make them: one picture over the whole of each page, nothing else. `dpi` gives the size of the page. */
export function picturePdf(pictures: readonly JpegPicture[], dpi: number, encryption?: PdfEncryption): Buffer {
  // Catalogue and page tree, then page, content and picture of each page.
  const first = 3;
  const kids = pictures.map((_, index) => `${first + 3 * index} 0 R`).join(' ');
  const objects: PdfObjectText[] = [
    { dictionary: '/Type/Catalog/Pages 2 0 R' },
    { dictionary: `/Type/Pages/Count ${pictures.length}/Kids[${kids}]` },
  ];
  pictures.forEach(({ width, height, jpeg }, index) => {
    const number = first + 3 * index;
    const [pageWidth, pageHeight] = [width, height].map((pixels) => ((pixels * 72) / dpi).toFixed(2));
    objects.push(
      {
        dictionary:
          `/Type/Page/Parent 2 0 R/MediaBox[0 0 ${pageWidth} ${pageHeight}]/Contents ${number + 1} 0 R` +
          `/Resources<</XObject<</Im0 ${number + 2} 0 R>>>>`,
      },
      { dictionary: '', stream: Buffer.from(`q ${pageWidth} 0 0 ${pageHeight} 0 0 cm /Im0 Do Q\n`, 'latin1') },
      {
        dictionary:
          `/Type/XObject/Subtype/Image/Width ${width}/Height ${height}` +
          '/ColorSpace/DeviceGray/BitsPerComponent 8/Filter/DCTDecode',
        stream: jpeg,
      },
    );
  });
  return writePdf(objects, encryption);
}
