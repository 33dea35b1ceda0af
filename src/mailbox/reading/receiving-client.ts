/** The server that handed a message to the one that wrote its first Received header (RFC 5321, 4.4). */
export interface ReceivingClient {
  readonly address: string;
  readonly name: string | null;
}

const WITHIN = 64 * 1024;
const ADDRESS =
  /\[(?:IPv6:)?([0-9a-f.:]{3,45})\]|\(([0-9]{1,3}(?:\.[0-9]{1,3}){3}|[0-9a-f]{0,4}(?::[0-9a-f]{0,4}){2,7})\)/i;

/** Null when there is no such header, or it names no address: the message was handed in on the server itself. */
export function receivingClient(raw: Buffer): ReceivingClient | null {
  const head = raw.toString('latin1', 0, WITHIN).split(/\r?\n\r?\n/, 1)[0] ?? '';
  const first = /^received:[ \t]*((?:.*)(?:\r?\n[ \t]+.*)*)/im.exec(head)?.[1]?.replaceAll(/\s+/g, ' ') ?? '';
  const from = /^from (\S+)(.*?)(?: by |$)/i.exec(first);
  if (from === null) return null;
  const address = ADDRESS.exec(`${from[1]} ${from[2]}`);
  const found = address?.[1] ?? address?.[2];
  if (found === undefined) return null;
  const name = from[1] ?? '';
  return { address: found.toLowerCase(), name: /^[\w.-]+$/.test(name) ? name : null };
}
