/** Above this share of an issued page's text a returned page is that page, however much of it was changed. */
const SAME_PAGE = 0.5;

export interface PagePairs {
  /** For each issued page the returned one, both from 0; null when there is none. */
  readonly returnedPages: readonly (number | null)[];
  /** Returned pages that show an issued page once more. */
  readonly repeated: readonly { readonly issued: number; readonly returned: number }[];
  /** Returned pages that are none of the issued ones. */
  readonly before: readonly number[];
  readonly between: readonly number[];
  readonly after: readonly number[];
  /** The issued pages come in their order. */
  readonly inOrder: boolean;
}

/**
 * Which returned page is which issued page: the one with most of its text, closest pairs first. `shares[i][r]` is the
 * share (0 to 1) of issued page i's text that stands on returned page r.
 */
export function pairPages(shares: readonly (readonly number[])[], returnedCount: number): PagePairs {
  const candidates = shares
    .flatMap((row, issued) => row.map((share, returned) => ({ issued, returned, share })))
    .filter(({ share }) => share >= SAME_PAGE)
    .sort((one, other) => other.share - one.share);
  const returnedPages: (number | null)[] = shares.map(() => null);
  const taken = new Map<number, number>();
  for (const { issued, returned } of candidates) {
    if (returnedPages[issued] !== null || taken.has(returned)) continue;
    returnedPages[issued] = returned;
    taken.set(returned, issued);
  }
  const repeated = new Map<number, number>();
  for (const { issued, returned } of candidates) {
    if (!taken.has(returned) && !repeated.has(returned)) repeated.set(returned, issued);
  }
  const found = returnedPages.filter((page) => page !== null);
  const [first, last] = found.length === 0 ? [Infinity, Infinity] : [Math.min(...found), Math.max(...found)];
  const others = Array.from({ length: returnedCount }, (_, page) => page).filter(
    (page) => !taken.has(page) && !repeated.has(page),
  );
  return {
    returnedPages,
    repeated: [...repeated].map(([returned, issued]) => ({ issued, returned })),
    before: others.filter((page) => page < first),
    between: others.filter((page) => page > first && page < last),
    after: others.filter((page) => page > last),
    inOrder: found.every((page, index) => index === 0 || page > (found[index - 1] ?? 0)),
  };
}
