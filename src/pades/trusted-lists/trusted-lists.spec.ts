import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { X509Certificate } from 'node:crypto';
import { certify } from '../../../test/support/build-certificate.js';
import { buildTrustedList, signTrustedList } from '../../../test/support/build-trusted-list.js';
import { Findings } from '../findings.js';
import { Budget, defaultLimits } from '../limits.js';
import { InvalidTrustedList } from '../pades.errors.js';
import { anchorsOf, trustPeriods } from './anchors-of.js';
import { readTrustedList } from './read-trusted-list.js';
import type { ServiceStatus, TrustedList, TrustedService } from './trusted-list.js';

const day = (text: string): Date => new Date(`${text}T00:00:00Z`);
const operator = certify({ commonName: 'List operator', rsaBits: 2048 });
const other = certify({ commonName: 'Somebody else', rsaBits: 2048 });
const authority = certify({ commonName: 'Listed authority', authority: true });
const stamping = certify({ commonName: 'Listed stamping' });

const xml = buildTrustedList({
  nextUpdate: day('2026-06-01'),
  services: [
    {
      certificate: authority,
      type: 'CA/QC',
      history: [
        ['withdrawn', day('2025-06-01')],
        ['granted', day('2020-01-01')],
      ],
    },
    { certificate: stamping, type: 'TSA/QTST', history: [['granted', day('2024-01-01')]] },
  ],
});

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);
const read = (text: string, signer = operator): Promise<TrustedList> =>
  readTrustedList(bytes(text), { signers: [signer.certificate] });
const fault = async (text: string, signer = operator): Promise<string> => {
  try {
    await read(text, signer);
    return 'none';
  } catch (error) {
    if (!(error instanceof InvalidTrustedList)) throw error;
    return error.code;
  }
};

test('a list is read with its services and their history', async () => {
  const list = await read(await signTrustedList(xml, operator));
  expect(list).toMatchObject({
    territory: 'XX',
    sequenceNumber: 7,
    operator: 'Test operator',
    nextUpdate: day('2026-06-01'),
  });
  expect(list.services.map(({ name, type, history }) => [name, type, history.map(({ status }) => status)])).toEqual([
    ['Service 1', 'CA/QC', ['withdrawn', 'granted']],
    ['Service 2', 'TSA/QTST', ['granted']],
  ]);
  expect(list.services[0]).toMatchObject({
    additional: ['ForeSignatures'],
    qualifiers: ['QCWithSSCD'],
    provider: 'Test provider',
  });
  expect(Buffer.from(list.services[0]!.certificates[0]!).equals(authority.certificate)).toBe(true);
});

describe('a list is refused', () => {
  let signed: string;
  beforeAll(async () => {
    signed = await signTrustedList(xml, operator);
  });
  test.each<[string, () => string | Promise<string>, string]>([
    ['unsigned', () => xml, 'NOT_SIGNED'],
    ['signed by somebody else', () => signTrustedList(xml, other), 'SIGNER_UNKNOWN'],
    ['with a changed status', () => signed.replace('/withdrawn', '/granted'), 'SIGNATURE_INVALID'],
    ['with a second signature', () => signed.replace(/(<ds:Signature [\s\S]*<\/ds:Signature>)/, '$1$1'), 'NOT_SIGNED'],
    ['signed in part only', () => signTrustedList(xml, operator, 'SchemeInformation'), 'SIGNATURE_INVALID'],
    ['with SHA-1', () => signTrustedList(xml, operator, null, 'sha1'), 'SIGNATURE_INVALID'],
    [
      'with a document type',
      () => signed.replace('<TrustServiceStatusList', '<!DOCTYPE x [<!ENTITY a "b">]><TrustServiceStatusList'),
      'DOCUMENT_TYPE',
    ],
    ['that is no XML', () => 'no list', 'NOT_WELL_FORMED'],
    ['cut off', () => signed.slice(0, signed.length / 2), 'NOT_WELL_FORMED'],
    ['that is something else', () => signTrustedList('<other Id="x"><a/></other>', operator), 'NOT_A_LIST'],
    [
      'of an old version',
      () => signTrustedList(xml.replace('<TSLVersionIdentifier>5', '<TSLVersionIdentifier>3'), operator),
      'NOT_A_LIST',
    ],
    [
      'without a time where one belongs',
      () => signTrustedList(xml.replace(/<ListIssueDateTime>[^<]*/, '<ListIssueDateTime>soon'), operator),
      'NOT_A_LIST',
    ],
  ])('%s', async (_, make, expected) => {
    expect(await fault(await make())).toBe(expected);
  });

  test('too large', async () => {
    await expect(readTrustedList(new Uint8Array(33 * 1024 * 1024), { signers: [] })).rejects.toMatchObject({
      code: 'TOO_LARGE',
    });
  });
});

