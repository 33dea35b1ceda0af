import { Injectable } from '@nestjs/common';
import { IssuedForms, type IssuedFormPlaces } from '../declarations/index.js';
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
    const seen = file.compare && others.length > 0 ? ((await this.#look(file, [...own, ...others])) ?? first) : first;
    return {
      ...seen,
      compared: file.compare,
      named: named.map(({ declarationId, campaignId, reference }) => ({ declarationId, campaignId, reference })),
      aborted: null,
    };
  }

  async #look(
    { bytes, pages, effort, compare }: FileToScan,
    forms: readonly IssuedFormPlaces[],
  ): Promise<{ report: ScanReport; pictures: readonly DerivedPicture[] } | null> {
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
        pictures: compare,
        pages: pages ?? undefined,
        treatments: TREATMENTS[effort],
      },
    });
    return scan ?? null;
  }
}
