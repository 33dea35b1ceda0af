import type { ReturnMatch } from './return.entity.js';

/** A known declaration that a page code of the document names. */
export interface NamedDeclaration {
  readonly declarationId: string;
  readonly campaignId: string;
  readonly reference: string;
}

export interface PageCodeMatch {
  readonly match: ReturnMatch;
  readonly declarationId: string | null;
}

/**
 * What the page codes add to how a return was matched. They are one more hint each, beside what says who sent it; where
 * nothing says so, they decide: if they all name one declaration of the campaign, the return is that one's.
 */
export function matchByPageCodes(
  found: { readonly match: ReturnMatch; readonly declarationId: string | null; readonly campaignId: string },
  named: readonly NamedDeclaration[],
): PageCodeMatch {
  const { match, declarationId, campaignId } = found;
  const hints = named
    .filter(({ reference }) => !match.candidates.some((has) => has.by === 'PAGE_CODE' && has.reference === reference))
    .map(({ reference }) => ({ by: 'PAGE_CODE' as const, reference }));
  const candidates = [...match.candidates, ...hints];
  const [only, ...others] = named;
  if (declarationId === null && only?.campaignId === campaignId && others.length === 0) {
    return { match: { by: 'PAGE_CODE', candidates }, declarationId: only.declarationId };
  }
  return { match: { by: match.by, candidates }, declarationId };
}
