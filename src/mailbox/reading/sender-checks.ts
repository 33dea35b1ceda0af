/** Results as RFC 8601, 2.7, names them. */
export type CheckResult = 'pass' | 'fail' | 'softfail' | 'neutral' | 'none' | 'policy' | 'temperror' | 'permerror';

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
