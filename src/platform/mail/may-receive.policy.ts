/**
 * Whether a letter may go to an address. `allow` holds addresses and `@domain`, in lower case; a domain does not stand
 * for those below it. Null: everybody.
 */
export function mayReceive(address: string, allow: readonly string[] | null): boolean {
  if (allow === null) return true;
  const plain = address.toLowerCase();
  return allow.includes(plain) || allow.includes(plain.slice(plain.lastIndexOf('@')));
}
