/**
 * Whether nine digits are a Norwegian organisation number: the last is the MOD-11 check digit of the first eight with
 * the weights 3 2 7 6 5 4 3 2 (Brønnøysundregistrene, "Organisasjonsnummeret"). A remainder that would need a check
 * digit of 10 is never issued.
 */
export function isOrganizationNumber(text: string): boolean {
  if (!/^\d{9}$/.test(text)) {
    return false;
  }
  const weights = [3, 2, 7, 6, 5, 4, 3, 2];
  const sum = weights.reduce((total, weight, index) => total + weight * Number(text[index]), 0);
  return (11 - (sum % 11)) % 11 === Number(text[8]);
}
