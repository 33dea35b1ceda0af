import { examinePage, type ExaminedPage } from './examine-page.js';
import type { GrayPicture } from './gray-picture.js';
import { IssuedPages } from './issued-pages.js';
import { type OpenedScan, openScan } from './open-scan.js';
import { alignedPng, returnedPng } from './mark-differences.js';
import { type FoundCode, readPageCodes } from './read-page-codes.js';
import { releaseRecogniser } from './recognise-text.js';
import { readPageText } from './read-page-text.js';
import { ScanError } from './scan.errors.js';
import { SCAN_LIMITS, type ScanLimits } from './scan-limits.js';
import type {
  DerivedPicture,
  IssuedForm,
  KnownDeclaration,
  NotCompared,
  PageText,
  ReadCode,
  ScannedPage,
  ScanReport,
} from './scan-report.js';
import { foundForms, pageConfidence, scanFindings, scanReasons } from './summarise-scan.js';

/** What is known of a form before its scan is looked at. */
export interface ScanRequest {
  /** Reads what a code says; null for codes that are not ours. */
  readonly parseCode: (text: string) => Omit<ReadCode, 'text'> | null;
  /**
   * The issued forms that the scan may show; pages of other forms are named, not compared. Beside a page that shows none
   * of them stands the page of the first that has its place.
   */
  readonly forms: readonly IssuedForm[];
  /** The declarations that the text of a page without a readable code may name; without any no text is recognised. */
  readonly known?: readonly KnownDeclaration[] | undefined;
  readonly limits?: ScanLimits;
  /** Pictures for the person who decides; they take about as long as the comparison. */
  readonly pictures: boolean;
  /** Of the file, counted from 1: the others are left out of the report. */
  readonly onlyPage?: number | undefined;
}

export interface ScanExamination {
  readonly report: ScanReport;
  readonly pictures: readonly DerivedPicture[];
}

/**
 * Looks at a returned scan or picture: reads the page codes, draws each page straight, and holds it against the issued
 * one. The verdict is always INDETERMINATE: a scan is never accepted without a person. Throws SCAN_UNREADABLE,
 * SCAN_ENCRYPTED or SCAN_TOO_LARGE when nothing of the file can be looked at, SCAN_NO_FORM when an issued form cannot.
 */
export async function examineScan(bytes: Uint8Array, request: ScanRequest): Promise<ScanExamination> {
  const limits = request.limits ?? SCAN_LIMITS;
  const scan = await openScan(bytes, limits);
  try {
    const work: Work = {
      ...request,
      limits,
      issued: new IssuedPages(request.forms),
      megapixels: 0,
      strips: 0,
      limited: false,
    };
    const pages: ScannedPage[] = [];
    const pictures: DerivedPicture[] = [];
    work.limited = scan.pageCount > limits.pages;
    for (let index = 0; index < Math.min(scan.pageCount, limits.pages); index++) {
      if (request.onlyPage !== undefined && request.onlyPage !== index + 1) continue;
      const looked = await lookAtPage(scan, index, work);
      pages.push(looked.page);
      pictures.push(...looked.pictures);
    }
    return { report: reportOf(pages, scan.pageCount, work.limited), pictures };
  } finally {
    scan.close();
    releaseRecogniser();
  }
}

interface Work extends ScanRequest {
  readonly limits: ScanLimits;
  readonly issued: IssuedPages;
  megapixels: number;
  strips: number;
  limited: boolean;
}

function reportOf(pages: readonly ScannedPage[], pageCount: number, limited: boolean): ScanReport {
  const codes = pages.flatMap((page) => (page.code === null ? page.otherCodes : [page.code]));
  const forms = foundForms(codes);
  return {
    version: 1,
    indication: 'INDETERMINATE',
    reasons: scanReasons(pages, forms, limited),
    pageCount,
    pages,
    forms,
    confidence: pages.length === 0 ? 0 : Math.min(...pages.map((page) => page.confidence)),
    findings: scanFindings(pages, forms),
  };
}

interface Looked {
  readonly page: ScannedPage;
  readonly pictures: readonly DerivedPicture[];
}

