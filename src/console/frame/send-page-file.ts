import type { Response } from 'express';

/** Answers with a file to be saved, never shown: what others sent must not run in the service's own origin. */
export function sendPageFile(
  response: Response,
  file: { readonly bytes: Buffer; readonly fileName: string; readonly mediaType: string },
): void {
  response.attachment(file.fileName);
  response
    .set({
      'Content-Type': file.mediaType,
      'Content-Security-Policy': "default-src 'none'; sandbox",
      'Cache-Control': 'no-store',
    })
    .send(file.bytes);
}
