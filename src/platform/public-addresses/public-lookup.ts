import { lookup } from 'node:dns';
import { isIP, type LookupFunction } from 'node:net';

/**
 * A look-up of names for connections: every address that a name stands for must be allowed, else it is not connected
 * to at all. It runs as the connection is made, so that a name cannot change its meaning after it was looked at.
 */
export function publicLookup(mayConnect: (address: string) => boolean): LookupFunction {
  return (hostname, options, callback) => {
    lookup(hostname, { ...options, all: true }, (error, addresses) => {
      if (error) callback(error, '', 0);
      else if (addresses.length === 0 || !addresses.every(({ address }) => mayConnect(address)))
        callback(new AddressNotPublic(hostname), '', 0);
      else if (options.all) callback(null, addresses);
      else callback(null, addresses[0]!.address, addresses[0]!.family);
    });
  };
}

/** An address that is written out in a URL is looked up by nobody, so it is judged by itself. */
export function isForbiddenLiteral(url: URL, mayConnect: (address: string) => boolean): boolean {
  const host = url.hostname.replace(/^\[|\]$/g, '');
  return isIP(host) !== 0 && !mayConnect(host);
}

/** A name that stands, at least also, for an address that is not on the public internet. */
export class AddressNotPublic extends Error {
  readonly code = 'ADDRESS_NOT_PUBLIC';

  constructor(hostname: string) {
    super(`${hostname} does not stand for public addresses only.`);
  }
}
