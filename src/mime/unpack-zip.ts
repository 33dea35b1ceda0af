import type { Entry, ZipFile } from 'yauzl';
import type { PackedFile, Unpacked } from './unpacked.js';
import { type UnpackingBudget } from './unpacking-budget.js';

/** What Windows writes in a name without saying so: code page 865, and 850 for the letters that Norwegian has. */
const DOS_LETTERS: Readonly<Record<string, string>> = {
  '\u0086': 'å',
  '\u008f': 'Å',
  '\u0091': 'æ',
  '\u0092': 'Æ',
  '\u009b': 'ø',
  '\u009d': 'Ø',
};
const OF_THE_SYSTEM = /^(?:\._|\.DS_Store$|Thumbs\.db$|desktop\.ini$)/i;

/** Takes the files out of a ZIP (APPNOTE 6.3). Throws PastUnpackingLimit, and what yauzl throws of a damaged one. */
export async function unpackZip(bytes: Buffer, budget: UnpackingBudget): Promise<Unpacked> {
  const { fromBufferPromise } = await import('yauzl');
  // Names are read here, as bytes: their paths are never used, and a strange one is no reason to leave a file out.
  const zip = await fromBufferPromise(bytes, { lazyEntries: true, decodeStrings: false, autoClose: false });
  try {
    budget.checkEntries(zip.entryCount);
    const entries: { readonly entry: Entry; readonly path: string }[] = [];
    for await (const entry of zip.eachEntry()) entries.push({ entry, path: pathOf(entry) });
    const names = entries.map(({ path }) => path);
    if (names.includes('[Content_Types].xml')) return { is: 'ONE_FILE' };
    if (names[0] === 'mimetype' && !names.some(isSignature)) return { is: 'ONE_FILE' };
    const kept = entries.filter(({ path }) => !isLeftOut(path));
    if (kept.some(({ entry }) => entry.isEncrypted())) return { is: 'ENCRYPTED' };
    if (kept.some(({ entry }) => !entry.canDecodeFileData())) return { is: 'UNKNOWN' };
    const files: PackedFile[] = [];
    for (const { entry, path } of kept) files.push(await inflate(zip, entry, nameIn(path), budget));
    return { is: 'OPEN', files, signedOutside: names.some(isSignature) };
  } finally {
    zip.close();
  }
}

async function inflate(zip: ZipFile, entry: Entry, fileName: string, budget: UnpackingBudget): Promise<PackedFile> {
  budget.checkFile(entry.uncompressedSize, entry.compressedSize);
  const chunks: Buffer[] = [];
  let length = 0;
  // yauzl ends the stream when the content is longer than the size that was just checked.
  for await (const chunk of await zip.openReadStreamPromise(entry)) {
    chunks.push(chunk as Buffer);
    length += (chunk as Buffer).length;
  }
  budget.spend(length);
  return { fileName, type: '', bytes: Buffer.concat(chunks, length) };
}

function pathOf(entry: Entry): string {
  const raw = entry.fileNameRaw;
  const text = raw.toString('utf8');
  const name = Buffer.from(text).equals(raw)
    ? text
    : raw.toString('latin1').replaceAll(/[\u0080-\u00ff]/g, (letter) => DOS_LETTERS[letter] ?? '_');
  return name.replaceAll('\\', '/');
}

function nameIn(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1);
}

function isLeftOut(path: string): boolean {
  const inSignedContainer = path === 'mimetype' || path.startsWith('META-INF/');
  return path.endsWith('/') || path.startsWith('__MACOSX/') || OF_THE_SYSTEM.test(nameIn(path)) || inSignedContainer;
}

/** Of an Associated Signature Container (ETSI EN 319 162-1, 4.3 and 4.4). */
function isSignature(path: string): boolean {
  return /^META-INF\/[^/]*signature[^/]*\.(?:xml|p7s|p7m)$/i.test(path);
}
