import { readElement } from '../asn1/ber.js';
import { objectIdentifier, octets, sequence } from '../asn1/values.js';
import type { Budget } from '../limits.js';
import { MalformedAsn1 } from '../pades.errors.js';
import { EXTENSION } from './certificate.js';
import type { Certificate } from './certificate.js';
import { extensionValue } from './certificate-extensions.js';

const ANY_POLICY = '2.5.29.32.0';
const MAX_POLICIES = 200;

/**
 * The certificate policies of a path (RFC 5280, 6.1.3 d–f, 6.1.4 a–j, 6.1.5), with any policy acceptable to the caller:
 * null when they hold, else what is wrong. Only the policies that are valid at each depth are kept, not the tree
 * (RFC 9618), so that no path costs more than its length times its policies. `line`: signing certificate first.
 */
export function policyProblem(line: readonly Certificate[], budget: Budget): string | null {
  try {
    return process(line.slice(0, -1).reverse(), budget);
  } catch (error) {
    if (!(error instanceof MalformedAsn1)) throw error;
    return `policies cannot be read: ${error.message}`;
  }
}

function process(fromAnchor: readonly Certificate[], budget: Budget): string | null {
  const length = fromAnchor.length;
  let explicit = length + 1;
  let mapping = length + 1;
  let inhibitAny = length + 1;
  // Policies that the next certificate may state, in the terms it uses; null: none is valid any more.
  let expected: Set<string> | null = new Set([ANY_POLICY]);
  for (const [index, certificate] of fromAnchor.entries()) {
    const last = index === length - 1;
    const own = statedPolicies(certificate, budget);
    if (own === null) expected = null;
    else if (expected !== null) {
      budget.spend('work', own.size + expected.size);
      const anyAllowed = own.has(ANY_POLICY) && (inhibitAny > 0 || (!last && certificate.selfIssued));
      const valid = new Set<string>();
      for (const policy of own)
        if (policy !== ANY_POLICY && (expected.has(policy) || expected.has(ANY_POLICY))) valid.add(policy);
      if (anyAllowed) for (const policy of expected) valid.add(policy);
      expected = valid.size > 0 ? valid : null;
    }
    if (expected === null && explicit === 0) return 'no certificate policy is valid for the whole path';
    const limits = statedLimits(certificate, budget);
    if (last) {
      if (!certificate.selfIssued && explicit > 0) explicit--;
      if (limits.requireExplicit === 0) explicit = 0;
      break;
    }
    expected = applyMappings(certificate, expected, mapping > 0, budget);
    if (!certificate.selfIssued) {
      if (explicit > 0) explicit--;
      if (mapping > 0) mapping--;
      if (inhibitAny > 0) inhibitAny--;
    }
    explicit = Math.min(explicit, limits.requireExplicit ?? explicit);
    mapping = Math.min(mapping, limits.inhibitMapping ?? mapping);
    inhibitAny = Math.min(inhibitAny, limits.inhibitAny ?? inhibitAny);
  }
  return expected === null && explicit === 0 ? 'no certificate policy is valid for the whole path' : null;
}

/** null: the certificate states none. Throws MalformedAsn1. */
export function statedPolicies(certificate: Certificate, budget: Budget): Set<string> | null {
  const value = extensionValue(certificate, EXTENSION.certificatePolicies, budget);
  if (!value) return null;
  const entries = sequence(value, 'certificate policies');
  if (entries.length > MAX_POLICIES) throw new MalformedAsn1(`more than ${MAX_POLICIES} policies.`);
  return new Set(entries.map((entry) => objectIdentifier(sequence(entry, 'policy')[0], 'policy')));
}

function applyMappings(
  certificate: Certificate,
  valid: Set<string> | null,
  allowed: boolean,
  budget: Budget,
): Set<string> | null {
  const value = extensionValue(certificate, EXTENSION.policyMappings, budget);
  if (!value || valid === null) return valid;
  const pairs = sequence(value, 'policy mappings').map((pair) => {
    const [from, to] = sequence(pair, 'policy mapping');
    return [objectIdentifier(from, 'issuer policy'), objectIdentifier(to, 'subject policy')] as const;
  });
  if (pairs.length > MAX_POLICIES) throw new MalformedAsn1(`more than ${MAX_POLICIES} mappings.`);
  // 6.1.4 a: anyPolicy is mapped to nothing and from nothing.
  if (pairs.flat().includes(ANY_POLICY)) throw new MalformedAsn1('anyPolicy is mapped.');
  const mapped = new Set(pairs.map(([from]) => from));
  const next = new Set([...valid].filter((policy) => !mapped.has(policy)));
  if (allowed) for (const [from, to] of pairs) if (valid.has(from) || valid.has(ANY_POLICY)) next.add(to);
  return next.size > 0 ? next : null;
}

type Limits = {
  readonly requireExplicit: number | null;
  readonly inhibitMapping: number | null;
  readonly inhibitAny: number | null;
};

function statedLimits(certificate: Certificate, budget: Budget): Limits {
  const constraints = extensionValue(certificate, EXTENSION.policyConstraints, budget);
  const fields = constraints ? sequence(constraints, 'policy constraints') : [];
  const skip = (tag: number): number | null => {
    const field = fields.find((item) => item.is('context', tag));
    return field ? certificateCount(octets(field)) : null;
  };
  const any = certificate.extensions.get(EXTENSION.inhibitAnyPolicy);
  return {
    requireExplicit: skip(0),
    inhibitMapping: skip(1),
    inhibitAny: any ? certificateCount(octets(readElement(any.value, 0, any.value.length, budget))) : null,
  };
}

function certificateCount(content: Uint8Array): number {
  if (content.length === 0 || content[0]! & 0x80) throw new MalformedAsn1('a number of certificates is negative.');
  return content.length > 4 ? Number.MAX_SAFE_INTEGER : Buffer.from(content).readUIntBE(0, content.length);
}
