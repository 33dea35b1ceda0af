import { certify } from '../../../test/support/build-certificate.js';
import { Findings } from '../findings.js';
import { Budget, defaultLimits } from '../limits.js';
import { anchorsOf, trustPeriods } from './anchors-of.js';
import type { TrustedService } from './trusted-list.js';

const day = (text: string): Date => new Date(`${text}T00:00:00Z`);
const service = (type: string, status = 'granted'): TrustedService => ({
  provider: 'Provider',
  name: 'Service',
  type,
  certificates: [certify({ commonName: 'Service', authority: true }).certificate],
  history: [{ status, from: day('2020-01-01') }],
  additional: [],
  qualifiers: [],
});
const purposesOf = (type: string): readonly string[][] => {
  const list = {
    territory: 'XX',
    operator: 'O',
    sequenceNumber: 1,
    issuedAt: day('2026-01-01'),
    nextUpdate: day('2026-06-01'),
  };
  const anchors = anchorsOf(
    { ...list, services: [service(type)] },
    day('2026-03-01'),
    new Budget(defaultLimits),
    new Findings(),
  );
  return anchors.map(({ purposes }) => [...purposes]);
};

test.each<[string, string[][]]>([
  ['CA/QC', [['document-signature', 'timestamp']]],
  ['CA/PKC', [['document-signature', 'timestamp']]],
  ['NationalRootCA-QC', [['document-signature', 'timestamp']]],
  ['TSA/QTST', [['timestamp']]],
  ['TSA', [['timestamp']]],
  ['TSA/TSS-QC', [['timestamp']]],
  ['TSA/TSS-AdESQCandQES', [['timestamp']]],
  ['Certstatus/OCSP/QC', []],
  ['EDS/Q', []],
])('a service of the type %s vouches for %j', (type, expected) => {
  expect(purposesOf(type)).toEqual(expected);
});

test.each([
  ['granted', true],
  ['recognisedatnationallevel', true],
  ['undersupervision', true],
  ['accredited', true],
  ['supervisionincessation', true],
  ['setbynationallaw', true],
  ['withdrawn', false],
  ['deprecatedatnationallevel', false],
  ['supervisionceased', false],
  ['supervisionrevoked', false],
  ['accreditationceased', false],
  ['accreditationrevoked', false],
])('a service that is %s is trusted: %s', (status, trusted) => {
  expect(trustPeriods(service('CA/QC', status), day('2026-06-01'))).toEqual(
    trusted ? [{ from: day('2020-01-01'), until: day('2026-06-01') }] : [],
  );
});
