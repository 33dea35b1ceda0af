import { parseCertificate } from '../certificates/certificate.js';
import type { Certificate } from '../certificates/certificate.js';
import { OID, parseSignedData } from '../cms/signed-data.js';
import { digestOf, verifySignedData } from '../cms/verify-signed-data.js';
import type { SignedBytes } from '../cms/verify-signed-data.js';
import type { SignatureCheck } from '../cms/verify-signed-data.js';
import { Findings } from '../findings.js';
import type { Budget } from '../limits.js';
import { MalformedAsn1 } from '../pades.errors.js';
import { certificateValues, embeddedRevocationData } from '../revocation/embedded-revocation-data.js';
import type { EmbeddedRevocationData } from '../revocation/embedded-revocation-data.js';
import { sha256 } from '../revocation/revocation-data.js';
import { parseTimeStampInfo } from './time-stamp-info.js';
import type { TimeStampInfo } from './time-stamp-info.js';

/** A time-stamp token whose arithmetic was done; whether its maker is trusted is another question. */
export type ExaminedTimeStamp = {
  /** SHA-256 of the token: its name among the proofs of existence. */
  readonly sha256: string;
  /** null: sound. */
  readonly problem: string | null;
  readonly info: TimeStampInfo | null;
  readonly check: SignatureCheck | null;
  readonly embedded: readonly Certificate[];
  readonly revocation: EmbeddedRevocationData;
};

const nothing: EmbeddedRevocationData = { signed: { ocsps: [], crls: [] }, unsigned: { ocsps: [], crls: [] } };

/**
 * A time-stamp token (RFC 3161, 2.4.2; RFC 5816): one signer, the signature over its own content with the signing
 * certificate named in it, and the imprint over `stamped`. `known` are certificates that may be the signer's.
 * Never throws for any token.
 */
export function examineTimeStamp(
  token: Uint8Array,
  stamped: SignedBytes,
  known: readonly Certificate[],
  budget: Budget,
): ExaminedTimeStamp {
  const base = { sha256: sha256(token), info: null, check: null, embedded: [], revocation: nothing };
  try {
    const data = parseSignedData(token, budget);
    if (data.content === null) return { ...base, problem: 'the token has no content' };
    const [signer] = data.signers;
    const embedded = parseAll([...data.certificates, ...certificateValues(signer ?? null)], budget);
    const pool = [...new Map([...embedded, ...known].map((item) => [item.sha256, item])).values()];
    // What it says of itself goes into one sentence of the report, not into a list of its own.
    const findings = new Findings();
    const check = verifySignedData(
      data,
      { parts: [data.content], contentType: OID.tstInfo, cades: true },
      pool,
      findings,
    );
    const info = parseTimeStampInfo(data.content, budget);
    const found = { ...base, info, check, embedded, revocation: embeddedRevocationData(data, signer ?? null) };
    if (check.failure || check.integrity !== 'intact') {
      const evidence = findings
        .all()
        .filter((item) => item.result === 'FAILED' || item.result === 'INDETERMINATE')
        .map((item) => item.evidence);
      return { ...found, problem: `its signature does not hold: ${evidence.join('; ')}` };
    }
    const actual = info.digest && digestOf(info.digest, stamped);
    if (!actual) return { ...found, problem: 'the digest of its imprint is not known' };
    if (!actual.equals(info.imprint))
      return { ...found, problem: `it is over something else: ${info.digest} is ${actual.toString('hex')}` };
    return { ...found, problem: null };
  } catch (error) {
    if (!(error instanceof MalformedAsn1)) throw error;
    return { ...base, problem: error.message };
  }
}

function parseAll(ders: readonly Uint8Array[], budget: Budget): Certificate[] {
  return ders.flatMap((der) => {
    try {
      return [parseCertificate(der, budget)];
    } catch (error) {
      if (!(error instanceof MalformedAsn1)) throw error;
      return [];
    }
  });
}
