import { constants, inflateRawSync, inflateSync } from 'node:zlib';
import { LimitExceeded } from '../limits.js';
import type { Budget } from '../limits.js';
import { PdfArray, PdfDictionary, integerOf, nameOf } from './pdf-object.js';
import type { PdfObject, PdfStream } from './pdf-object.js';

type Resolve = (value: PdfObject) => PdfObject;

/**
 * A stream's data with its filters undone (ISO 32000-2, 7.4), or null when a filter is a picture codec, unknown or fails.
 * Every byte that comes out is charged to the budget, so a deflate bomb ends in LimitExceeded.
 */
export function decodeStream(stream: PdfStream, resolve: Resolve, budget: Budget): Uint8Array | null {
  const asList = (value: PdfObject): PdfObject[] => {
    const resolved = resolve(value);
    if (resolved === null) return [];
    return resolved instanceof PdfArray ? resolved.items.map(resolve) : [resolved];
  };
  const filters = asList(stream.dictionary.get('Filter'));
  const parameters = asList(stream.dictionary.get('DecodeParms'));
  if (filters.length > 8 || stream.locked) return null;
  let data: Uint8Array | null = stream.data;
  for (const [index, filter] of filters.entries()) {
    const own = parameters[index];
    const options = own instanceof PdfDictionary ? own : new PdfDictionary(new Map());
    data = applyFilter(nameOf(filter), data, (key) => integerOf(resolve(options.get(key))), budget);
    if (data === null) return null;
  }
  return data;
}

function applyFilter(
  name: string | null,
  data: Uint8Array,
  option: (key: string) => number | null,
  budget: Budget,
): Uint8Array | null {
  switch (name) {
    case 'FlateDecode':
    case 'Fl': {
      const plain = inflate(data, budget);
      return plain && undoPredictor(plain, option, budget);
    }
    case 'LZWDecode':
    case 'LZW': {
      const plain = decodeLzw(data, option('EarlyChange') ?? 1, budget);
      return plain && undoPredictor(plain, option, budget);
    }
    case 'ASCIIHexDecode':
    case 'AHx':
      return decodeHex(data, budget);
    case 'ASCII85Decode':
    case 'A85':
      return decodeAscii85(data, budget);
    // 7.4.10: undone when the stream was decrypted.
    case 'Crypt':
      return data;
    case 'RunLengthDecode':
    case 'RL':
      return decodeRunLength(data, budget);
    default:
      return null;
  }
}

function inflate(data: Uint8Array, budget: Budget): Uint8Array | null {
  const room = budget.left('inflatedBytes');
  if (room === 0) budget.spend('inflatedBytes');
  // Real files cut the Adler checksum off; a sync flush gives what is there.
  const options = { finishFlush: constants.Z_SYNC_FLUSH, maxOutputLength: room };
  for (const unpack of [inflateSync, inflateRawSync]) {
    try {
      const plain = unpack(unpack === inflateRawSync ? data.subarray(2) : data, options);
      budget.spend('inflatedBytes', plain.length);
      return plain;
    } catch (error) {
      if ((error as { code?: string }).code === 'ERR_BUFFER_TOO_LARGE')
        throw new LimitExceeded('inflatedBytes', budget.limits.inflatedBytes);
      if (error instanceof LimitExceeded) throw error;
    }
  }
  return null;
}

/** 7.4.4.4: PNG predictors (10–15) and the TIFF predictor for 8-bit components. */
function undoPredictor(data: Uint8Array, option: (key: string) => number | null, budget: Budget): Uint8Array | null {
  const predictor = option('Predictor') ?? 1;
  if (predictor === 1) return data;
  const colors = option('Colors') ?? 1;
  const bits = option('BitsPerComponent') ?? 8;
  const columns = option('Columns') ?? 1;
  if (colors < 1 || colors > 32 || columns < 1 || columns > 1_000_000 || ![1, 2, 4, 8, 16].includes(bits)) return null;
  const pixel = Math.max(1, (colors * bits) >> 3);
  const row = (colors * bits * columns + 7) >> 3;
  budget.spend('work', data.length);
  if (predictor === 2) {
    if (bits !== 8) return null;
    const out = Uint8Array.from(data);
    for (let i = 0; i < out.length; i++) if (i % row >= pixel) out[i] = (out[i]! + out[i - pixel]!) & 0xff;
    return out;
  }
  const rows = Math.floor((data.length + row) / (row + 1));
  const out = new Uint8Array(rows * row);
  for (let r = 0; r < rows; r++) {
    const kind = data[r * (row + 1)];
    const from = r * (row + 1) + 1;
    const to = r * row;
    for (let i = 0; i < row; i++) {
      const left = i >= pixel ? out[to + i - pixel]! : 0;
      const up = r > 0 ? out[to + i - row]! : 0;
      const corner = r > 0 && i >= pixel ? out[to + i - row - pixel]! : 0;
      let guess = 0;
      if (kind === 1) guess = left;
      else if (kind === 2) guess = up;
      else if (kind === 3) guess = (left + up) >> 1;
      else if (kind === 4) {
        const [a, b, c] = [Math.abs(up - corner), Math.abs(left - corner), Math.abs(left + up - 2 * corner)];
        guess = a <= b && a <= c ? left : b <= c ? up : corner;
      } else if (kind !== 0) return null;
      out[to + i] = ((data[from + i] ?? 0) + guess) & 0xff;
    }
  }
  return out;
}

