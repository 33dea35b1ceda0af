import type { BerElement } from '../asn1/ber.js';
import { sequence } from '../asn1/values.js';
import type { Budget } from '../limits.js';
import { MalformedAsn1 } from '../pades.errors.js';
import { EXTENSION } from './certificate.js';
import type { Certificate } from './certificate.js';
import { alternativeNames, extensionValue } from './certificate-extensions.js';
import { generalName } from './general-name.js';
import type { GeneralName } from './general-name.js';

const EMAIL_ADDRESS = '1.2.840.113549.1.9.1';

type Constraints = { readonly permitted: readonly GeneralName[]; readonly excluded: readonly GeneralName[] };

/**
 * Which names of the certificates below a constrained authority break its name constraints (RFC 5280, 4.2.1.10 and
 * 6.1.3 b–c). `line` runs from the signing certificate to the trust anchor. Never throws.
 */
export function nameConstraintProblems(line: readonly Certificate[], budget: Budget): string[] {
  const problems: string[] = [];
  for (let authority = 1; authority < line.length; authority++) {
    try {
      const constraints = parseConstraints(line[authority]!, budget);
      if (!constraints) continue;
      for (let index = 0; index < authority; index++) {
        const certificate = line[index]!;
        // 6.1.3: a self-issued certificate is a renewal of the authority itself, except when it is the last one.
        if (index > 0 && certificate.selfIssued) continue;
        for (const name of namesOf(certificate, budget)) {
          budget.spend('work', constraints.permitted.length + constraints.excluded.length);
          const problem = breaks(name, constraints);
          if (problem) problems.push(problem);
        }
      }
    } catch (error) {
      if (!(error instanceof MalformedAsn1)) throw error;
      problems.push(`name constraints cannot be read: ${error.message}`);
    }
  }
  return problems.slice(0, 5);
}

function parseConstraints(certificate: Certificate, budget: Budget): Constraints | null {
  const value = extensionValue(certificate, EXTENSION.nameConstraints, budget);
  if (!value) return null;
  const fields = sequence(value, 'name constraints');
  const bases = (field: BerElement | undefined): GeneralName[] =>
    (field?.children() ?? []).map((subtree) => {
      const [base, ...rest] = sequence(subtree, 'subtree');
      // 4.2.1.10: minimum is 0 (and then absent in DER) and maximum absent; anything else is not processed.
      if (!base || rest.length > 0) throw new MalformedAsn1('A subtree has a minimum or maximum.');
      return generalName(base);
    });
  return {
    permitted: bases(fields.find((field) => field.is('context', 0))),
    excluded: bases(fields.find((field) => field.is('context', 1))),
  };
}

function namesOf(certificate: Certificate, budget: Budget): GeneralName[] {
  const alternatives = alternativeNames(certificate, budget);
  const email = certificate.subject.attributes.get(EMAIL_ADDRESS);
  return [
    ...(certificate.subject.parts.length > 0 ? [{ kind: 'directory' as const, name: certificate.subject }] : []),
    ...alternatives,
    // 4.2.1.10: the e-mail attribute of the subject counts only where there is no alternative name of that form.
    ...(email !== undefined && !alternatives.some(({ kind }) => kind === 'email')
      ? [{ kind: 'email' as const, text: email }]
      : []),
  ];
}

const sameForm = (a: GeneralName, b: GeneralName): boolean =>
  a.kind === b.kind && (a.kind !== 'other' || b.kind !== 'other' || a.tag === b.tag);

function breaks(name: GeneralName, { permitted, excluded }: Constraints): string | null {
  const within = permitted.filter((base) => sameForm(base, name));
  // A constraint on a form that cannot be compared here is never taken as kept.
  if (name.kind === 'other')
    return within.length + excluded.filter((base) => sameForm(base, name)).length > 0
      ? 'a constraint on a form of name that is not processed'
      : null;
  if (within.length > 0 && !within.some((base) => isWithin(name, base))) return `a ${name.kind} name is not permitted`;
  return excluded.some((base) => sameForm(base, name) && isWithin(name, base))
    ? `a ${name.kind} name is excluded`
    : null;
}

/** Whether `name` lies in the subtree under `base`, both of one form. */
export function isWithin(name: GeneralName, base: GeneralName): boolean {
  if (name.kind === 'directory')
    return base.kind === 'directory' && base.name.parts.every((part, index) => name.name.parts[index] === part);
  if (name.kind === 'address') return base.kind === 'address' && addressWithin(name.bytes, base.bytes);
  if (name.kind === 'other' || base.kind !== name.kind) return false;
  const text = name.text.toLowerCase();
  const limit = base.text.toLowerCase();
  switch (name.kind) {
    case 'dns':
      return limit === '' || text === limit || text.endsWith(`.${limit.replace(/^\./, '')}`);
    case 'email': {
      if (limit.includes('@')) return text === limit;
      return hostWithin(text.slice(text.lastIndexOf('@') + 1), limit);
    }
    case 'uri': {
      const host = /^[a-z][a-z0-9+.-]*:\/\/(?:[^/?#@]*@)?([^/?#:]*)/.exec(text)?.[1];
      return host !== undefined && host !== '' && hostWithin(host, limit);
    }
  }
}

/** A limit with a leading dot takes in the hosts below it, one without only that very host. */
const hostWithin = (host: string, limit: string): boolean =>
  limit === '' || (limit.startsWith('.') ? host.endsWith(limit) : host === limit);

/** An address of 4 or 16 bytes against an address and its mask of 8 or 32. */
function addressWithin(address: Uint8Array, base: Uint8Array): boolean {
  if (base.length !== address.length * 2) return false;
  return address.every((byte, index) => {
    const mask = base[address.length + index]!;
    return (byte & mask) === (base[index]! & mask);
  });
}
