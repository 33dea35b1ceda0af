import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import type { AxeResults } from 'axe-core';
import { type Browser, type BrowserContext, chromium, type Page } from 'playwright-core';
import { budgetFaults, MARK_WHEN_SETTLED } from './page-budget.js';
import { describeWithProgram, findProgram } from './requires.js';

const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

/** Tests that need Debian's Chromium. */
export const describeInBrowser = describeWithProgram('chromium');

export interface Visitor {
  readonly page: Page;
  readonly context: BrowserContext;
  /** What went wrong in the browser without a person seeing it: messages of errors, and requests that were refused. */
  readonly trouble: string[];
}

export interface VisitorOptions {
  /** BCP 47; default nb-NO. */
  readonly locale?: string;
  /** CSS pixels; default 1280. */
  readonly width?: number;
  /** Default true. */
  readonly javaScript?: boolean;
  readonly dark?: boolean;
}

export async function launchBrowser(): Promise<Browser> {
  const executablePath = findProgram('chromium');
  if (executablePath === undefined) throw new Error('There is no chromium here.');
  // CI runs as root in a container, where Chromium has no sandbox of its own.
  return await chromium.launch({ executablePath, args: ['--no-sandbox', '--disable-dev-shm-usage'] });
}

/** A person with a browser of their own: no cookie of anybody else's. */
export async function visit(browser: Browser, baseURL: string, options: VisitorOptions = {}): Promise<Visitor> {
  const context = await browser.newContext({
    baseURL,
    locale: options.locale ?? 'nb-NO',
    timezoneId: 'Europe/Oslo',
    viewport: { width: options.width ?? 1280, height: 900 },
    javaScriptEnabled: options.javaScript ?? true,
    colorScheme: options.dark === true ? 'dark' : 'light',
    reducedMotion: 'reduce',
  });
  // What never comes ends the test; how soon it comes is the machine's affair.
  context.setDefaultTimeout(120_000);
  const page = await context.newPage();
  // The page alone: a letter in a frame of it runs no scripts. Whoever goes on at once has left before the mark.
  page.on('load', () => void page.evaluate(MARK_WHEN_SETTLED).catch(() => undefined));
  const trouble: string[] = [];
  page.on('console', (message) => {
    if (message.type() === 'error' || message.type() === 'warning') trouble.push(message.text());
  });
  page.on('pageerror', (error) => trouble.push(error.message));
  page.on('requestfailed', (request) => {
    const fault = request.failure()?.errorText ?? '';
    // Who goes on before a picture has come does not want it any more.
    if (fault !== 'net::ERR_ABORTED') trouble.push(`${request.url()}: ${fault}`);
  });
  return { page, context, trouble };
}

/**
 * Does what leads to another page (a key or a click that sends a form or follows a link), and waits until that page has
 * come: neither a key nor a click waits by itself, and what is read at once may still be the page before.
 */
export async function arrives(page: Page, deed: () => Promise<unknown>): Promise<void> {
  await Promise.all([page.waitForEvent('load'), deed()]);
}

/** What axe finds on the page as it stands (WCAG 2.2 A and AA, and best practices), each with where. */
export async function accessibilityFaults(page: Page): Promise<string[]> {
  // Evaluated by the debugger: the page's own policy lets no foreign script in.
  await page.evaluate(AXE);
  const { violations } = await page.evaluate<AxeResults>(`axe.run(document, { resultTypes: ['violations'] })`);
  return violations.flatMap((violation) =>
    violation.nodes.map((node) => `${violation.id}: ${node.target.join(' ')} (${violation.help})`),
  );
}

/**
 * What nobody may find on any page: more weight than a page may have, lines that move while it loads, an accessibility
 * fault, sideways scrolling at any width, trouble on the console.
 */
export async function faultsOf({ page, trouble }: Visitor): Promise<string[]> {
  const faults = [...(await budgetFaults(page)), ...(await accessibilityFaults(page))];
  const wide = page.viewportSize();
  for (const width of [320, wide?.width ?? 1280]) {
    await page.setViewportSize({ width, height: wide?.height ?? 900 });
    const overflow = await sidewaysOverflow(page);
    if (overflow > 0) faults.push(`${String(overflow)} px too wide at ${String(width)} px`);
    await takePicture(page, width);
  }
  return [...faults, ...trouble].map((fault) => `${new URL(page.url()).pathname}: ${fault}`);
}

/** Into the folder `SCREENSHOTS`, where a person who wants to look has named one. */
async function takePicture(page: Page, width: number): Promise<void> {
  const folder = process.env['SCREENSHOTS'];
  if (folder === undefined) return;
  const name = new URL(page.url()).pathname.replaceAll(/[^\w-]+/g, '_');
  pictures += 1;
  await page.screenshot({ path: join(folder, `${String(pictures)}${name}-${String(width)}.png`), fullPage: true });
}
let pictures = 100;

/** By how many CSS pixels the page is wider than its window: 0 where nothing has to be scrolled sideways. */
export async function sidewaysOverflow(page: Page): Promise<number> {
  return await page.evaluate<number>('Math.max(0, document.documentElement.scrollWidth - window.innerWidth)');
}
