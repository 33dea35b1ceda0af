import { z } from 'zod';
import { SCAN_PICTURE_KINDS, type ScanPictureKind, type StoredScan } from '../returns/index.js';
import { count, iso, reference, rowId, sha256, timestamp } from './fields.schemas.js';

/*
 * A scan as it was held against the issued forms. Boxes are on the issued page, in points (1/72 inch) from its upper left
 * corner; ink is measured in mm²; shares and confidences lie between 0 and 1.
 */

const box = z.object({ x: z.number(), y: z.number(), width: z.number(), height: z.number() });
const share = z.number().min(0).max(1);
const pageNumber = z.int().min(1);

const code = z.object({
  text: z.string(),
  campaign: z.string(),
  reference: z.string(),
  page: pageNumber,
  pages: pageNumber,
});

const difference = z.object({
  kind: z.enum(['ADDED', 'MISSING', 'CHANGED']),
  box,
  ink: z.number(),
  besideField: z.string().nullable().describe('The field that it adjoins: most often a signature beyond its frame.'),
});

const field = z.object({
  name: z.string(),
  kind: z.enum(['TEXT', 'TICK', 'PEN_SIGNATURE', 'DIGITAL_SIGNATURE']),
  state: z.enum(['EMPTY', 'TRACE', 'INK', 'NOT_SEEN']),
  ink: z.number(),
  share,
  box: box.nullable().describe('Around all of the ink.'),
  ticked: z.boolean().nullable(),
});

const comparison = z.object({
  alignment: z.object({
    found: share.describe("Of the issued page's places, those found again."),
    deviation: z.number().describe('How far off they are, in points.'),
    dotsPerInch: z.number(),
    turn: z.number().describe('Clockwise, in degrees.'),
    seen: share.describe('Of the page, what the picture shows.'),
  }),
  differences: z.array(difference).describe('Outside the fields, the largest first.'),
  more: z.boolean().describe('There are more than are listed.'),
  creases: count,
  fields: z.array(field),
});

const page = z.object({
  number: pageNumber.describe('In the returned file.'),
  width: count,
  height: count,
  source: z.enum(['JPEG_OF_PAGE', 'DRAWN_PAGE', 'PICTURE']),
  code: code.nullable(),
  otherCodes: z.array(code).describe('All codes, where a picture shows several pages.'),
  treatment: z.string().nullable(),
  comparison: comparison.nullable(),
  notCompared: z
    .enum(['NO_CODE', 'SEVERAL_CODES', 'FORM_NOT_GIVEN', 'PAGE_NOT_OF_FORM', 'NOT_ALIGNED', 'UNREADABLE'])
    .nullable(),
  text: z.object({
    state: z.enum(['NOT_NEEDED', 'READ', 'LEFT_OUT']),
    candidates: z.array(
      z.object({
        reference,
        by: z.enum(['REFERENCE', 'NAME']),
        likeness: share,
        facts: z.array(z.enum(['REFERENCE', 'NAME', 'NUMBER', 'ORGANIZATION_NUMBER', 'COUNTY'])),
        read: z.string(),
      }),
    ),
    identified: reference.nullable(),
    turn: z.number().nullable(),
  }),
  confidence: share.describe('That this is the page that it bears the code of, unchanged outside the fields.'),
});

const picture = z.object({
  page: pageNumber,
  kind: z.enum(['returned', 'issued', 'differences']),
  path: z
    .string()
    .meta({ examples: ['/api/v1/returns/5f0c2f0e-3d6b-5a52-9d0f-6a3f8d1f3b10/pages/2/picture?kind=returned'] }),
  sha256,
});

export const scanAnswer = z
  .object({
    returnId: rowId,
    comparedAt: timestamp,
    version: count.describe("Of the report's shape."),
    indication: z.literal('INDETERMINATE').describe('A scan is never accepted without a person.'),
    reasons: z.array(z.string()),
    confidence: share.describe('The least of what the pages reach.'),
    pageCount: count,
    pages: z.array(page),
    forms: z.array(
      z.object({
        campaign: z.string(),
        reference: z.string(),
        pages: pageNumber,
        present: z.array(pageNumber),
        missing: z.array(pageNumber),
        duplicate: z.array(pageNumber),
        inOrder: z.boolean(),
      }),
    ),
    findings: z.array(
      z.object({
        check: z.string(),
        result: z.enum(['PASSED', 'FAILED', 'INDETERMINATE']),
        evidence: z.string(),
        sentence: z.string().describe('What an operator reads.'),
      }),
    ),
    pictures: z.array(picture).describe('What there is to look at, page by page.'),
  })
  .meta({ id: 'Scan' });

export type ScanAnswer = z.output<typeof scanAnswer>;

export function scanAnswerOf(returnId: string, { report, madeAt, pictures }: StoredScan): ScanAnswer {
  return {
    returnId,
    comparedAt: iso(madeAt),
    // Our own stored JSON, written by the library in the shape that the schema describes.
    ...(report as unknown as Omit<ScanAnswer, 'returnId' | 'comparedAt' | 'pictures'>),
    pictures: pictures.map(({ page: number, kind, sha256: digest }) => ({
      page: number,
      kind: lowerCase(kind),
      path: `/api/v1/returns/${returnId}/pages/${number}/picture?kind=${lowerCase(kind)}`,
      sha256: digest,
    })),
  };
}

const lowerCase = (kind: ScanPictureKind): Lowercase<ScanPictureKind> =>
  kind.toLowerCase() as Lowercase<ScanPictureKind>;

export const pictureQuery = z.strictObject({
  kind: z
    .enum(['returned', 'issued', 'differences'])
    .describe(
      'returned: the page as it came, drawn straight where it could be. issued: as it should look. differences: ink that was added in red, ink that is missing in blue, each place framed in orange, the fields in green.',
    )
    .transform((kind) => SCAN_PICTURE_KINDS.find((known) => lowerCase(known) === kind) ?? 'RETURNED'),
});

export const picturePage = z.coerce.number().int().min(1).max(1000).describe('Of the returned file.');

export type PictureQuery = z.output<typeof pictureQuery>;