function decodeHex(data: Uint8Array, budget: Budget): Uint8Array | null {
  budget.spend('inflatedBytes', data.length >> 1);
  const text = Buffer.from(data).toString('latin1').split('>')[0]!.replace(/\s/g, '');
  if (!/^[0-9A-Fa-f]*$/.test(text)) return null;
  return Buffer.from(text.length % 2 ? `${text}0` : text, 'hex');
}

function decodeAscii85(data: Uint8Array, budget: Budget): Uint8Array | null {
  budget.spend('inflatedBytes', data.length * 4);
  const out: number[] = [];
  let group: number[] = [];
  const flush = (size: number): void => {
    let value = 0;
    for (const digit of group) value = value * 85 + digit;
    for (let i = 0; i < size; i++) out.push(Math.floor(value / 256 ** (3 - i)) & 0xff);
    group = [];
  };
  for (const byte of data) {
    if (byte === 0x7e) break;
    if (byte <= 32) continue;
    if (byte === 0x7a && group.length === 0) out.push(0, 0, 0, 0);
    else if (byte >= 0x21 && byte <= 0x75) {
      group.push(byte - 0x21);
      if (group.length === 5) flush(4);
    } else return null;
  }
  if (group.length === 1) return null;
  if (group.length > 1) {
    const size = group.length - 1;
    while (group.length < 5) group.push(84);
    flush(size);
  }
  return Uint8Array.from(out);
}

function decodeRunLength(data: Uint8Array, budget: Budget): Uint8Array | null {
  const parts: Uint8Array[] = [];
  for (let i = 0; i < data.length;) {
    const length = data[i++]!;
    if (length === 128) break;
    const part = length < 128 ? data.subarray(i, i + length + 1) : new Uint8Array(257 - length).fill(data[i] ?? 0);
    i += length < 128 ? length + 1 : 1;
    budget.spend('inflatedBytes', part.length);
    parts.push(part);
  }
  return Buffer.concat(parts);
}

function decodeLzw(data: Uint8Array, earlyChange: number, budget: Budget): Uint8Array | null {
  const parts: Uint8Array[] = [];
  let table: Uint8Array[] = [];
  let width = 9;
  let previous: Uint8Array | null = null;
  const reset = (): void => {
    table = Array.from({ length: 258 }, (_, i) => Uint8Array.of(i & 0xff));
    width = 9;
    previous = null;
  };
  reset();
  let bits = 0;
  let held = 0;
  for (const byte of data) {
    bits = ((bits << 8) | byte) & 0xffffff;
    held += 8;
    if (held < width) continue;
    held -= width;
    const code = (bits >> held) & ((1 << width) - 1);
    if (code === 257) break;
    if (code === 256) {
      reset();
      continue;
    }
    const last: Uint8Array | null = previous;
    let entry: Uint8Array;
    if (code < table.length) entry = table[code]!;
    else if (last && code === table.length) entry = Buffer.concat([last, last.subarray(0, 1)]);
    else return null;
    budget.spend('inflatedBytes', entry.length);
    parts.push(entry);
    if (last && table.length < 4096) {
      budget.spend('work', last.length + 1);
      table.push(Buffer.concat([last, entry.subarray(0, 1)]));
    }
    previous = entry;
    const size = table.length + earlyChange;
    width = size >= 2048 ? 12 : size >= 1024 ? 11 : size >= 512 ? 10 : 9;
  }
  return Buffer.concat(parts);
}
