import { headersOf } from '../../platform/mail/index.js';
import { fieldOfHop } from '../received-field.js';

/** The server that handed a message to the ministry's server for mail from outside (RFC 5321, 4.4). */
export interface ReceivingClient {
  readonly address: string;
  readonly name: string | null;
}

const ADDRESS =
  /\[(?:IPv6:)?([0-9a-f.:]{3,45})\]|\(([0-9]{1,3}(?:\.[0-9]{1,3}){3}|[0-9a-f]{0,4}(?::[0-9a-f]{0,4}){2,7})\)/i;

/**
 * Null when no hop is trusted, it wrote no field here, or its field names no address: then nobody who is trusted says
 * where the message came from. The topmost field would be that of a server further in, which took it from our own.
 */
export function receivingClient(raw: Buffer, trustedHop: string | null): ReceivingClient | null {
  const field = fieldOfHop(headersOf(raw, 'received'), trustedHop)?.replaceAll(/\s+/g, ' ') ?? '';
  const from = /^from (\S+)(.*?)(?: by |$)/i.exec(field);
  if (from === null) return null;
  const address = ADDRESS.exec(`${from[1]} ${from[2]}`);
  const found = address?.[1] ?? address?.[2];
  if (found === undefined) return null;
  const name = from[1] ?? '';
  return { address: found.toLowerCase(), name: /^[\w.-]+$/.test(name) ? name : null };
}
