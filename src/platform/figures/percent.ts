/**
 * `numerator ÷ denominator` in hundredths of a percent, rounded half up, by integers alone: 0.5600 is 5600. Both are
 * whole numbers ≥ 0 and the denominator is above 0, else RangeError.
 */
export function percentHundredths(numerator: number, denominator: number): number {
  for (const figure of [numerator, denominator]) {
    if (!Number.isSafeInteger(figure) || figure < 0) {
      throw new RangeError(`A share is made of whole numbers that are not negative; ${figure} is none.`);
    }
  }
  if (denominator === 0) {
    throw new RangeError('A share of nothing has no value.');
  }
  // floor((n / d) × 10000 + 1/2), with both sides doubled so that it stays whole.
  return Number((20_000n * BigInt(numerator) + BigInt(denominator)) / (2n * BigInt(denominator)));
}

/** The share in percent with two decimals, rounded half up: '56.00'. Throws as `percentHundredths` does. */
export function percentText(numerator: number, denominator: number): string {
  const hundredths = String(percentHundredths(numerator, denominator)).padStart(3, '0');
  return `${hundredths.slice(0, -2)}.${hundredths.slice(-2)}`;
}

/** The same as Norwegians write it, with a no-break space before the sign: '56,00 %'. */
export function norwegianPercent(numerator: number, denominator: number): string {
  return `${percentText(numerator, denominator).replace('.', ',')}\u00A0%`;
}

/** A whole number with no-break spaces between groups of three, as Norwegians write it: '4 632 214'. */
export function norwegianInteger(figure: number): string {
  if (!Number.isSafeInteger(figure)) {
    throw new RangeError(`${figure} is not a whole number.`);
  }
  return String(figure).replace(/\B(?=(\d{3})+$)/g, '\u00A0');
}
