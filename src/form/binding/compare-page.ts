import type { BindingFinding, Place } from './binding.js';
import { comparePictures, PIXELS_PER_POINT, type PixelBox } from './compare-picture.js';
import { compareText, type TextComparison } from './compare-text.js';
import { fitMostPairs, fitSimilarity, type PlacePair } from './fit-similarity.js';
import { type Box, concatenate, contains, grow, invert, type Matrix, overlaps, transformBox } from './geometry.js';
import { maskedText } from './masked-text.js';
import { type IssuedPage, WIDGET } from './page-facts.js';
import type { PdfPage } from './pdf-page.js';
import { commonPlaces, textRuns } from './text-anchors.js';

/** Fewer places in common than this do not say how one page lies on the other. */
const LEAST_PLACES = 6;
/** A form made smaller or larger than this is no longer the same to a reader: 8.5-point print becomes 5 points. */
const [SMALLEST, LARGEST] = [0.6, 1.6];
/** More places than this on one page are not listed one by one. */
const MOST_SPOTS = 12;
/** Points by which a picture or annotation may reach beyond its field. */
const FIELD_SLACK = 1.5;
/** NoZoom and NoRotate (ISO 32000-2, table 167): such an annotation covers what the window makes of it. */
const FLOATING = 8 | 16;

export interface ComparedPages {
  readonly issued: PdfPage;
  readonly facts: IssuedPage;
  readonly returned: PdfPage;
  /** Of the returned page, counted from 1. */
  readonly pageNumber: number;
}

/** All that is different on one returned page, and what was added in its margin. */
export function comparePage(pages: ComparedPages): BindingFinding[] {
  const { issued, facts, returned, pageNumber: page } = pages;
  const glyphs = returned.glyphs();
  const pairs = commonPlaces(facts, { glyphs, runs: textRuns(glyphs) });
  const fit = fitMostPairs(pairs, LEAST_PLACES);
  if (fit === null) return [unplaced(page, pairs)];
  const rough = compareText(facts.glyphs, glyphs, invert(fit.matrix), facts);
  const matrix = fitSimilarity(rough.matched.map(asPlaces)) ?? fit.matrix;
  const scale = Math.hypot(matrix[0], matrix[1]);
  if (scale < SMALLEST || scale > LARGEST) return [wrongSize(page, scale)];
  const text = compareText(facts.glyphs, glyphs, invert(matrix), facts);
  return [
    ...textFindings(page, text, issued),
    ...pictureFindings(pages, matrix, scale),
    ...pastedPictures(pages, invert(matrix)),
    ...annotations(pages, invert(matrix)),
  ];
}

const asPlaces = ({ issued, returned }: TextComparison['matched'][number]): PlacePair => ({
  from: [issued.x, issued.y],
  to: [returned.x, returned.y],
});

function unplaced(page: number, pairs: readonly PlacePair[]): BindingFinding {
  return {
    check: 'PLACEMENT',
    result: 'FAILED',
    page,
    evidence: `${pairs.length} places in common do not agree on one size and position`,
    sentence: 'The parts of the page do not lie to each other as on the form that we issued.',
  };
}

function wrongSize(page: number, scale: number): BindingFinding {
  return {
    check: 'PLACEMENT',
    result: 'FAILED',
    page,
    evidence: `scale ${scale.toFixed(3)}; from ${SMALLEST} to ${LARGEST} is compared`,
    sentence: 'The form was made so much smaller or larger that it was not compared.',
  };
}

function textFindings(page: number, text: TextComparison, issued: PdfPage): BindingFinding[] {
  const findings = text.changed.slice(0, MOST_SPOTS).map((spot): BindingFinding => ({
    check: 'TEXT',
    result: 'FAILED',
    page,
    box: placeOn(issued, spot.box),
    evidence: `issued “${maskedText(spot.issued)}”; returned “${maskedText(spot.returned)}”`,
    sentence: 'The text here is not the one that we issued.',
  }));
  if (text.changed.length > MOST_SPOTS) {
    findings.push({
      check: 'TEXT',
      result: 'FAILED',
      page,
      evidence: `${text.changed.length} places`,
      sentence: 'The text differs in more places than are listed.',
    });
  }
  if (text.beyond !== '') {
    findings.push({
      check: 'ADDED_PRINT',
      result: 'INFO',
      page,
      evidence: `“${maskedText(text.beyond, 400)}”`,
      sentence: 'This text was added in the margin of the form.',
    });
  }
  return findings;
}

