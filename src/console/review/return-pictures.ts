import { setTimeout as pause } from 'node:timers/promises';
import { Injectable } from '@nestjs/common';
import { ServiceError } from '../../platform/errors/index.js';
import type { PageLanguage } from '../../platform/pages/index.js';
import { ReadScan, type ReturnView, type StoredScan, type StoredVerification } from '../../returns/index.js';
import { reviewTexts } from './texts/texts-of-language.js';

/** What can be shown of a file's pages now. */
export type PicturesState =
  | { readonly kind: 'PAGES'; readonly pages: readonly ShownPage[] }
  /** MAKING: look again in a moment. TO_MAKE: not begun, for it may take long. NOTHING: no pages. FAILED: not to be had. */
  | { readonly kind: 'MAKING' | 'TO_MAKE' | 'NOTHING' | 'FAILED' };

export interface ShownPage {
  readonly number: number;
  /** Addresses; null where there is no such picture. */
  readonly issued: string | null;
  readonly returned: string | null;
  readonly differences: string | null;
  readonly notCompared: string | null;
  /** Where it differs outside the fields, for those who do not see the marks. */
  readonly places: readonly string[];
  readonly alt: { readonly issued: string; readonly returned: string; readonly differences: string };
}

/** Files with more pages are drawn when somebody asks for it. */
const MOST_PAGES_AT_ONCE = 8;
const PATIENCE_MS = 4000;
const PATIENCE_WHEN_ASKED_MS = 25_000;
const POINTS_IN_A_CENTIMETRE = 72 / 2.54;

/** The pages of a returned file, drawn and compared in a process that can be killed; a page never waits long for them. */
@Injectable()
export class ReturnPictures {
  constructor(private readonly readScan: ReadScan) {}

  async of(
    returned: ReturnView,
    verification: StoredVerification | null,
    language: PageLanguage,
    asked: boolean,
  ): Promise<PicturesState> {
    const made = await this.readScan.made(returned.id);
    if (made !== null) return { kind: 'PAGES', pages: shownPages(returned.id, made, language) };
    if (returned.state === 'RECEIVED') return { kind: 'MAKING' };
    if (!asked && !isSmall(verification)) return { kind: 'TO_MAKE' };
    return await this.#make(returned.id, language, asked ? PATIENCE_WHEN_ASKED_MS : PATIENCE_MS);
  }

  async #make(id: string, language: PageLanguage, patienceMs: number): Promise<PicturesState> {
    const making = this.readScan.execute(id).then(
      (scan): PicturesState => ({ kind: 'PAGES', pages: shownPages(id, scan, language) }),
      (error: unknown): PicturesState => ({ kind: withoutPages(error) }),
    );
    const patience = new AbortController();
    const tooLong = pause(patienceMs, { kind: 'MAKING' } as const, { signal: patience.signal, ref: false });
    try {
      return await Promise.race([making, tooLong.catch((): PicturesState => ({ kind: 'MAKING' }))]);
    } finally {
      patience.abort();
    }
  }
}

/** What came to its end in the verification does so here, and of few pages soon. */
function isSmall(verification: StoredVerification | null): boolean {
  const kind = verification?.facts.kind;
  if (kind !== 'PDF') return true;
  const pages = verification?.report?.document.pages ?? null;
  return pages !== null && pages <= MOST_PAGES_AT_ONCE;
}

/** Whatever went wrong with the pictures, the page that they belong to is shown. */
function withoutPages(error: unknown): 'MAKING' | 'NOTHING' | 'FAILED' {
  if (!(error instanceof ServiceError)) return 'FAILED';
  if (error.code === 'RETURN_NOT_VERIFIED') return 'MAKING';
  return error.code === 'NOTHING_TO_DRAW' ? 'NOTHING' : 'FAILED';
}

function shownPages(id: string, { report, pictures }: StoredScan, language: PageLanguage): ShownPage[] {
  const text = reviewTexts[language].one.pictures;
  const centimetres = new Intl.NumberFormat(language === 'en' ? 'en-GB' : `${language}-NO`, {
    maximumFractionDigits: 1,
  });
  const written = (points: number): string => centimetres.format(points / POINTS_IN_A_CENTIMETRE);
  return report.pages.map(({ number, comparison, notCompared }) => {
    const hrefOf = (kind: StoredScan['pictures'][number]['kind']): string | null =>
      pictures.some((picture) => picture.page === number && picture.kind === kind)
        ? `/returns/${id}/pages/${number}/${kind.toLowerCase()}`
        : null;
    const outside = (comparison?.differences ?? []).filter(({ besideField }) => besideField === null);
    return {
      number,
      issued: hrefOf('ISSUED'),
      returned: hrefOf('RETURNED'),
      differences: hrefOf('DIFFERENCES'),
      notCompared: notCompared === null ? null : text.notCompared[notCompared],
      places: outside.map(({ kind, box }) => text.place(text.kinds[kind], written(box.x), written(box.y))),
      alt: {
        issued: text.issuedAlt(number),
        returned: text.returnedAlt(number),
        differences: text.differencesAlt(number, outside.length),
      },
    };
  });
}
