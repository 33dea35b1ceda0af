import { certify } from '../../test/support/build-certificate.js';
import { buildTrustedList, signTrustedList } from '../../test/support/build-trusted-list.js';
import { plainPdf } from '../../test/support/plain-pdf.js';
import { buildCrl, buildOcsp } from '../../test/support/build-revocation.js';
import { signPdf } from '../../test/support/sign-pdf.js';
import { createTestPki, pkiDates } from '../../test/support/test-pki.js';
import type { DeclarationReadModel, IssuedForms } from '../declarations/index.js';
import { readTrustedList, type WantedData, verifyPdf } from '../pades/index.js';
import { NoVirusScanner } from '../platform/virus/index.js';
import {
  type FetchedData,
  type FileVerification,
  NoValidationData,
  ValidationDataSource,
  type VerificationRequest,
  Verifier,
} from '../verification/index.js';
import { ExamineFile } from './examine-file.js';
import { ExamineScan } from './examine-scan.js';
import type { TrustAnchors } from './trust-anchors.js';

const pki = createTestPki();
const arrivedAt = new Date(pkiDates.signedAt.getTime() + 3_600_000);

/** In this process: the file is our own. */
class DirectVerifier extends Verifier {
  override verify({
    bytes,
    trustAnchors,
    trustedLists,
    at,
    certificates,
    crls,
    ocsps,
  }: VerificationRequest): Promise<FileVerification> {
    const given = { certificates: certificates ?? [], crls: crls ?? [], ocsps: ocsps ?? [] };
    const report = verifyPdf(bytes, { trustAnchors, trustedLists: trustedLists ?? [], at, ...given });
    return Promise.resolve({ report, prefixes: [], binding: null, enclosed: null });
  }

  override close(): Promise<void> {
    return Promise.resolve();
  }
}

class AnsweringSource extends ValidationDataSource {
  readonly asked: string[] = [];

  override fetch(wanted: readonly WantedData[]): Promise<FetchedData> {
    this.asked.push(...wanted.map(({ kind, url }) => `${kind} ${url}`));
    const { signer, issuing, responder, root } = pki;
    return Promise.resolve({
      certificates: [],
      crls: [buildCrl({ issuer: root, thisUpdate: arrivedAt })],
      ocsps: [buildOcsp({ subject: signer, issuer: issuing, responder, thisUpdate: arrivedAt })],
    });
  }
}

const forms: Pick<IssuedForms, 'findBySha256' | 'read'> = {
  findBySha256: () => Promise.resolve(null),
  read: () => Promise.resolve(null),
};

const roots: TrustAnchors = { certificates: [pki.root.certificate], trustedLists: () => Promise.resolve([]) };

const examine = async (source: ValidationDataSource, anchors = roots) => {
  const verifier = new DirectVerifier();
  const examineScan = new ExamineScan(verifier, forms as IssuedForms, {} as DeclarationReadModel);
  const examineFile = new ExamineFile(
    verifier,
    anchors,
    forms as IssuedForms,
    source,
    new NoVirusScanner(),
    examineScan,
    'AT_ONCE',
    10_000_000,
  );
  const bytes = await signPdf(plainPdf(), pki.identity, { signingTime: pkiDates.signedAt });
  return (await examineFile.execute(Buffer.from(bytes), arrivedAt, null)).verification?.report.summary;
};

test('a signature that lacks revocation data passes once it was fetched', async () => {
  const source = new AnsweringSource();
  expect(await examine(source)).toMatchObject({ indication: 'TOTAL_PASSED', accept: true });
  expect(source.asked).toContain('ocsp http://ocsp.example/');
});

test('without fetching it waits', async () => {
  expect(await examine(new NoValidationData())).toMatchObject({ subIndication: 'TRY_LATER', accept: false });
});

test('the services of a trusted list are anchors too', async () => {
  const operator = certify({ commonName: 'List operator', rsaBits: 2048 });
  const service = { certificate: pki.root, type: 'CA/QC', history: [['granted', new Date(0)]] } as const;
  const xml = buildTrustedList({ nextUpdate: new Date(arrivedAt.getTime() + 86_400_000), services: [service] });
  const list = await readTrustedList(Buffer.from(await signTrustedList(xml, operator)), {
    signers: [operator.certificate],
  });
  const listed: TrustAnchors = { certificates: [], trustedLists: () => Promise.resolve([list]) };
  expect(await examine(new AnsweringSource(), listed)).toMatchObject({ indication: 'TOTAL_PASSED', accept: true });
  const none: TrustAnchors = { certificates: [], trustedLists: () => Promise.resolve([]) };
  expect(await examine(new AnsweringSource(), none)).toMatchObject({ chain: 'untrusted', accept: false });
});
