/**
 * Where the answer to a return or question goes: to the sender when the address is of the municipality's own domain,
 * else to the registered address. A letter carries the municipality's link, so it never goes to a stranger who
 * merely got hold of a reference.
 */
export function answerAddress(sender: string | null, registered: string): string {
  if (sender === null) return registered;
  return domain(sender) !== '' && domain(sender) === domain(registered) ? sender : registered;
}

function domain(address: string): string {
  return address.slice(address.lastIndexOf('@') + 1).toLowerCase();
}
