import { createHash } from 'node:crypto';

/** An indirect object: its dictionary without `/Length`, and its stream if it has one. Names in capitals are the caller's. */
export interface PdfObjectText {
  readonly dictionary: string;
  readonly stream?: Uint8Array;
}

/** How a writer encrypts (ISO 32000-2, 7.6): the trailer's `/Encrypt` dictionary, and what becomes of each stream. */
export interface PdfEncryption {
  readonly dictionary: string;
  readonly encrypt: (stream: Uint8Array, objectNumber: number) => Uint8Array;
}

/**
 * A PDF file of these objects, numbered from 1; the first is the catalogue. They hold no strings, so that encryption has
 * only streams to deal with. The file identifier is made from the contents.
 */
export function writePdf(objects: readonly PdfObjectText[], encryption?: PdfEncryption): Buffer {
  const parts: Buffer[] = [Buffer.from('%PDF-1.7\n%\u00e5\u00e6\u00f8\u00e5\n', 'latin1')];
  const offsets: number[] = [];
  let offset = parts[0]?.length ?? 0;
  const write = (...pieces: (string | Uint8Array)[]): void => {
    for (const piece of pieces) {
      const bytes = typeof piece === 'string' ? Buffer.from(piece, 'latin1') : Buffer.from(piece);
      parts.push(bytes);
      offset += bytes.length;
    }
  };
  objects.forEach(({ dictionary, stream }, index) => {
    const number = index + 1;
    offsets.push(offset);
    if (stream === undefined) {
      write(`${number} 0 obj\n<<${dictionary}>>\nendobj\n`);
      return;
    }
    const bytes = encryption?.encrypt(stream, number) ?? stream;
    write(`${number} 0 obj\n<<${dictionary}/Length ${bytes.length}>>\nstream\n`, bytes, '\nendstream\nendobj\n');
  });
  const id = createHash('sha256').update(Buffer.concat(parts)).digest('hex').slice(0, 32);
  const entries = offsets.map((at) => `${String(at).padStart(10, '0')} 00000 n \n`).join('');
  const encrypt = encryption === undefined ? '' : `/Encrypt<<${encryption.dictionary}>>`;
  const startXref = offset;
  write(
    `xref\n0 ${offsets.length + 1}\n0000000000 65535 f \n${entries}`,
    `trailer\n<</Size ${offsets.length + 1}/Root 1 0 R/ID[<${id}><${id}>]${encrypt}>>\nstartxref\n${startXref}\n%%EOF\n`,
  );
  return Buffer.concat(parts);
}
