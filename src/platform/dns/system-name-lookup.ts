import { Resolver } from 'node:dns/promises';
import { NameLookup, NameLookupFailed, type NameRecords } from './name-lookup.js';

const TYPES = new Set(['A', 'AAAA', 'MX', 'TXT', 'PTR', 'CNAME', 'NS', 'SOA']);

/** Asks the name servers of this machine, or those that are given (`address` or `address:port`). */
export class SystemNameLookup extends NameLookup {
  readonly #resolver: Resolver;

  constructor(servers: readonly string[] = [], timeoutMs = 2000) {
    super();
    this.#resolver = new Resolver({ timeout: timeoutMs, tries: 1 });
    if (servers.length > 0) this.#resolver.setServers(servers);
  }

  async resolve(name: string, type: string): Promise<NameRecords> {
    if (!TYPES.has(type)) throw new NameLookupFailed('EBADQUERY');
    try {
      const records: unknown = await this.#resolver.resolve(name, type);
      return Array.isArray(records) ? (records as NameRecords) : [records];
    } catch (error) {
      const { code } = error as { code?: unknown };
      throw new NameLookupFailed(typeof code === 'string' ? code : 'EFAIL');
    }
  }
}
