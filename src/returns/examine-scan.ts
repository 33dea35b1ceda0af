import { Injectable } from '@nestjs/common';
import { DeclarationReadModel, IssuedForms, type IssuedFormPlaces, type PrintedNames } from '../declarations/index.js';
import type { DerivedPicture, ScanReport } from '../scan/index.js';
import { VerificationAborted, Verifier } from '../verification/index.js';
import type { NamedDeclaration } from './page-code-match.policy.js';
import type { ScanEffort } from './scan-effort.policy.js';

export interface FileToScan {
  readonly bytes: Uint8Array;
  /** As counted before; null when nobody has. */
  readonly pages: number | null;
  readonly effort: ScanEffort;
  /** Of the declaration that it was returned for. */
  readonly reference: string | null;
  /** Hold the pages against the issued forms, and draw what a person compares; else codes are read and no more. */
  readonly compare: boolean;
}

/** What a returned file shows as a scan. */
export interface ScannedFile {
  /** Null when nothing of it can be looked at, or the look did not come to its end. */
  readonly report: ScanReport | null;
  readonly compared: boolean;
  readonly pictures: readonly DerivedPicture[];
  /** The known declarations that its codes name. */
  readonly named: readonly NamedDeclaration[];
  /** Why the look did not come to its end. */
  readonly aborted: string | null;
}

interface SeenFile {
  readonly report: ScanReport;
  readonly pictures: readonly DerivedPicture[];
}

/** Declarations among which recognised print is looked up. */
const MOST_PRINTED_NAMES = 5000;
/** Forms that one file is held against: more of them in one file is no scan of a form. */
const MOST_FORMS = 8;
/** On sharp pages the first ways of reading find every code that is there. */
const TREATMENTS: Readonly<Record<ScanEffort, number | undefined>> = { FULL: undefined, SHORT: 2 };

/**
 * Looks at a returned file as at a scan: its codes say whose forms it shows, and its pages are held against those forms.
 * The form that it should be is given at once, so that most files are looked at once.
 */
@Injectable()
export class ExamineScan {
  constructor(
    private readonly verifier: Verifier,
    private readonly forms: IssuedForms,
    private readonly declarations: DeclarationReadModel,
  ) {}

  /** Throws VerifierClosed when the service is shutting down. */
  async execute(file: FileToScan): Promise<ScannedFile> {
    try {
      return await this.#examine(file);
    } catch (error) {
      if (!(error instanceof VerificationAborted)) throw error;
      return { report: null, compared: false, pictures: [], named: [], aborted: error.message };
    }
  }

  async #examine(file: FileToScan): Promise<ScannedFile> {
    const own = file.compare && file.reference !== null ? await this.forms.readPlaces([file.reference]) : [];
    const first = await this.#look(file, own);
    if (first === null) return { report: null, compared: false, pictures: [], named: [], aborted: null };
    const references = first.report.forms.map(({ reference }) => reference).slice(0, MOST_FORMS);
    const named = await this.forms.readPlaces(references);
    const others = named.filter(({ reference }) => reference !== file.reference);
    const held = [...own, ...others];
    const compared = file.compare && others.length > 0 ? ((await this.#look(file, held)) ?? first) : first;
    const seen = file.compare ? await this.#readPrint(file, compared) : compared;
    return {
      ...seen,
      compared: file.compare,
      named: named.map(({ declarationId, campaignId, reference }) => ({ declarationId, campaignId, reference })),
      aborted: null,
    };
  }

  /**
   * Recognises the print of pages whose code nothing could read. It takes so much time and memory that a file may go past
   * a limit by it alone: then it stays as it was seen before.
   */
  async #readPrint(file: FileToScan, seen: SeenFile): Promise<SeenFile> {
    if (file.effort !== 'FULL' || !seen.report.pages.some(({ text }) => text.state === 'LEFT_OUT')) return seen;
    const known = await this.declarations.printedNames(MOST_PRINTED_NAMES);
    if (known === null) return seen;
    try {
      // The codes were looked for already, by every means.
      const printed = await this.#look({ ...file, effort: 'SHORT', compare: false }, [], known);
      return printed === null ? seen : { ...seen, report: withPrint(seen.report, printed.report) };
    } catch (error) {
      if (error instanceof VerificationAborted) return seen;
      throw error;
    }
  }

  async #look(
    { bytes, pages, effort, compare }: FileToScan,
    forms: readonly IssuedFormPlaces[],
    known?: readonly PrintedNames[],
  ): Promise<SeenFile | null> {
    const { scan } = await this.verifier.verify({
      bytes,
      trustAnchors: [],
      // Nothing is signed in what is looked at here.
      at: new Date(0),
      scan: {
        forms: forms.map(({ reference, bytes: issued, codes, fields }) => ({
          reference,
          bytes: issued,
          codes,
          fields,
        })),
        known,
        pictures: compare,
        pages: pages ?? undefined,
        treatments: TREATMENTS[effort],
      },
    });
    return scan ?? null;
  }
}

/** What a page's print says, for the pages whose code could not be read; all else as it was seen with every means. */
function withPrint(seen: ScanReport, printed: ScanReport): ScanReport {
  const unread = new Set(seen.pages.filter(({ text }) => text.state === 'LEFT_OUT').map(({ number }) => number));
  const texts = new Map(printed.pages.map(({ number, text }) => [number, text]));
  // One finding for each page whose print was read, in the order of the pages.
  const read = printed.pages.filter(({ text }) => text.state === 'READ');
  const said = printed.findings.filter(({ check }) => check === 'PAGE_TEXT');
  return {
    ...seen,
    pages: seen.pages.map((page) =>
      unread.has(page.number) ? { ...page, text: texts.get(page.number) ?? page.text } : page,
    ),
    findings: [...seen.findings, ...said.filter((_, index) => unread.has(read[index]?.number ?? 0))],
  };
}
