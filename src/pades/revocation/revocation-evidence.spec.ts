import { certify } from '../../../test/support/build-certificate.js';
import { parseCertificate } from '../certificates/certificate.js';
import { Budget, defaultLimits } from '../limits.js';
import { freshUntil, isFinal, reasonName, sparesEarlierTimeStamps, speaksOf, statusAt } from './revocation-evidence.js';
import type { RevocationEvidence } from './revocation-evidence.js';

const day = (text: string): Date => new Date(`${text}T00:00:00Z`);
const made = certify({ commonName: 'Asked about', notBefore: day('2024-01-01'), notAfter: day('2025-01-01') });
const certificate = parseCertificate(made.certificate, new Budget(defaultLimits));
const says = (change: Partial<RevocationEvidence> = {}): RevocationEvidence => ({
  kind: 'ocsp',
  source: 'given',
  sha256: '',
  status: 'good',
  revokedAt: null,
  reason: null,
  thisUpdate: day('2024-06-01'),
  nextUpdate: day('2024-06-08'),
  expiredFrom: null,
  positive: false,
  signer: certificate,
  digest: null,
  ...change,
});
const revoked = (reason: number | null, revokedAt: Date | null = day('2024-05-01')): RevocationEvidence =>
  says({ status: 'revoked', reason, revokedAt });

test.each<[number | null, string | null, boolean, boolean]>([
  [null, null, true, false],
  [0, 'unspecified', true, true],
  [1, 'keyCompromise', true, false],
  [2, 'cACompromise', true, false],
  [3, 'affiliationChanged', true, true],
  [4, 'superseded', true, true],
  [5, 'cessationOfOperation', true, true],
  [6, 'certificateHold', false, false],
  [7, 'reason 7', true, false],
  [8, 'removeFromCRL', false, false],
  [9, 'privilegeWithdrawn', true, false],
  [10, 'aACompromise', true, false],
])('the reason %p is %s; final: %s; spares earlier time-stamps: %s', (reason, name, final, spares) => {
  expect(reasonName(reason)).toBe(name);
  expect(isFinal(revoked(reason))).toBe(final);
  expect(isFinal(says({ reason }))).toBe(false);
  expect(sparesEarlierTimeStamps(revoked(reason))).toBe(spares);
});

test.each<[string, Partial<RevocationEvidence>, Date]>([
  ['as long as it says', {}, day('2024-06-08')],
  ['a day when it does not say', { nextUpdate: null }, day('2024-06-02')],
  ['at its own instant when it says less', { nextUpdate: day('2024-05-01') }, day('2024-06-01')],
])('it is fresh %s', (_, change, until) => {
  expect(freshUntil(says(change))).toEqual(until);
});

test.each<[string, Partial<RevocationEvidence>, boolean]>([
  ['of its life', {}, true],
  ['of its last instant', { thisUpdate: day('2025-01-01'), nextUpdate: null }, true],
  ['after its end', { thisUpdate: day('2025-01-02'), nextUpdate: null }, false],
  ['after its end, that shows it', { thisUpdate: day('2025-01-02'), positive: true }, true],
  ['after its end, that goes back to it', { thisUpdate: day('2025-02-01'), expiredFrom: day('2025-01-01') }, true],
  ['after its end, that goes back less', { thisUpdate: day('2025-02-01'), expiredFrom: day('2025-01-02') }, false],
  ['before its beginning', { thisUpdate: day('2023-12-01'), nextUpdate: day('2023-12-31') }, false],
  ['from before its beginning until then', { thisUpdate: day('2023-12-01'), nextUpdate: day('2024-01-01') }, true],
  ['after its end, of a revocation', { status: 'revoked', thisUpdate: day('2025-02-01') }, true],
])('data %s speaks of the certificate: %s', (_, change, expected) => {
  expect(speaksOf(says(change), certificate)).toBe(expected);
});

test.each<[string, RevocationEvidence[], string]>([
  ['nothing', [], 'missing'],
  ['good and fresh', [says()], 'good'],
  ['good and fresh until then', [says({ nextUpdate: day('2024-06-05') })], 'good'],
  ['good, no longer fresh', [says({ nextUpdate: day('2024-06-04') })], 'stale'],
  ['the freshest of two', [says({ nextUpdate: day('2024-06-04') }), says({ thisUpdate: day('2024-06-02') })], 'good'],
  ['the freshest of two, not fresh', [says(), says({ thisUpdate: day('2024-06-02'), nextUpdate: null })], 'stale'],
  ['revoked before', [revoked(1)], 'revoked since 2024-05-01'],
  ['revoked then', [revoked(1, day('2024-06-03'))], 'revoked since 2024-06-03'],
  ['revoked after', [revoked(1, day('2024-06-04'))], 'good'],
  ['revoked, nobody knows when', [revoked(1, null)], 'revoked since 1970-01-01'],
  ['revoked, by the earliest word', [revoked(1), revoked(1, day('2024-04-01'))], 'revoked since 2024-04-01'],
  [
    'revoked, whatever fresher data says',
    [revoked(1), says({ thisUpdate: day('2024-06-02') })],
    'revoked since 2024-05-01',
  ],
  ['on hold', [revoked(6)], 'on-hold'],
  ['on hold, nobody knows since when', [revoked(6, null)], 'on-hold'],
  ['on hold later', [revoked(6, day('2024-06-04'))], 'good'],
  ['on hold no more', [revoked(6), says({ thisUpdate: day('2024-06-02') })], 'good'],
  ['taken off the list', [revoked(8)], 'good'],
])('%s: %s', (_, statements, expected) => {
  const status = statusAt(certificate, statements, day('2024-06-03'), day('2024-06-05'));
  const since = status.status === 'revoked' ? ` since ${status.since.toISOString().slice(0, 10)}` : '';
  expect(`${status.status}${since}`).toBe(expected);
});
