import { items } from '../pdf/form-fields.js';
import { PdfStream } from '../pdf/pdf-object.js';
import type { PdfDictionary, PdfObject } from '../pdf/pdf-object.js';
import type { PdfRevision } from '../pdf/pdf-revision.js';
import type { RawRevocationData } from './revocation-data.js';

/** The document security store of one revision (ISO 32000-2, 12.8.4.3; EN 319 142-1, 5.4.2): DER of what is in it. */
export type SecurityStore = RawRevocationData & {
  readonly certificates: readonly Uint8Array[];
  /** Entries that are no stream or cannot be unpacked. */
  readonly unreadable: number;
};

const MAX_ENTRIES = 500;

/**
 * Everything in the store, with what only the entries of single signatures (/VRI) hold: whatever is authentic and about
 * a certificate may be used for it, under whichever signature it was filed.
 */
export function readSecurityStore(revision: PdfRevision): SecurityStore {
  const store = revision.dictionary(revision.catalog().get('DSS'));
  const seen = new Set<PdfObject>();
  let unreadable = 0;
  const streams = (owners: readonly (PdfDictionary | null)[], key: string): Uint8Array[] =>
    owners
      .flatMap((owner) => (owner ? items(revision, owner.get(key)) : []))
      .slice(0, MAX_ENTRIES)
      .flatMap((item) => {
        const stream = revision.resolve(item);
        if (seen.has(stream)) return [];
        seen.add(stream);
        const data = stream instanceof PdfStream ? revision.decode(stream) : null;
        if (data === null) unreadable++;
        return data ?? [];
      });
  const entries = [...(revision.dictionary(store?.get('VRI') ?? null)?.entries.values() ?? [])]
    .slice(0, MAX_ENTRIES)
    .map((entry) => revision.dictionary(entry));
  const certificates = [...streams([store], 'Certs'), ...streams(entries, 'Cert')];
  const ocsps = [...streams([store], 'OCSPs'), ...streams(entries, 'OCSP')];
  const crls = [...streams([store], 'CRLs'), ...streams(entries, 'CRL')];
  return { certificates, ocsps, crls, unreadable };
}
