import type { Page } from 'playwright-core';
import { faultsOf, type Visitor } from './browser.js';

/** What an address is of, without whose: a list of 291 municipalities has one kind of page behind it. */
export function kindOf(href: string): string {
  return href.replaceAll(/[0-9a-f]{8}-[0-9a-f-]{27}|\b[A-Z]+-\d{4}-[\w-]+|\b\d+\b|=[^&#]*/giu, '*');
}

export interface Walked {
  /** Of the pages that were looked at, forms' pages included. */
  readonly kinds: readonly string[];
  readonly faults: readonly string[];
}

/**
 * Opens what links lead to, breadth first from `starts`, one address of each kind.
 * Every answer must be 200, every page without a fault. What a filter shows is the same page with fewer rows: it is
 * fetched, not looked at.
 */
export async function walkLinks(visitor: Visitor, starts: readonly string[]): Promise<Walked> {
  const { page } = visitor;
  const waiting = [...starts];
  const seen = new Set<string>();
  const kinds: string[] = [];
  const faults: string[] = [];
  for (let link = waiting.shift(); link !== undefined; link = waiting.shift()) {
    const href = link.replace(/#.*$/u, '');
    const kind = kindOf(href);
    if (seen.has(kind)) continue;
    seen.add(kind);
    const answer = await page.request.get(href);
    if (answer.status() !== 200) faults.push(`${href}: ${String(answer.status())}`);
    const isPage = answer.headers()['content-type']?.startsWith('text/html') === true;
    if (!isPage || href.includes('?')) continue;
    await page.goto(href);
    kinds.push(kind);
    faults.push(...(await faultsOf(visitor)));
    waiting.push(...(await linksOn(page, 'main a[href^="/"]')));
  }
  return { kinds, faults };
}

/** Addresses of the links that `selector` finds, as they are written. */
export async function linksOn(page: Page, selector: string): Promise<string[]> {
  return await page.evaluate<string[]>(
    `[...document.querySelectorAll(${JSON.stringify(selector)})].map((link) => link.getAttribute('href'))`,
  );
}
