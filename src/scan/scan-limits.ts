/** How much work a file may cause. There is no limit of time: whoever calls can end the process. */
export interface ScanLimits {
  readonly bytes: number;
  readonly pages: number;
  /** Of one picture as it comes. */
  readonly pixels: number;
  /** Of all that is drawn or unpacked for a file, in megapixels; a page of A4 takes 4. */
  readonly megapixels: number;
  /** In how many ways a code is sought on a page. */
  readonly treatments: number;
  /** In how many strips of pages without a readable code text is recognised; one takes a quarter of a second. */
  readonly textStrips: number;
}

export const SCAN_LIMITS: ScanLimits = {
  bytes: 26 * 1024 * 1024,
  pages: 24,
  pixels: 120_000_000,
  megapixels: 240,
  treatments: 6,
  textStrips: 8,
};
