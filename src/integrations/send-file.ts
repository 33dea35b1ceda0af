import { applyDecorators, StreamableFile } from '@nestjs/common';
import { ApiResponse } from '@nestjs/swagger';
import type { Response } from 'express';

export interface FileToSend {
  readonly bytes: Buffer;
  readonly fileName: string;
  readonly mediaType: string;
  /** Hex; the ETag of bytes that never change. */
  readonly sha256?: string;
}

/**
 * Answers with a file to be saved, never shown: what others sent must not run in the service's own origin. (nosniff is
 * on every answer.) Returns undefined, with status 304, when the asker has these very bytes already.
 */
export function sendFile(response: Response, file: FileToSend): StreamableFile | undefined {
  response.attachment(file.fileName);
  response.setHeader('Content-Type', file.mediaType);
  response.setHeader('Content-Security-Policy', "default-src 'none'; sandbox");
  if (file.sha256 !== undefined) {
    response.setHeader('ETag', `"${file.sha256}"`);
    if (response.req.fresh) {
      response.status(304);
      return undefined;
    }
  }
  return new StreamableFile(file.bytes, { length: file.bytes.length });
}

/** Documents a route that answers with a file. */
export function AnswersFile(mediaType: string | readonly string[], description: string): MethodDecorator {
  return applyDecorators(
    ApiResponse({
      status: 200,
      description,
      content: Object.fromEntries(
        [mediaType].flat().map((type) => [type, { schema: { type: 'string', format: 'binary' } }]),
      ),
    }),
  );
}
