import type { Element } from '@xmldom/xmldom';
import { InvalidTrustedList } from '../pades.errors.js';
import { childElements, descend, parseXml, textAt } from './parse-xml.js';
import type { ServiceStatus, TrustedList, TrustedService } from './trusted-list.js';

const NAMESPACE = 'http://uri.etsi.org/02231/v2#';

/** Reads the XML of a list (ETSI TS 119 612, 5.3 to 5.6) whose signature was checked before. Throws InvalidTrustedList. */
export async function parseTrustedList(signedXml: string): Promise<TrustedList> {
  const root = (await parseXml(signedXml)).documentElement;
  const [scheme] = childElements(root, 'SchemeInformation');
  if (root.localName !== 'TrustServiceStatusList' || root.namespaceURI !== NAMESPACE || !scheme)
    throw new InvalidTrustedList('NOT_A_LIST', 'The file is no trusted list (TrustServiceStatusList).');
  const version = textAt(scheme, 'TSLVersionIdentifier');
  if (version !== '5' && version !== '6')
    throw new InvalidTrustedList(
      'NOT_A_LIST',
      `The list is of version ${version ?? 'none'}; versions 5 and 6 are read.`,
    );
  const next = textAt(scheme, 'NextUpdate', 'dateTime');
  return {
    territory: textAt(scheme, 'SchemeTerritory') ?? '',
    operator: nameOf(descend(scheme, 'SchemeOperatorName', 'Name')),
    sequenceNumber: Number(textAt(scheme, 'TSLSequenceNumber')),
    issuedAt: instant(textAt(scheme, 'ListIssueDateTime')),
    nextUpdate: next === null ? null : instant(next),
    services: descend(root, 'TrustServiceProviderList', 'TrustServiceProvider').flatMap(services),
  };
}

function services(provider: Element): TrustedService[] {
  const name = nameOf(descend(provider, 'TSPInformation', 'TSPName', 'Name'));
  return descend(provider, 'TSPServices', 'TSPService').flatMap((service) => {
    const [current] = childElements(service, 'ServiceInformation');
    if (!current) return [];
    const extensions = descend(current, 'ServiceInformationExtensions', 'Extension');
    return [
      {
        provider: name,
        name: nameOf(descend(current, 'ServiceName', 'Name')),
        type: behind(textAt(current, 'ServiceTypeIdentifier'), '/Svctype/'),
        certificates: certificates(current),
        history: [current, ...descend(service, 'ServiceHistory', 'ServiceHistoryInstance')].map(status),
        additional: extensions
          .flatMap((extension) => descend(extension, 'AdditionalServiceInformation', 'URI'))
          .map((uri) => lastPart(uri.textContent)),
        qualifiers: extensions
          .flatMap((extension) =>
            descend(extension, 'Qualifications', 'QualificationElement', 'Qualifiers', 'Qualifier'),
          )
          .map((qualifier) => lastPart(qualifier.getAttribute('uri'))),
      },
    ];
  });
}

const certificates = (information: Element): Uint8Array[] =>
  descend(information, 'ServiceDigitalIdentity', 'DigitalId', 'X509Certificate').map(
    (item) => new Uint8Array(Buffer.from(item.textContent ?? '', 'base64')),
  );

const status = (information: Element): ServiceStatus => ({
  status: lastPart(textAt(information, 'ServiceStatus')),
  from: instant(textAt(information, 'StatusStartingTime')),
});

/** English, which every list has (5.1.4), else whatever stands first. */
function nameOf(names: readonly Element[]): string {
  const english = names.find((item) => item.getAttribute('xml:lang') === 'en');
  return (english ?? names[0])?.textContent?.trim().slice(0, 300) ?? '';
}

function instant(text: string | null): Date {
  const parsed = new Date(text ?? 'none');
  if (Number.isNaN(parsed.getTime()))
    throw new InvalidTrustedList('NOT_A_LIST', `“${text ?? ''}” stands where the list must give a time.`);
  return parsed;
}

const lastPart = (uri: string | null): string => uri?.trim().split('/').at(-1) ?? '';

function behind(uri: string | null, mark: string): string {
  const at = uri?.indexOf(mark) ?? -1;
  return at < 0 ? (uri ?? '') : uri!.slice(at + mark.length);
}
