import { OneTimeLinks } from './identity/index.js';
import type { RunningService } from './service.js';

/** What the terminal says while nobody can log in yet; null once somebody can. Not for the log: others read and keep it. */
export async function firstAdministratorWords(service: RunningService, base: string): Promise<string | null> {
  const link = await service.app.get(OneTimeLinks, { strict: false }).atFirstStart();
  if (link === null) return null;
  const { pathname, search } = new URL(link.url);
  return `Nobody can log in yet. Become the first administrator: ${new URL(`${pathname}${search}`, base).href}`;
}
