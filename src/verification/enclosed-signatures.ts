import { X509Certificate } from 'node:crypto';
import { inflateSync } from 'node:zlib';
import type { PDFDocument, PDFRawStream } from 'pdf-lib';

/** Signatures that a signing service encloses in the document it seals, in XML: XAdES, or BankID's LTV-SDO. */
export interface EnclosedSignatures {
  readonly files: number;
  /** The names in the signers' certificates, each once; not verified, and no national identity number in clear. */
  readonly signers: readonly string[];
}

/** Real ones have one file per signer, of 10 to 100 kB. */
const LIMITS = {
  files: 40,
  bytesEach: 2 * 1024 * 1024,
  signaturesEach: 20,
  certificateCharacters: 16_000,
  signers: 50,
};
const MARK = Buffer.from('EmbeddedFile', 'latin1');
const OBJECT_STREAM = Buffer.from('ObjStm', 'latin1');

/** Null when the file encloses none; what cannot be read is left out. */
export async function readEnclosedSignatures(bytes: Uint8Array): Promise<EnclosedSignatures | null> {
  const file = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  // The names of a file's dictionaries stand in clear, or inside object streams.
  if (!file.includes(MARK) && !file.includes(OBJECT_STREAM)) return null;
  const texts = await embeddedTexts(bytes);
  const signatures = texts.filter(isSignatureFile);
  if (signatures.length === 0) return null;
  const signers = [...new Set(signatures.flatMap(signersOf))].slice(0, LIMITS.signers);
  return { files: signatures.length, signers };
}

async function embeddedTexts(bytes: Uint8Array): Promise<string[]> {
  // Loaded here: most files that come back have nothing embedded.
  const { PDFDict, PDFDocument, PDFName, PDFRawStream } = await import('pdf-lib');
  let document: PDFDocument;
  try {
    document = await PDFDocument.load(bytes, { updateMetadata: false, password: '' });
  } catch {
    return [];
  }
  const found = new Set<PDFRawStream>();
  for (const [, object] of document.context.enumerateIndirectObjects()) {
    if (object instanceof PDFRawStream && object.dict.get(PDFName.of('Type')) === PDFName.of('EmbeddedFile')) {
      found.add(object);
    }
    // A file specification names its file even where that does not say what it is (ISO 32000-2, 7.11.3).
    const specified = object instanceof PDFDict ? object.lookup(PDFName.of('EF')) : undefined;
    if (!(specified instanceof PDFDict)) continue;
    for (const value of specified.values()) {
      const stream = document.context.lookup(value);
      if (stream instanceof PDFRawStream) found.add(stream);
    }
  }
  return [...found].slice(0, LIMITS.files).flatMap((stream) => {
    const filter = stream.dict.lookup(PDFName.of('Filter'));
    return textOf(stream.contents, filter === undefined ? null : filter.toString());
  });
}

function textOf(contents: Uint8Array, filter: string | null): string[] {
  if (contents.length > LIMITS.bytesEach) return [];
  if (filter === null) return [Buffer.from(contents).toString('utf8')];
  if (!/^(\/FlateDecode|\[\s*\/FlateDecode\s*\])$/.test(filter)) return [];
  try {
    return [inflateSync(contents, { maxOutputLength: LIMITS.bytesEach }).toString('utf8')];
  } catch {
    return [];
  }
}

/** XML signatures (W3C XML-DSig) with XAdES properties (ETSI EN 319 132-1), and BankID's signed data objects. */
function isSignatureFile(text: string): boolean {
  // A document type can define entities, which nothing here resolves: such a file is not read.
  if (/<!(DOCTYPE|ENTITY)/i.test(text)) return false;
  const xades = text.includes('http://www.w3.org/2000/09/xmldsig#') && text.includes('http://uri.etsi.org/01903/');
  return xades || /<(?:[\w.-]{1,40}:)?SDO(?:List)?[\s>]/.test(text);
}

/** The name in the first certificate of each signature's key information: the signer's own comes first by custom. */
function signersOf(text: string): string[] {
  return text
    .split(/<(?:[\w.-]{1,40}:)?KeyInfo[\s>]/)
    .slice(1, 1 + LIMITS.signaturesEach)
    .flatMap((part) => {
      const start = /<(?:[\w.-]{1,40}:)?X509Certificate>/.exec(part);
      if (start === null) return [];
      const from = start.index + start[0].length;
      const base64 = /^[A-Za-z0-9+/=\s]+/.exec(part.slice(from, from + LIMITS.certificateCharacters))?.[0];
      return base64 === undefined ? [] : commonName(Buffer.from(base64, 'base64'));
    });
}

function commonName(der: Buffer): string[] {
  try {
    const name = /^CN=(.+)$/m.exec(new X509Certificate(der).subject)?.[1];
    return name === undefined ? [] : [masked(name)];
  } catch {
    return [];
  }
}

/** National identity numbers (eleven digits, also written as six and five) are never in clear. */
function masked(name: string): string {
  return name
    .slice(0, 100)
    .replace(/\p{C}/gu, ' ')
    .replace(/(?<!\d)\d{6}[ .-]?\d{5}(?!\d)/g, '***********');
}
