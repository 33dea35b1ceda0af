/** Services where people leave files for others. */
const SERVICES: readonly (readonly [name: string, address: RegExp])[] = [
  ['SharePoint', /^[\w-]+\.sharepoint\.com$/],
  ['OneDrive', /^(?:1drv\.ms|onedrive\.live\.com|[\w-]+\.1drv\.com)$/],
  ['Dropbox', /^(?:www\.)?(?:dropbox\.com|db\.tt)$|^dl\.dropboxusercontent\.com$/],
  ['Google Drive', /^(?:drive|docs)\.google\.com$/],
  ['WeTransfer', /^(?:we\.tl|(?:[\w-]+\.)?wetransfer\.com)$/],
  ['Filemail', /^(?:www\.|[\w-]+\.)?filemail\.com$/],
  ['Box', /^(?:app|[\w-]+\.app)\.box\.com$/],
  ['iCloud', /^www\.icloud\.com$/],
];
const LINK = /https?:\/\/[^\s<>"'()[\]{}]+/gi;
const MOST_LINKS = 200;

export interface ShareLink {
  readonly service: string;
  /** At most 500 characters. */
  readonly address: string;
}

/** Links in a text to files that lie elsewhere; each service once. */
export function shareLinks(text: string): ShareLink[] {
  const found = new Map<string, ShareLink>();
  for (const [link] of Array.from(text.matchAll(LINK)).slice(0, MOST_LINKS)) {
    const address = behindSafeLink(link.replace(/[.,;:!?]+$/, ''));
    if (address === null) continue;
    const service = SERVICES.find(([, host]) => host.test(address.hostname.toLowerCase()))?.[0];
    const leadsToFile = address.pathname.length > 1 || address.search !== '';
    if (service === undefined || !leadsToFile || found.has(service)) continue;
    found.set(service, { service, address: address.href.slice(0, 500) });
  }
  return [...found.values()];
}

/** Exchange Online writes links anew so that its own server can look at them first. */
function behindSafeLink(link: string): URL | null {
  const address = URL.canParse(link) ? new URL(link) : null;
  if (address?.hostname.toLowerCase().endsWith('.safelinks.protection.outlook.com') !== true) return address;
  const behind = address.searchParams.get('url');
  return behind !== null && URL.canParse(behind) ? new URL(behind) : address;
}
