/**
 * Results as RFC 8601, 2.7, names them; and 'unknown', where nobody who is trusted says from which server the message
 * came and the result would hang on that.
 */
export const CHECK_RESULTS = [
  'pass',
  'fail',
  'softfail',
  'neutral',
  'none',
  'policy',
  'temperror',
  'permerror',
  'unknown',
] as const;
export type CheckResult = (typeof CHECK_RESULTS)[number];

/**
 * What DKIM (RFC 6376), SPF (RFC 7208), DMARC (RFC 7489) and ARC (RFC 8617) say of a message's sender when it was read.
 * Shown as evidence; nothing is decided by it.
 */
export interface SenderChecks {
  readonly spf: { readonly result: CheckResult; readonly domain: string | null };
  readonly dkim: readonly {
    readonly result: CheckResult;
    readonly domain: string | null;
    readonly selector: string | null;
    /** The domain is that of From, or of the same organisation. */
    readonly aligned: boolean;
  }[];
  readonly dmarc: { readonly result: CheckResult; readonly domain: string | null; readonly policy: string | null };
  readonly arc: { readonly result: CheckResult; readonly sealedBy: string | null };
}
