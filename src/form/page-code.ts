import { FormError } from './form.errors.js';

/** What the code on every page says: which form it is, and which of its pages. */
export interface PageCode {
  /** The campaign's code, e.g. `AKSON-2020`. */
  readonly campaign: string;
  readonly reference: string;
  /** Counted from 1. */
  readonly page: number;
  readonly pages: number;
}

// The QR alphanumeric set (ISO/IEC 18004, 7.4.4) without the space and without the slash that separates: shorter codes.
const PART = '[0-9A-Z$%*+.:-]+';
const PART_PATTERN = new RegExp(`^${PART}$`);
const CODE_PATTERN = new RegExp(`^(${PART})/(${PART})/([1-9]\\d{0,2})/([1-9]\\d{0,2})$`);

/** The longest code in characters: fixed, so that the printed code never gets finer than a scanner can read. */
const LONGEST = 61;

/** `AKSON-2020/REFERENCE/1/2`. Throws `FORM_PAGE_CODE_INVALID` for parts that such a code cannot carry. */
export function formatPageCode(code: PageCode): string {
  const text = `${code.campaign}/${code.reference}/${code.page}/${code.pages}`;
  const sound = PART_PATTERN.test(code.campaign) && PART_PATTERN.test(code.reference) && CODE_PATTERN.test(text);
  if (!sound || code.page > code.pages || text.length > LONGEST) {
    throw new FormError(
      'FORM_PAGE_CODE_INVALID',
      `"${text}" cannot be a page code: campaign and reference take capital letters, digits and $%*+.:- only, ` +
        `the page is 1 to the number of pages, and the whole has at most ${LONGEST} characters.`,
    );
  }
  return text;
}

/** Reads a page code; null when the text is none. */
export function parsePageCode(text: string): PageCode | null {
  const match = CODE_PATTERN.exec(text.trim());
  if (match === null || text.length > 2 * LONGEST) return null;
  const [, campaign = '', reference = '', page = '', pages = ''] = match;
  return Number(page) <= Number(pages) ? { campaign, reference, page: Number(page), pages: Number(pages) } : null;
}
