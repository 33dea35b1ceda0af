import type { BindingTier } from '../form/binding/index.js';
import type { VerificationReport } from '../pades/index.js';
import { scanEffort, type UnseenFile } from './scan-effort.policy.js';

interface Known {
  readonly readable?: boolean;
  readonly encrypted?: boolean;
  readonly pages?: number | null;
  readonly pageImages?: number | null;
  readonly signatures?: readonly ('approval' | 'certification' | 'timestamp')[];
}

const report = ({ readable = true, encrypted = false, pages = 2, pageImages = 0, signatures = [] }: Known) =>
  ({
    summary: { readable },
    document: { encrypted, pages, pageImages },
    signatures: signatures.map((type) => ({ type })),
  }) as unknown as VerificationReport;

const file = (known: Known, tier: BindingTier | null, change: Partial<UnseenFile> = {}): UnseenFile => ({
  kind: 'PDF',
  report: report(known),
  binding: tier === null ? null : { tier },
  isIssued: false,
  ...change,
});

it.each<[string, UnseenFile, string | null]>([
  ['a picture', file({}, null, { kind: 'PICTURE', report: null }), 'FULL'],
  ['pages that are pictures', file({ pageImages: 2 }, 'D'), 'FULL'],
  ['the same, signed digitally', file({ pageImages: 2, signatures: ['approval'] }, 'D'), 'FULL'],
  ['the same, of nobody', file({ pageImages: 2 }, null), 'FULL'],
  ['another text', file({}, 'D'), 'SHORT'],
  ['a text with one picture of a page', file({ pageImages: 1 }, 'D'), 'SHORT'],
  ['a text of nobody', file({}, null), 'SHORT'],
  ['a text that only the ministry sealed', file({ signatures: ['certification'] }, 'D'), 'SHORT'],
  ['pages that nobody could count', file({ pages: null, pageImages: null }, 'D'), 'SHORT'],
  ['another text, signed', file({ signatures: ['approval'] }, 'D'), null],
  ['the form written anew', file({}, 'B'), null],
  ['the issued bytes', file({}, 'A'), null],
  ['the issued bytes with something drawn over them', file({}, 'D', { isIssued: true }), null],
  ['a file that cannot be read', file({ readable: false, pageImages: 2 }, null), null],
  ['an encrypted file', file({ encrypted: true, pageImages: 2 }, null), null],
  ['a file that was not verified', file({}, null, { report: null }), null],
  ['another kind of file', file({}, null, { kind: 'OTHER', report: null }), null],
])('%s', (_, unseen, effort) => {
  expect(scanEffort(unseen)).toBe(effort);
});