function pictureFindings(
  { issued, facts, returned, pageNumber }: ComparedPages,
  matrix: Matrix,
  scale: number,
): BindingFinding[] {
  const where = { page: pageNumber, check: 'PICTURE', result: 'FAILED' } as const;
  const contentOnReturned = transformBox(matrix, facts.content);
  if (!contains(grow(returned.box, 1), contentOnReturned)) {
    return [{ ...where, evidence: 'printed area beyond the page', sentence: 'A part of the form is cut off.' }];
  }
  const width = Math.round((returned.shownWidth * PIXELS_PER_POINT) / scale);
  const height = Math.round((returned.shownHeight * PIXELS_PER_POINT) / scale);
  const toPixels = concatenate(matrix, returned.toPixels(width, height));
  const spots = comparePictures(
    issued.renderThrough(toPixels, width, height),
    returned.render(width, height),
    pixelBox(transformBox(toPixels, facts.content)),
    facts.fields.map((field) => pixelBox(transformBox(toPixels, field))),
  );
  const fromPixels = invert(toPixels);
  const found = spots.slice(0, MOST_SPOTS).map(({ box, pixels }): BindingFinding => ({
    ...where,
    box: placeOn(issued, transformBox(fromPixels, { ...box, bottom: box.top, top: box.bottom })),
    evidence: `${pixels} pixels at 300 dpi`,
    sentence: 'The page looks different here from the form that we issued.',
  }));
  return spots.length <= MOST_SPOTS
    ? found
    : [
        ...found,
        {
          ...where,
          evidence: `${spots.length} places`,
          sentence: 'The page looks different in more places than are listed.',
        },
      ];
}

/** A renderer may fail to draw a picture that another program shows, so none may lie on the form but in a field. */
function pastedPictures(
  { issued, facts, returned, pageNumber }: ComparedPages,
  fromReturned: Matrix,
): BindingFinding[] {
  return returned
    .pictures()
    .map((box) => transformBox(fromReturned, box))
    .filter((box) => overlaps(box, facts.content) && !inField(facts, box))
    .filter((box) => !facts.pictures.some((own) => contains(grow(own, 1), box)))
    .slice(0, MOST_SPOTS)
    .map((box) => ({
      check: 'PASTED_PICTURES',
      result: 'FAILED',
      page: pageNumber,
      box: placeOn(issued, box),
      evidence: 'a picture that the issued page does not have',
      sentence: 'A picture was put on the form outside its fields.',
    }));
}

function annotations({ issued, facts, returned, pageNumber }: ComparedPages, fromReturned: Matrix): BindingFinding[] {
  return returned.annotations().flatMap(({ subtype, flags, box: there }): BindingFinding[] => {
    if (there.right === there.left || there.top === there.bottom) return [];
    const box = transformBox(fromReturned, there);
    const floating = (flags & FLOATING) !== 0;
    if (inField(facts, box) && !floating) return [];
    const onForm = floating || overlaps(box, facts.content);
    if (!onForm && subtype === WIDGET) return [];
    return [
      {
        check: 'ANNOTATIONS',
        result: onForm ? 'FAILED' : 'INFO',
        page: pageNumber,
        box: placeOn(issued, box),
        evidence: `annotation of kind ${subtype}, flags ${flags}`,
        sentence: onForm
          ? 'A note, stamp or field was laid over the form.'
          : 'A note or stamp was added in the margin of the form.',
      },
    ];
  });
}

function inField({ fields }: IssuedPage, box: Box): boolean {
  return fields.some((field) => contains(grow(field, FIELD_SLACK), box));
}

function pixelBox({ left, bottom, right, top }: Box): PixelBox {
  return { left: Math.floor(left), top: Math.floor(bottom), right: Math.ceil(right), bottom: Math.ceil(top) };
}

/** On the page as it is shown, from its upper left corner. */
function placeOn(page: PdfPage, box: Box): Place {
  const { left, bottom, right, top } = transformBox(page.toPixels(page.shownWidth, page.shownHeight), box);
  const rounded = (value: number): number => Math.round(value * 10) / 10;
  return { x: rounded(left), y: rounded(bottom), width: rounded(right - left), height: rounded(top - bottom) };
}
