import type { Request, Response } from 'express';
import multer, { memoryStorage, MulterError } from 'multer';

export interface UploadedFile {
  readonly fileName: string;
  readonly bytes: Buffer;
}

export type UploadFault = 'NO_FILE' | 'TOO_LARGE' | 'TOO_MANY' | 'UNREADABLE';

const MOST_FILES = 10;
/** Of a request as a whole, in documents of the largest size: they are in memory while it lasts. */
const MOST_AT_ONCE = 2;

/** What `readUpload` takes, so that a page can say it before anything is sent. */
export function uploadLimits(mostBytes: number): {
  readonly mostFiles: number;
  readonly mostBytes: number;
  readonly mostTogether: number;
} {
  return { mostFiles: MOST_FILES, mostBytes, mostTogether: MOST_AT_ONCE * mostBytes };
}

/**
 * Reads a form with files (multipart/form-data, RFC 7578) of at most `mostBytes` each. Its other fields are in
 * `request.body` afterwards. What is wrong is an answer for a person, not an error.
 */
export async function readUpload(
  request: Request,
  response: Response,
  field: string,
  mostBytes: number,
): Promise<UploadedFile[] | UploadFault> {
  const length = Number(request.get('content-length') ?? Number.NaN);
  // Without a length nobody knows how much is to come; browsers always say it.
  if (!(length <= uploadLimits(mostBytes).mostTogether + 100_000)) return 'TOO_LARGE';
  const read = multer({
    storage: memoryStorage(),
    limits: { fileSize: mostBytes, files: MOST_FILES, fields: 5, fieldSize: 1000, fieldNameSize: 100, parts: 20 },
  }).array(field, MOST_FILES);
  const fault = await new Promise<unknown>((resolve) => read(request, response, resolve));
  if (fault !== undefined && fault !== null) return faultOf(fault);
  const files = Array.isArray(request.files) ? request.files : [];
  // A browser sends a field that nobody filled in as a file without a name and bytes.
  const filled = files.filter((file) => file.size > 0);
  if (filled.length === 0) return 'NO_FILE';
  return filled.map((file) => ({
    // Names come as UTF-8 (HTML, 4.10.21.8), and are read as Latin-1.
    fileName: Buffer.from(file.originalname, 'latin1').toString('utf8'),
    bytes: file.buffer,
  }));
}

function faultOf(fault: unknown): UploadFault {
  if (!(fault instanceof MulterError)) return 'UNREADABLE';
  if (fault.code === 'LIMIT_FILE_SIZE') return 'TOO_LARGE';
  return fault.code === 'LIMIT_FILE_COUNT' || fault.code === 'LIMIT_UNEXPECTED_FILE' ? 'TOO_MANY' : 'UNREADABLE';
}