async function lookAtPage(scan: OpenedScan, index: number, work: Work): Promise<Looked> {
  const blank: ScannedPage = {
    number: index + 1,
    width: 0,
    height: 0,
    source: 'PICTURE',
    code: null,
    otherCodes: [],
    treatment: null,
    comparison: null,
    notCompared: 'UNREADABLE',
    text: withoutText('LEFT_OUT'),
    confidence: 0,
  };
  if (work.megapixels >= work.limits.megapixels) {
    work.limited = true;
    return { page: blank, pictures: [] };
  }
  let read: ReadPage;
  try {
    read = await readPage(scan, index, work);
  } catch (error) {
    if (error instanceof ScanError) return { page: blank, pictures: [] };
    throw error;
  }
  const { picture, source, codes } = read;
  const seen = { ...blank, width: picture.width, height: picture.height, source, text: withoutText('NOT_NEEDED') };
  const [first, ...others] = codes;
  const asReturned = async (code: ReadCode | null = null): Promise<DerivedPicture[]> =>
    work.pictures
      ? [
          { page: index + 1, kind: 'AS_RETURNED', png: await returnedPng(picture) },
          ...(await issuedBeside(index + 1, code, work)),
        ]
      : [];
  if (first === undefined) {
    const text = await readText(picture, work);
    return { page: { ...seen, notCompared: 'NO_CODE', text }, pictures: await asReturned() };
  }
  if (others.length > 0) {
    const otherCodes = codes.map(({ code }) => code);
    return { page: { ...seen, otherCodes, notCompared: 'SEVERAL_CODES' }, pictures: await asReturned() };
  }
  const compared = await compare(index + 1, picture, first, work);
  const { found, code } = first;
  const page: ScannedPage =
    typeof compared === 'string'
      ? { ...seen, code, treatment: found.treatment, notCompared: compared }
      : { ...seen, code, treatment: found.treatment, comparison: compared.comparison, notCompared: null };
  return {
    page: { ...page, confidence: pageConfidence(page) },
    pictures: typeof compared === 'string' ? await asReturned(code) : compared.pictures,
  };
}

/** For the eye alone: the issued page that the code names, else the one in the same place of the form that it should be. */
async function issuedBeside(number: number, code: ReadCode | null, work: Work): Promise<DerivedPicture[]> {
  const named = code !== null && work.issued.has(code.reference) ? code : null;
  const reference = named?.reference ?? work.forms[0]?.reference;
  const page = reference === undefined ? null : await work.issued.page(reference, named?.page ?? number);
  return page === null ? [] : [{ page: number, kind: 'ISSUED', png: await alignedPng(page.issued.fine) }];
}

function withoutText(state: 'NOT_NEEDED' | 'LEFT_OUT'): PageText {
  return { state, candidates: [], identified: null, turn: null };
}

async function readText(picture: GrayPicture, work: Work): Promise<PageText> {
  const known = work.known ?? [];
  if (known.length === 0 || work.strips >= work.limits.textStrips) return withoutText('LEFT_OUT');
  const { text, strips } = await readPageText(picture, known, work.limits.textStrips - work.strips);
  work.strips += strips;
  return text;
}

interface OurCode {
  readonly found: FoundCode;
  readonly code: ReadCode;
}

interface ReadPage {
  readonly picture: GrayPicture;
  readonly source: ScannedPage['source'];
  readonly codes: readonly OurCode[];
}

/** Looks for the page's code; where none is read, once more in a sharper picture. */
async function readPage(scan: OpenedScan, index: number, work: Work): Promise<ReadPage> {
  const isOurs = (text: string): boolean => work.parseCode(text) !== null;
  let read: ReadPage | undefined;
  for (const sharper of [false, true]) {
    const { picture, source } = await scan.page(index, sharper);
    // The picture came no larger than before: there is nothing more to see.
    if (read !== undefined && picture.width <= read.picture.width) return read;
    const size = (picture.width * picture.height) / 1e6;
    const affordable = Math.max(1, Math.floor((work.limits.megapixels - work.megapixels) / size));
    const { codes } = await readPageCodes(picture, isOurs, Math.min(work.limits.treatments, affordable));
    work.megapixels += codes.length > 0 ? size : size * work.limits.treatments;
    read = { picture, source, codes: distinct(codes, work) };
    if (codes.length > 0 || work.megapixels >= work.limits.megapixels) return read;
  }
  return read as ReadPage;
}

function distinct(found: readonly FoundCode[], work: Work): OurCode[] {
  const byText = new Map(found.map((code) => [code.text, code]));
  return [...byText.values()].flatMap((code) => {
    const parsed = work.parseCode(code.text);
    return parsed === null ? [] : [{ found: code, code: { text: code.text, ...parsed } }];
  });
}

async function compare(
  number: number,
  picture: GrayPicture,
  { found, code }: OurCode,
  work: Work,
): Promise<ExaminedPage | NotCompared> {
  if (!work.issued.has(code.reference)) return 'FORM_NOT_GIVEN';
  const page = await work.issued.page(code.reference, code.page);
  if (page === null) return 'PAGE_NOT_OF_FORM';
  return (await examinePage(number, picture, found, page, work.pictures)) ?? 'NOT_ALIGNED';
}
