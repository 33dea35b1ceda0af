import { shareLinks } from './share-links.js';

it.each<[string, string | null]>([
  ['https://kommune-my.sharepoint.com/:b:/g/personal/kari/EaBc?e=1', 'SharePoint'],
  ['https://1drv.ms/b/s!Abc', 'OneDrive'],
  ['https://onedrive.live.com/?cid=1&id=2', 'OneDrive'],
  ['https://www.dropbox.com/s/abc/erklaering.pdf?dl=0', 'Dropbox'],
  ['https://drive.google.com/file/d/1a2b/view', 'Google Drive'],
  ['https://docs.google.com/document/d/1a2b', 'Google Drive'],
  ['https://we.tl/t-AbCdEf', 'WeTransfer'],
  ['https://kommune.wetransfer.com/downloads/abc', 'WeTransfer'],
  ['https://www.filemail.com/d/abc', 'Filemail'],
  ['HTTPS://WE.TL/t-AbC', 'WeTransfer'],
  ['https://eur03.safelinks.protection.outlook.com/?url=https%3A%2F%2Fwe.tl%2Ft-AbC&data=05%7C02', 'WeTransfer'],
  ['https://kommune.no/sak/1', null],
  ['https://sharepoint.com.stranger.example/x', null],
  ['https://drive.google.com', null],
  ['se we.tl/t-AbC', null],
  ['http://', null],
])('%s', (link, service) => {
  expect(shareLinks(`Se vedlegg her: ${link}. Hilsen Kari`).map((found) => found.service)).toEqual(
    service === null ? [] : [service],
  );
});

it('names each service once, with the first address and without the full stop of the sentence', () => {
  expect(shareLinks('Se https://we.tl/t-1. Og https://we.tl/t-2, og <https://www.dropbox.com/s/x>!')).toEqual([
    { service: 'WeTransfer', address: 'https://we.tl/t-1' },
    { service: 'Dropbox', address: 'https://www.dropbox.com/s/x' },
  ]);
});
