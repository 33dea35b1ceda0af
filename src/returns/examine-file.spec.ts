import { plainPdf } from '../../test/support/plain-pdf.js';
import { buildCrl, buildOcsp } from '../../test/support/build-revocation.js';
import { signPdf } from '../../test/support/sign-pdf.js';
import { createTestPki, pkiDates } from '../../test/support/test-pki.js';
import type { IssuedForms } from '../declarations/index.js';
import { type WantedData, verifyPdf } from '../pades/index.js';
import {
  type FetchedData,
  type FileVerification,
  NoValidationData,
  ValidationDataSource,
  type VerificationRequest,
  Verifier,
} from '../verification/index.js';
import { ExamineFile } from './examine-file.js';

const pki = createTestPki();
const arrivedAt = new Date(pkiDates.signedAt.getTime() + 3_600_000);

/** In this process: the file is our own. */
class DirectVerifier extends Verifier {
  override verify({
    bytes,
    trustAnchors,
    at,
    certificates,
    crls,
    ocsps,
  }: VerificationRequest): Promise<FileVerification> {
    const given = { certificates: certificates ?? [], crls: crls ?? [], ocsps: ocsps ?? [] };
    const report = verifyPdf(bytes, { trustAnchors, at, ...given });
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

const examine = async (source: ValidationDataSource) => {
  const anchors = { certificates: [pki.root.certificate] };
  const examineFile = new ExamineFile(new DirectVerifier(), anchors, forms as IssuedForms, source, 10_000_000);
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
