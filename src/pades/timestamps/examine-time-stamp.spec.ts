import { createHash } from 'node:crypto';
import { PURPOSE, certify } from '../../../test/support/build-certificate.js';
import { buildTimeStamp } from '../../../test/support/build-time-stamp.js';
import type { TimeStampSpec } from '../../../test/support/build-time-stamp.js';
import { Budget, defaultLimits } from '../limits.js';
import { examineTimeStamp } from './examine-time-stamp.js';

const authority = certify({
  commonName: 'Stamping',
  keyUsage: [0],
  purposes: { oids: [PURPOSE.timeStamping], critical: true },
});
const at = new Date('2024-03-01T12:00:00Z');
const stamped = Buffer.from('what is stamped');
const digest = createHash('sha256').update(stamped).digest();

const examine = (variant: Partial<TimeStampSpec> = {}, over: Uint8Array = stamped) =>
  examineTimeStamp(buildTimeStamp({ authority, at, digest, ...variant }), [over], [], new Budget(defaultLimits));

test('a sound token gives its time and accuracy', () => {
  expect(examine({ accuracySeconds: 2 })).toMatchObject({
    problem: null,
    info: { time: at, accuracyMs: 2000, digest: 'sha256' },
  });
});

test.each<[string, Partial<TimeStampSpec>, string]>([
  ['a broken signature', { wrongSignature: true }, 'signature does not hold'],
  ['no signing certificate named', { omitSigningCertificate: true }, 'signature does not hold'],
  ['an unknown critical extension', { criticalExtension: true }, 'critical extension'],
  ['an imprint of something else', { digest: createHash('sha256').update('else').digest() }, 'over something else'],
])('%s', (_, variant, problem) => {
  expect(examine(variant).problem).toContain(problem);
});

test('bytes that are no token are a problem, never an exception', () => {
  expect(examineTimeStamp(Uint8Array.from([1, 2, 3]), [stamped], [], new Budget(defaultLimits)).problem).not.toBeNull();
});
