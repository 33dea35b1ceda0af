/** What of a signer's certificate says for whom it was issued. */
export interface SignerIdentity {
  /** organizationIdentifier (ETSI EN 319 412-1, 5.1.4), e.g. `NTRNO-964965226`. */
  readonly organizationIdentifier: string | null;
}

/**
 * Whether a certificate was issued to this organisation: the semantics identifier `NTRNO-` is the Norwegian trade
 * register's number. A name alone links nobody: names are not unique.
 */
export function signerIsMunicipality(signer: SignerIdentity, organizationNumber: string): boolean {
  return signer.organizationIdentifier === `NTRNO-${organizationNumber}`;
}
