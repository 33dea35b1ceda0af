import { changesBetween } from '../../../test/support/changes-between.js';
import { plainObjects, stream } from '../../../test/support/plain-pdf.js';
import type { PlainObjects } from '../../../test/support/plain-pdf.js';

const catalog = (entries: string): string => plainObjects[1]!.replace('/Pages', `${entries} /Pages`);
const between = (before: string, after: string, more: PlainObjects = {}, was: PlainObjects = {}): string[] =>
  changesBetween({ ...plainObjects, 1: catalog(before), ...was }, { 1: catalog(after), ...more });
const updated = (key: string): string[] => [`LTA_UPDATES /Root/${key}: was added or updated`];
const refused = (key: string, why: string): string[] => [`OTHER /Root/${key}: ${why}`];
const differs = (key: string): string[] => refused(key, 'differs from what was signed');

test.each<[string, string, string, string[]]>([
  ['a version', '', '/Version /2.0', updated('Version')],
  ['another version', '/Version /1.7', '/Version /2.0', updated('Version')],
  ['a version that is none', '', '/Version (2.0)', refused('Version', 'is no version')],
  ['marks', '', '/MarkInfo << /Marked true /Suspects false >>', updated('MarkInfo')],
  ['marks that say more', '', '/MarkInfo << /Marked true /X (x) >>', refused('MarkInfo', 'holds more than flags')],
  ['no marks any more', '/MarkInfo << /Marked true >>', '', refused('MarkInfo', 'was taken away')],
  ['an extension', '', '/Extensions << /ESIC << /BaseVersion /1.7 /ExtensionLevel 5 >> >>', updated('Extensions')],
  [
    'extensions in a list, with texts',
    '',
    '/Extensions << /Type /Extensions /ISO_ [<< /URL (http://x) /ExtensionLevel 1 >> << /BaseVersion /2.0 >>] >>',
    updated('Extensions'),
  ],
  [
    'an extension of more than its version',
    '',
    '/Extensions << /ESIC << /BaseVersion [1] >> >>',
    refused('Extensions', 'an extension holds more than its version'),
  ],
  [
    'an extension that is none',
    '',
    '/Extensions << /ESIC 5 >>',
    refused('Extensions', 'an extension is no dictionary'),
  ],
  ['no extensions any more', '/Extensions << >>', '', refused('Extensions', 'was taken away')],
  ['an action at opening', '', '/OpenAction << /S /JavaScript >>', differs('OpenAction')],
  ['layers', '', '/OCProperties << >>', differs('OCProperties')],
  ['names', '', '/Names << >>', differs('Names')],
  ['permissions', '', '/Perms << >>', differs('Perms')],
  ['another language', '/Lang (nb)', '/Lang (nn)', differs('Lang')],
])('%s', (_, before, after, expected) => {
  expect(between(before, after)).toEqual(expected);
});

describe('metadata', () => {
  const packet = '<x:xmpmeta><rdf:RDF xmlns:rdf="x"></rdf:RDF></x:xmpmeta>';
  const metadata = (data: string, entries = '/Type /Metadata /Subtype /XML'): string[] =>
    between('', '/Metadata 50 0 R', { 50: stream(entries, data) });

  test.each<[string, () => string[], string[]]>([
    ['that programs read', () => metadata(packet), updated('Metadata')],
    ['with two bytes a character', () => metadata([...packet].join('\0')), updated('Metadata')],
    ['that is not XML', () => metadata(packet, '/Type /Metadata'), refused('Metadata', 'the metadata is not XML')],
    [
      'behind a filter that is not known',
      () => metadata(packet, '/Subtype /XML /Filter /Odd'),
      refused('Metadata', 'the metadata cannot be read'),
    ],
    ...['DOCTYPE', 'ENTITY', 'ELEMENT', 'ATTLIST'].map((word): [string, () => string[], string[]] => [
      `with ${word}`,
      () => metadata(`<!${word} x>${packet}`),
      refused('Metadata', 'the metadata declares entities or a document type'),
    ]),
    ['without its end', () => metadata('<rdf:RDF >'), refused('Metadata', 'the metadata is no XMP packet')],
    ['without its beginning', () => metadata('</rdf:RDF>'), refused('Metadata', 'the metadata is no XMP packet')],
    [
      'that is gone',
      () => between('/Metadata 50 0 R', '', {}, { 50: stream('/Subtype /XML', packet) }),
      refused('Metadata', 'the metadata was taken away or is no stream'),
    ],
    [
      'that is a dictionary',
      () => between('', '/Metadata << >>'),
      refused('Metadata', 'the metadata was taken away or is no stream'),
    ],
    [
      'in the place of a signed object',
      () => between('', '/Metadata 8 0 R', { 8: stream('/Subtype /XML', packet) }),
      [
        'OTHER /Root/Metadata: object 8 was overwritten for it',
        'OTHER /Root/AcroForm/Fields[0]/AP: field "Name" looks different though its value is the same',
      ],
    ],
  ])('%s', (_, judge, expected) => {
    expect(judge().sort()).toEqual([...expected].sort());
  });
});

