export interface OriginFacts {
  /** `Sec-Fetch-Site` (W3C Fetch Metadata, 2.2), which no script can set. */
  readonly secFetchSite: string | undefined;
  readonly origin: string | undefined;
  readonly host: string | undefined;
}

/**
 * Whether a form or script of this very service sent the request. Sec-Fetch-Site decides where the browser sends it;
 * else the origin must be the one asked for, or where people reach the service when a proxy stands between. `null` as an
 * origin tells nothing: our own referrer policy makes browsers send it. Without either the form's token decides.
 */
export function isFromThisService({ secFetchSite, origin, host }: OriginFacts, publicUrl: string): boolean {
  if (secFetchSite !== undefined) return secFetchSite === 'same-origin' || secFetchSite === 'none';
  if (origin === undefined || origin === 'null') return true;
  if (!URL.canParse(origin)) return false;
  return new URL(origin).host === host || new URL(origin).origin === new URL(publicUrl).origin;
}
