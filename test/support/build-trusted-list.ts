import { SignedXml } from 'xml-crypto';
import type { TestCertificate } from './build-certificate.js';

export type ListedService = {
  readonly certificate: Pick<TestCertificate, 'certificate'>;
  readonly type: string;
  /** Newest first. */
  readonly history: readonly (readonly [status: string, from: Date])[];
};

const EXCLUSIVE = 'http://www.w3.org/2001/10/xml-exc-c14n#';
const ENVELOPED = 'http://www.w3.org/2000/09/xmldsig#enveloped-signature';

/** The XML of a trusted list (TS 119 612), unsigned. */
export function buildTrustedList(spec: {
  readonly nextUpdate: Date;
  readonly services: readonly ListedService[];
}): string {
  return `<TrustServiceStatusList xmlns="http://uri.etsi.org/02231/v2#" Id="list" TSLTag="http://uri.etsi.org/19612/TSLTag">
<SchemeInformation><TSLVersionIdentifier>5</TSLVersionIdentifier><TSLSequenceNumber>7</TSLSequenceNumber>
<SchemeOperatorName><Name xml:lang="no">Prøveoperatør</Name><Name xml:lang="en">Test operator</Name></SchemeOperatorName>
<SchemeTerritory>XX</SchemeTerritory><ListIssueDateTime>2025-12-01T00:00:00Z</ListIssueDateTime>
<NextUpdate><dateTime>${spec.nextUpdate.toISOString()}</dateTime></NextUpdate></SchemeInformation>
<TrustServiceProviderList><TrustServiceProvider>
<TSPInformation><TSPName><Name xml:lang="en">Test provider</Name></TSPName></TSPInformation>
<TSPServices>${spec.services.map(serviceXml).join('')}</TSPServices>
</TrustServiceProvider></TrustServiceProviderList></TrustServiceStatusList>`;
}

function serviceXml({ certificate, type, history }: ListedService, index: number): string {
  const identity = Buffer.from(certificate.certificate).toString('base64');
  const [current, ...older] = history;
  const information = ([status, from]: ListedService['history'][number]): string =>
    `<ServiceTypeIdentifier>http://uri.etsi.org/TrstSvc/Svctype/${type}</ServiceTypeIdentifier>
<ServiceName><Name xml:lang="en">Service ${index + 1}</Name></ServiceName>
<ServiceDigitalIdentity><DigitalId><X509Certificate>${identity}</X509Certificate></DigitalId></ServiceDigitalIdentity>
<ServiceStatus>http://uri.etsi.org/TrstSvc/TrustedList/Svcstatus/${status}</ServiceStatus>
<StatusStartingTime>${from.toISOString()}</StatusStartingTime>`;
  return `<TSPService><ServiceInformation>${information(current!)}<ServiceInformationExtensions>
<Extension Critical="true"><AdditionalServiceInformation><URI xml:lang="en">http://uri.etsi.org/TrstSvc/TrustedList/SvcInfoExt/ForeSignatures</URI></AdditionalServiceInformation></Extension>
<Extension Critical="true"><x:Qualifications xmlns:x="http://uri.etsi.org/TrstSvc/SvcInfoExt/eSigDir-1999-93-EC-TrustedList/#"><x:QualificationElement><x:Qualifiers><x:Qualifier uri="http://uri.etsi.org/TrstSvc/TrustedList/SvcInfoExt/QCWithSSCD"/></x:Qualifiers></x:QualificationElement></x:Qualifications></Extension>
</ServiceInformationExtensions></ServiceInformation>
<ServiceHistory>${older.map((item) => `<ServiceHistoryInstance>${information(item)}</ServiceHistoryInstance>`).join('')}</ServiceHistory></TSPService>`;
}

/** Signs the whole list, or only the element of that name, as an enveloped signature. */
export function signTrustedList(
  xml: string,
  signer: TestCertificate,
  only: string | null = null,
  digest: 'sha256' | 'sha1' = 'sha256',
): Promise<string> {
  const namespace = 'http://www.w3.org/2000/09/xmldsig#';
  const signed = new SignedXml({
    privateKey: signer.privateKey.export({ type: 'pkcs8', format: 'pem' }) as string,
    signatureAlgorithm:
      digest === 'sha1' ? `${namespace}rsa-sha1` : 'http://www.w3.org/2001/04/xmldsig-more#rsa-sha256',
    canonicalizationAlgorithm: EXCLUSIVE,
    getKeyInfoContent: () =>
      `<ds:X509Data><ds:X509Certificate>${Buffer.from(signer.certificate).toString('base64')}</ds:X509Certificate></ds:X509Data>`,
  });
  signed.addReference({
    xpath: only === null ? '/*' : `//*[local-name(.)='${only}']`,
    ...(only === null ? { uri: '', isEmptyUri: true } : {}),
    transforms: only === null ? [ENVELOPED, EXCLUSIVE] : [EXCLUSIVE],
    digestAlgorithm: digest === 'sha1' ? `${namespace}sha1` : 'http://www.w3.org/2001/04/xmlenc#sha256',
  });
  signed.computeSignature(xml, { prefix: 'ds' });
  return Promise.resolve(signed.getSignedXml());
}