describe('the document security store', () => {
  const data = { 60: stream('', 'data'), 61: stream('', 'more') };
  const store = (entries: string, before = ''): string[] =>
    between(before === '' ? '' : `/DSS << ${before} >>`, `/DSS << ${entries} >>`, data, before === '' ? {} : data);
  const no = (why: string): string[] => refused('DSS', why);

  test.each<[string, string, string[], string?]>([
    ['that is empty', '', updated('DSS')],
    ['with data', '/Type /DSS /Certs [60 0 R] /OCSPs [61 0 R] /CRLs []', updated('DSS')],
    ['with more data than before', '/Certs [60 0 R 61 0 R]', updated('DSS'), '/Certs [60 0 R]'],
    ['without data it had', '/Certs []', updated('DSS'), '/Certs [60 0 R]'],
    ['with something else', '/Certs [] /Odd 1', no('the validation data has an entry /Odd')],
    ['with a list that is none', '/Certs 60 0 R', no('/Certs of the validation data is no list of streams')],
    ['with a list of dictionaries', '/OCSPs [5 0 R]', no('/OCSPs of the validation data is no list of streams')],
    ['with a list of texts', '/CRLs [(x)]', no('/CRLs of the validation data is no list of streams')],
    [
      'with something among its streams',
      '/CRLs [60 0 R (x)]',
      no('/CRLs of the validation data is no list of streams'),
    ],
    [
      'by signature',
      '/VRI << /Type /VRI /AA << /Type /VRI /Cert [60 0 R] /OCSP [61 0 R] /CRL [60 0 R] >> >>',
      updated('DSS'),
    ],
    ['with times', '/VRI << /AA << /TU (D:2026) /TS 60 0 R >> >>', updated('DSS')],
    ['by signature, in a list', '/VRI [1]', no('/VRI of the validation data is no dictionary')],
    ['with an entry that is none', '/VRI << /AA 5 >>', no('an entry of /VRI is no dictionary')],
    ['with an entry of something else', '/VRI << /AA << /Odd 1 >> >>', no('an entry of /VRI has /Odd')],
    [
      'with an entry of the wrong type',
      '/VRI << /AA << /Cert 60 0 R >> >>',
      no('/Cert of an entry of /VRI has the wrong type'),
    ],
    ['with a time of the wrong type', '/VRI << /AA << /TU 5 >> >>', no('/TU of an entry of /VRI has the wrong type')],
    [
      'with a stamp of the wrong type',
      '/VRI << /AA << /TS [60 0 R] >> >>',
      no('/TS of an entry of /VRI has the wrong type'),
    ],
    ['with an entry more', '/VRI << /AA << >> /BB << >> >>', updated('DSS'), '/VRI << /AA << >> >>'],
    [
      'without an entry it had',
      '/VRI << /BB << >> >>',
      no('validation data of a signature was taken away'),
      '/VRI << /AA << >> >>',
    ],
    ['without the entries it had', '', no('validation data of a signature was taken away'), '/VRI << /AA << >> >>'],
    ['without an entry that was null', '/VRI << /BB << >> >>', updated('DSS'), '/VRI << /AA null >>'],
  ])('%s', (_, entries, expected, before = '') => {
    expect(store(entries, before)).toEqual(expected);
  });

  test('that is gone or something else', () => {
    const gone = no('the validation data was taken away or replaced by something else');
    expect(between('/DSS << /Certs [] >>', '')).toEqual(gone);
    expect(between('', '/DSS 7')).toEqual(gone);
  });
});

test('the trailer may gain document information and nothing of its own', () => {
  const info = { 50: '<< /Title (x) >>' };
  expect(changesBetween(plainObjects, info, {}, '/Info 50 0 R')).toEqual([
    'LTA_UPDATES /Info: document information changed',
  ]);
  expect(changesBetween(plainObjects, info, {}, '/Odd 50 0 R')).toEqual(['OTHER /Odd: differs from what was signed']);
  expect(changesBetween(plainObjects, {}, {}, '/ID [<00> <01>] /AuthCode << >>')).toEqual([]);
});
