/** What of a signer's certificate says for whom it was issued; as the verification report gives it. */
export interface SignerIdentity {
  readonly commonName: string | null;
  readonly organization: string | null;
  /** organizationIdentifier (ETSI EN 319 412-1, 5.1.4), e.g. `NTRNO-964965226`. */
  readonly organizationIdentifier: string | null;
  /** serialNumber of the subject: an organisation number in older enterprise certificates, else a person's. */
  readonly serialNumber: string | null;
}

export interface Signatory {
  readonly organizationNumber: string;
  /** Without "kommune". */
  readonly name: string;
}

export type SignerMatch = 'MATCH' | 'MISMATCH' | 'UNKNOWN' | 'SIGNING_SERVICE';

export interface SignerLink {
  readonly match: SignerMatch;
  readonly evidence: string;
  /** What an operator reads. */
  readonly sentence: string;
}

/**
 * Organisations that seal documents for others, by their number: Posten, Digitaliseringsdirektoratet, Signicat. Others
 * are known by the signatures that they enclose.
 */
const SIGNING_SERVICES: ReadonlySet<string> = new Set(['984661185', '991825827', '989584022']);

/**
 * Whose certificate is it? Only a number links: the semantics identifier `NTRNO-` is the Norwegian trade register's, and
 * older enterprise certificates have the nine digits as serialNumber. A name links nobody, for names are not unique, and
 * a person's certificate does not say for which municipality the person signs. `enclosed` are the signers named by
 * signatures that the file encloses: a seal over them is a signing service's own.
 */
export function linkSigner(
  signer: SignerIdentity | null,
  signatory: Signatory,
  enclosed: readonly string[] | null,
): SignerLink {
  if (signer === null) {
    return {
      match: 'UNKNOWN',
      evidence: 'no certificate',
      sentence: 'The certificate of the signer could not be read.',
    };
  }
  const numbers = organizationNumbers(signer);
  const evidence = describe(signer);
  if (numbers.length > 0 && numbers.every((number) => number === signatory.organizationNumber)) {
    return { match: 'MATCH', evidence, sentence: 'The certificate was issued to the municipality itself.' };
  }
  if (enclosed !== null || numbers.some((number) => SIGNING_SERVICES.has(number))) {
    const names = enclosed === null || enclosed.length === 0 ? 'no names that could be read' : enclosed.join(', ');
    return {
      match: 'SIGNING_SERVICE',
      evidence: `${evidence}; on behalf of: ${names}`,
      sentence:
        'A signing service sealed the document on behalf of signers; their own signatures are enclosed in it, and were ' +
        'not verified.',
    };
  }
  if (numbers.length > 0) {
    return { match: 'MISMATCH', evidence, sentence: 'The certificate was issued to another organisation.' };
  }
  return {
    match: 'UNKNOWN',
    evidence,
    sentence: namesMunicipality(signer, signatory)
      ? 'The certificate names an organisation of the municipality’s name, but no organisation number.'
      : signer.organization === null
        ? 'The certificate is a person’s, and does not say for which municipality; compare the name with the mayor’s or with the role on the form.'
        : 'The certificate does not say by its number to which organisation it was issued.',
  };
}

function organizationNumbers({ organizationIdentifier, serialNumber }: SignerIdentity): string[] {
  return [
    /^NTRNO-(\d{9})$/.exec(organizationIdentifier ?? ''),
    /^(?:NTRNO-)?(\d{9})$/.exec(serialNumber ?? ''),
  ].flatMap((match) => match?.[1] ?? []);
}

function namesMunicipality({ organization, commonName }: SignerIdentity, { name }: Signatory): boolean {
  const plain = (text: string): string =>
    text
      .normalize('NFC')
      .toLocaleLowerCase('nb')
      .replace(/\s+(kommune|herad)$/, '');
  return [organization, commonName].some((text) => text !== null && plain(text.trim()) === plain(name));
}

function describe({ commonName, organization, organizationIdentifier, serialNumber }: SignerIdentity): string {
  const parts = {
    name: commonName,
    organisation: organization,
    identifier: organizationIdentifier,
    serial: serialNumber,
  };
  const named = Object.entries(parts).flatMap(([label, value]) => (value === null ? [] : [`${label} ${value}`]));
  return named.length === 0 ? 'the certificate names nobody' : named.join(', ');
}
