/** What a letter can be addressed to: plain ASCII, nothing in it that could be read as a second recipient. */
const PLAIN_ADDRESS = /^[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}@[A-Za-z0-9.-]{1,253}$/;
/** Mailboxes that nobody reads, or that answer by themselves. */
const NOBODY = /^(no-?reply|do-?not-?reply|ikke-?svar|ikkje-?svar|mailer-daemon|postmaster|bounces?)([+._-].*)?$/i;

/**
 * Where the answer to a return or question goes: to the sender when the address is of the municipality's own domain,
 * else to the registered address. A letter carries the municipality's link, so it never goes to a stranger who
 * merely got hold of a reference.
 */
export function answerAddress(sender: string | null, registered: string): string {
  if (sender === null || !PLAIN_ADDRESS.test(sender)) return registered;
  const [, local = '', domain = ''] = /^(.*)@(.*)$/.exec(sender) ?? [];
  if (NOBODY.test(local)) return registered;
  return domain.toLowerCase() === domainOf(registered) ? sender : registered;
}

function domainOf(address: string): string {
  return address.slice(address.lastIndexOf('@') + 1).toLowerCase();
}
