/** What is sent as more than bytes, by the end of its name: what a browser saves and shows no differently for it. */
const MEDIA_TYPES: ReadonlyMap<string, string> = new Map([
  ['pdf', 'application/pdf'],
  ['jpg', 'image/jpeg'],
  ['jpeg', 'image/jpeg'],
  ['png', 'image/png'],
  ['tif', 'image/tiff'],
  ['tiff', 'image/tiff'],
  ['txt', 'text/plain'],
  ['ics', 'text/calendar'],
]);

/** The media type that a file's name promises; `application/octet-stream` for all others. */
export function mediaTypeOf(fileName: string): string {
  const end = /\.([A-Za-z0-9]{1,10})$/.exec(fileName)?.[1]?.toLowerCase() ?? '';
  return MEDIA_TYPES.get(end) ?? 'application/octet-stream';
}
