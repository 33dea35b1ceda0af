import type { Page } from 'playwright-core';

/**
 * What a page may weigh for somebody who comes for the first time, pictures of returned documents apart. A page that
 * holds a secret is not compressed, so its own markup counts in full.
 */
const MOST_BYTES = 200_000;
/** About what the lines above an answer's body take. */
const HEADER_BYTES = 300;
/**
 * Of Chromium's cumulative layout shift ("good" ends at 0.1). A font that comes a moment after its words moves them by
 * fractions of a pixel's worth: below a hundredth nobody sees anything move.
 */
const MOST_SHIFT = 0.01;

interface Measured {
  readonly bytes: number;
  readonly shift: number;
  readonly moved: string[];
}

const SETTLED = 'settled';

/**
 * In every page that is loaded: marks when its fonts are there too, and it has been drawn. What moves later is moved by
 * what somebody does there; Chromium itself counts that half a second after a key or a click for the page's.
 */
export const MARK_WHEN_SETTLED = `void document.fonts.ready.then(() =>
  requestAnimationFrame(() => requestAnimationFrame(() => performance.mark('${SETTLED}'))))`;

/**
 * In the page, by the debugger, so that its own policy does not matter. Sizes are those of the compressed bodies, whether
 * they came over the net or out of the cache; what a person's own deed moves does not count.
 */
const MEASURE = `(() => {
  const loaded = [...performance.getEntriesByType('navigation'), ...performance.getEntriesByType('resource')];
  const own = loaded.filter(({ name }) => !/\\/returns\\/[^/]+\\/pages\\//.test(name));
  const observer = new PerformanceObserver(() => undefined);
  observer.observe({ type: 'layout-shift', buffered: true });
  const settledAt = performance.getEntriesByName('${SETTLED}')[0]?.startTime ?? Infinity;
  const shifts = observer.takeRecords().filter((shift) => !shift.hadRecentInput && shift.startTime <= settledAt);
  const nameOf = ({ node }) => node?.id || node?.className || node?.nodeName || 'something';
  return {
    bytes: own.reduce((sum, { encodedBodySize }) => sum + encodedBodySize + ${String(HEADER_BYTES)}, 0),
    shift: shifts.reduce((sum, { value }) => sum + value, 0),
    moved: shifts.flatMap(({ sources }) => sources.map(nameOf)),
  };
})()`;

/** Where the page as it was loaded is heavier than it may be, or moved under the reader's eyes. */
export async function budgetFaults(page: Page): Promise<string[]> {
  const { bytes, shift, moved } = await page.evaluate<Measured>(MEASURE);
  return [
    ...(bytes > MOST_BYTES ? [`weighs ${String(bytes)} bytes, more than ${String(MOST_BYTES)}`] : []),
    ...(shift > MOST_SHIFT ? [`moves by ${shift.toFixed(3)} while it loads: ${moved.join(', ')}`] : []),
  ];
}