test('the certificate in the signature names its key; that of another signer of the same list does not help', async () => {
  const signed = await signTrustedList(xml, operator);
  const swapped = signed.replace(
    Buffer.from(operator.certificate).toString('base64'),
    Buffer.from(other.certificate).toString('base64'),
  );
  expect(await fault(swapped, other)).toBe('SIGNATURE_INVALID');
});

const service = (history: readonly ServiceStatus[]): TrustedService => ({
  provider: 'P',
  name: 'S',
  type: 'CA/QC',
  certificates: [authority.certificate],
  history,
  additional: [],
  qualifiers: [],
});

test.each<[string, [string, string][], [string, string][]]>([
  ['granted', [['granted', '2020-01-01']], [['2020-01-01', '2026-06-01']]],
  [
    'withdrawn later',
    [
      ['withdrawn', '2025-01-01'],
      ['granted', '2020-01-01'],
    ],
    [['2020-01-01', '2025-01-01']],
  ],
  [
    'renamed on the way',
    [
      ['granted', '2016-07-01'],
      ['undersupervision', '2010-01-01'],
    ],
    [['2010-01-01', '2026-06-01']],
  ],
  [
    'suspended between',
    [
      ['granted', '2023-01-01'],
      ['withdrawn', '2022-01-01'],
      ['granted', '2020-01-01'],
    ],
    [
      ['2023-01-01', '2026-06-01'],
      ['2020-01-01', '2022-01-01'],
    ],
  ],
  ['never good', [['deprecatedbynationallaw', '2020-01-01']], []],
  ['good only after the list', [['granted', '2027-01-01']], []],
])('the periods of a service that was %s', (_, history, expected) => {
  const periods = trustPeriods(
    service(history.map(([status, from]) => ({ status, from: day(from) }))),
    day('2026-06-01'),
  );
  expect(periods).toEqual(expected.map(([from, until]) => ({ from: day(from), until: day(until) })));
});

test('services that vouch for nothing here are no anchors, and a list that is out of date is told of', () => {
  const list: TrustedList = {
    territory: 'XX',
    operator: 'O',
    sequenceNumber: 1,
    issuedAt: day('2025-12-01'),
    nextUpdate: day('2026-06-01'),
    services: [service([{ status: 'granted', from: day('2020-01-01') }]), { ...service([]), type: 'Archiv' }],
  };
  const findings = new Findings();
  expect(anchorsOf(list, day('2026-07-01'), new Budget(defaultLimits), findings)).toHaveLength(1);
  expect(findings.all()).toMatchObject([{ check: 'TRUST_ANCHORS', result: 'INFO' }]);
});

const norwegian = join(
  dirname(fileURLToPath(import.meta.url)),
  '../../../../shared/corpus/roots/norway/NO_TSL_seq84_2025-06-05.xml',
);
if (existsSync(norwegian)) {
  test('the Norwegian list is read, by the certificate that stands in it', async () => {
    const text = readFileSync(norwegian);
    const named = /<ds:X509Certificate>([^<]+)/.exec(text.toString('utf8'))![1]!;
    const signer = new X509Certificate(Buffer.from(named, 'base64'));
    const list = await readTrustedList(text, { signers: [signer.raw] });
    expect(list).toMatchObject({ territory: 'NO', sequenceNumber: 84 });
    expect(
      list.services.filter(({ type }) => type === 'TSA/QTST').every(({ history }) => history[0]!.status === 'granted'),
    ).toBe(true);
    expect(list.services.length).toBeGreaterThan(45);
    const anchors = anchorsOf(list, day('2025-07-01'), new Budget(defaultLimits), new Findings());
    expect(anchors.length).toBeGreaterThan(45);
  });
}
