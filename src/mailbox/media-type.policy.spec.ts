import { mediaTypeOf } from './media-type.policy.js';

test.each([
  ['Erklæring.PDF', 'application/pdf'],
  ['side 1.jpeg', 'image/jpeg'],
  ['side.tif', 'image/tiff'],
  ['møte.ics', 'text/calendar'],
  ['pdf', 'application/octet-stream'],
  ['skjema.pdf.exe', 'application/octet-stream'],
  ['side.html', 'application/octet-stream'],
  ['', 'application/octet-stream'],
])('%s is sent as %s', (fileName, mediaType) => {
  expect(mediaTypeOf(fileName)).toBe(mediaType);
});
