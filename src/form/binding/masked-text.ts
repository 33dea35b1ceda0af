/**
 * Text from outside, fit for a finding: control characters gone, length bounded, and every Norwegian national identity
 * number (eleven digits, also written as six and five) replaced, whatever stands around it.
 */
export function maskedText(text: string, longest = 200): string {
  const clean = text
    .replace(/[\p{Cc}\p{Cf}\p{Co}\p{Cs}\u2028\u2029]/gu, ' ')
    .replace(/(?<!\d)\d{6}[ .-]?\d{5}(?!\d)/g, '***********');
  return clean.length <= longest ? clean : `${clean.slice(0, longest)}…`;
}
