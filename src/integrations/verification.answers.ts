import { z } from 'zod';
import { count, reference, sha256 } from './fields.schemas.js';

/*
 * The verification of one return as it was stored, described for readers. A stored report is history: it is shown as
 * it was written, so every member here says what the verifier writes, and nothing is recomputed.
 */

const result = z.enum(['PASSED', 'FAILED', 'INDETERMINATE', 'INFO']);
const indication = z.enum(['TOTAL_PASSED', 'INDETERMINATE', 'TOTAL_FAILED']).describe('EN 319 102-1.');
const subIndication = z.string().nullable().describe('EN 319 102-1, 5.1.3, e.g. NO_CERTIFICATE_CHAIN_FOUND.');

const finding = z.object({
  check: z.string().meta({ examples: ['MESSAGE_DIGEST'] }),
  result,
  signature: count.optional().describe('Index in signatures; absent for findings about the file.'),
  evidence: z.string(),
  sentence: z.string().describe('What an operator reads.'),
});

const signer = z.object({
  commonName: z.string().nullable(),
  organization: z.string().nullable(),
  organizationIdentifier: z
    .string()
    .nullable()
    .meta({ examples: ['NTRNO-958935420'] }),
  serialNumber: z.string().nullable(),
  issuer: z.string(),
  notBefore: z.string(),
  notAfter: z.string(),
  certificateSha256: sha256,
});

const trustedService = z.object({
  territory: z.string(),
  provider: z.string(),
  name: z.string(),
  type: z.string(),
  status: z.string(),
  statusSince: z.string(),
  additional: z.array(z.string()),
  qualifiers: z.array(z.string()),
});

const revocation = z.object({
  status: z.enum(['not-needed', 'good', 'revoked', 'not-checked']),
  reason: z.string(),
  certificates: z.array(
    z.object({
      subject: z.string(),
      sha256,
      status: z.string(),
      kind: z.enum(['ocsp', 'crl']).nullable(),
      source: z.enum(['given', 'security-store', 'signature']).nullable(),
      thisUpdate: z.string().nullable(),
      nextUpdate: z.string().nullable(),
      revokedAt: z.string().nullable(),
      revocationReason: z.string().nullable(),
    }),
  ),
});

const timestamp = z.object({
  kind: z.enum(['content', 'signature', 'document']),
  time: z.string().nullable(),
  checked: z.boolean(),
  trusted: z.boolean(),
  authority: z.string().nullable(),
  subIndication: subIndication,
});

const wanted = z.object({
  kind: z.enum(['certificate', 'crl', 'ocsp']),
  url: z.string(),
  certificateSha256: sha256,
  request: z.string().nullable(),
});

const signature = z.object({
  field: z.string().nullable(),
  type: z.enum(['approval', 'certification', 'timestamp']),
  subFilter: z.string().nullable(),
  level: z.enum(['B-B', 'B-T', 'B-LT', 'B-LTA']).nullable(),
  byteRange: z.array(z.number()).nullable(),
  integrity: z.enum(['intact', 'broken', 'unparseable']),
  coverage: z.enum(['ENTIRE_FILE', 'ENTIRE_REVISION', 'CONTIGUOUS_BLOCK_FROM_START', 'UNCLEAR']),
  bytesAfter: count.nullable(),
  changesAfter: z.enum(['NONE', 'LTA_UPDATES', 'FORM_FILLING', 'ANNOTATIONS', 'OTHER']),
  docMdp: z.union([z.literal(1), z.literal(2), z.literal(3)]).nullable(),
  docMdpOk: z.boolean().nullable(),
  fieldMdp: z.object({ action: z.enum(['All', 'Include', 'Exclude']), fields: z.array(z.string()) }).nullable(),
  indication,
  subIndication,
  chain: z.enum(['trusted', 'untrusted']),
  signer: signer.nullable(),
  signingTime: z.string().nullable().describe('Claimed by the signer, not proven.'),
  bestSignatureTime: z.string(),
  algorithms: z.object({
    digest: z.string().nullable(),
    signature: z.string().nullable(),
    key: z.string().nullable(),
  }),
  path: z.array(z.object({ subject: z.string(), sha256 })).describe('From the signer to the trust anchor.'),
  trustedService: trustedService.nullable().describe('The service of a trusted list that the path ends at.'),
  revocation,
  timestamps: z.array(timestamp),
  wanted: z.array(wanted).describe('What was missing and may be had elsewhere.'),
  findings: z.array(finding),
});

const report = z.object({
  version: count.describe("Of the report's shape."),
  sha256,
  bytes: count,
  summary: z.object({
    readable: z.boolean(),
    signatures: count,
    integrity: z.enum(['intact', 'broken', 'none', 'unparseable']),
    coversWholeDocument: z.boolean().nullable(),
    laterChanges: z.enum(['none', 'permitted', 'suspicious']).nullable(),
    chain: z.enum(['trusted', 'untrusted']).nullable(),
    indication: indication.nullable(),
    subIndication,
    accept: z.boolean(),
  }),
  document: z.object({
    encrypted: z.boolean(),
    revisions: count,
    revisionEnds: z.array(count),
    pages: count.nullable(),
    hasText: z.boolean().nullable(),
    pageImages: count.nullable(),
  }),
  signatures: z.array(signature),
  findings: z.array(finding),
});

const bindingFinding = finding.omit({ signature: true }).extend({
  page: count.optional().describe('Of the returned file, counted from 1; absent for findings about the whole file.'),
  box: z
    .object({ x: z.number(), y: z.number(), width: z.number(), height: z.number() })
    .optional()
    .describe('On the issued page, in points from its upper left corner.'),
});

const binding = z.object({
  tier: z.enum(['A', 'B', 'C', 'D']),
  issuedReference: reference.nullable(),
  pageCodes: z
    .array(reference)
    .optional()
    .describe('Of the declarations that the codes on its pages name; absent when nobody looked for codes.'),
  findings: z.array(bindingFinding),
});

const signerLink = z.object({
  match: z.enum(['MATCH', 'MISMATCH', 'UNKNOWN', 'SIGNING_SERVICE']),
  evidence: z.string(),
  sentence: z.string().describe('What an operator reads.'),
});

export const verificationAnswer = z
  .object({
    facts: z.record(z.string(), z.unknown()).describe('What the decision rests on.'),
    binding: binding.nullable().describe('Is this the form that was issued? Null when that was not looked at.'),
    signers: z.array(signerLink).describe('For each signature but our own: is the signer the municipality?'),
    report: report.nullable().describe('The signatures; null when the file was not opened.'),
    aborted: z.string().nullable().describe('Why the verification did not come to its end.'),
  })
  .meta({ id: 'Verification' });

export type VerificationAnswer = z.output<typeof verificationAnswer>;
