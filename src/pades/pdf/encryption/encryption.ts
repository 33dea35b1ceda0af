import { createDecipheriv, createHash } from 'node:crypto';
import { PdfArray, PdfDictionary, PdfName, PdfString, integerOf, nameOf } from '../pdf-object.js';
import type { PdfObject } from '../pdf-object.js';
import { rc4 } from './rc4.js';
import { fileKey } from './standard-security-handler.js';

/** How a crypt filter treats its data (ISO 32000-2, table 25; AESV4: ISO/TS 32003). */
type Method = 'Identity' | 'V2' | 'AESV2' | 'AESV3' | 'AESV4' | 'unknown';

export type Opening = 'empty password' | 'given password' | 'no key';

type Filters = { readonly strings: Method; readonly streams: Method; readonly embedded: Method };

/** What a file's encryption dictionary says, and the key when a password gave it (7.6). */
export class Encryption {
  constructor(
    readonly handler: string,
    /** 'no key': strings stay as they stand, streams cannot be read. */
    readonly opening: Opening,
    private readonly key: Uint8Array | null,
    private readonly filters: Filters,
    private readonly named: ReadonlyMap<string, Method>,
    private readonly encryptMetadata: boolean,
  ) {}

  /** Bytes that cannot be decrypted stay as they are, so that they still can be compared. */
  string(number: number, generation: number, bytes: Uint8Array): Uint8Array {
    return this.decrypt(this.filters.strings, number, generation, bytes) ?? bytes;
  }

  /** The stream's data as its other filters take it, or null when there is no key or the data is damaged. */
  stream(number: number, generation: number, dictionary: PdfDictionary, data: Uint8Array): Uint8Array | null {
    return this.decrypt(this.methodFor(dictionary), number, generation, data);
  }

  private methodFor(dictionary: PdfDictionary): Method {
    const type = nameOf(dictionary.get('Type'));
    // 7.5.8.2: cross-reference streams are never encrypted.
    if (type === 'XRef') return 'Identity';
    const own = cryptFilterName(dictionary);
    if (own !== null) return own === 'Identity' ? 'Identity' : (this.named.get(own) ?? 'unknown');
    if (type === 'Metadata' && !this.encryptMetadata) return 'Identity';
    return type === 'EmbeddedFile' ? this.filters.embedded : this.filters.streams;
  }

  private decrypt(method: Method, number: number, generation: number, data: Uint8Array): Uint8Array | null {
    if (method === 'Identity') return data;
    if (!this.key || method === 'unknown') return null;
    if (method === 'V2') return rc4(this.objectKey(method, number, generation), data);
    return decryptAes(method, method === 'AESV2' ? this.objectKey(method, number, generation) : this.key, data);
  }

  /** Algorithm 1: a key of its own for every object. */
  private objectKey(method: Method, number: number, generation: number): Uint8Array {
    const hash = createHash('md5').update(this.key!);
    hash.update(Uint8Array.of(number, number >> 8, number >> 16, generation, generation >> 8));
    if (method === 'AESV2') hash.update('sAlT', 'latin1');
    return hash.digest().subarray(0, Math.min(16, this.key!.length + 5));
  }
}

/** The name in the parameters of a /Crypt filter, which stands first (7.4.10); null when there is none. */
function cryptFilterName(dictionary: PdfDictionary): string | null {
  const first = (value: PdfObject): PdfObject => (value instanceof PdfArray ? (value.items[0] ?? null) : value);
  if (nameOf(first(dictionary.get('Filter'))) !== 'Crypt') return null;
  const parameters = first(dictionary.get('DecodeParms'));
  return (parameters instanceof PdfDictionary ? nameOf(parameters.get('Name')) : null) ?? 'Identity';
}

const ciphers = { AESV2: 'aes-128-cbc', AESV3: 'aes-256-cbc' } as const;

function decryptAes(method: 'AESV2' | 'AESV3' | 'AESV4', key: Uint8Array, data: Uint8Array): Uint8Array | null {
  if (data.length === 0) return data;
  try {
    if (method === 'AESV4') {
      const cipher = createDecipheriv('aes-256-gcm', key, data.subarray(0, 12));
      cipher.setAuthTag(data.subarray(-16));
      return Buffer.concat([cipher.update(data.subarray(12, -16)), cipher.final()]);
    }
    const cipher = createDecipheriv(ciphers[method], key, data.subarray(0, 16)).setAutoPadding(false);
    const whole = data.subarray(16, data.length - (data.length % 16));
    const plain = Buffer.concat([cipher.update(whole), cipher.final()]);
    // 7.6.3.1: the padding always is there; a wrong one is kept, as other readers do.
    const pad = plain.at(-1) ?? 0;
    return pad >= 1 && pad <= 16 ? plain.subarray(0, plain.length - pad) : plain;
  } catch {
    return null;
  }
}

/**
 * Reads an encryption dictionary (7.6.2) and tries the given password and then the empty one. `resolve` must not
 * decrypt: the dictionary's own strings never are encrypted.
 */
export function readEncryption(
  dictionary: PdfDictionary,
  fileId: Uint8Array,
  password: string | null,
  resolve: (value: PdfObject) => PdfObject,
): Encryption {
  const entry = (key: string): PdfObject => resolve(dictionary.get(key));
  const text = (key: string): Uint8Array => {
    const value = entry(key);
    return value instanceof PdfString ? value.bytes : new Uint8Array();
  };
  const handler = nameOf(entry('Filter')) ?? 'unknown';
  const version = integerOf(entry('V')) ?? 0;
  const revision = integerOf(entry('R')) ?? 0;
  const named = cryptFilters(entry('CF'), resolve);
  const methodOf = (key: string, otherwise: Method): Method => {
    const name = nameOf(entry(key));
    return name === null ? otherwise : name === 'Identity' ? 'Identity' : (named.methods.get(name) ?? 'unknown');
  };
  const streams = version < 4 ? 'V2' : methodOf('StmF', 'Identity');
  const filters: Filters = {
    streams,
    strings: version < 4 ? 'V2' : methodOf('StrF', 'Identity'),
    embedded: version < 4 ? 'V2' : methodOf('EFF', streams),
  };
  const encryptMetadata = entry('EncryptMetadata') !== false;
  const label = `${handler} V${version} R${revision} ${filters.streams}`;
  const make = (opening: Opening, key: Uint8Array | null): Encryption =>
    new Encryption(label, opening, key, filters, named.methods, encryptMetadata);
  if (handler !== 'Standard' || revision < 2 || revision > 7) return make('no key', null);
  const length = integerOf(entry('Length')) ?? 40;
  const standard = {
    revision,
    owner: text('O'),
    user: text('U'),
    ownerKey: text('OE'),
    userKey: text('UE'),
    permissions: integerOf(entry('P')) ?? 0,
    encryptMetadata,
    fileId,
    keyLengths:
      revision === 2 ? [5] : keyLengths(version < 4 ? [length >> 3, 16, 5] : [16, ...named.lengths, length >> 3]),
  };
  const given = password === null || password === '' ? null : fileKey(standard, password);
  if (given) return make('given password', given);
  const empty = fileKey(standard, '');
  return empty ? make('empty password', empty) : make('no key', null);
}

const keyLengths = (candidates: readonly number[]): number[] => [
  ...new Set(candidates.filter((length) => length >= 5 && length <= 16)),
];

function cryptFilters(
  value: PdfObject,
  resolve: (value: PdfObject) => PdfObject,
): { methods: Map<string, Method>; lengths: number[] } {
  const methods = new Map<string, Method>();
  const lengths: number[] = [];
  for (const [name, item] of value instanceof PdfDictionary ? value.entries : []) {
    const filter = resolve(item);
    if (!(filter instanceof PdfDictionary)) continue;
    const method = resolve(filter.get('CFM'));
    methods.set(name, method instanceof PdfName && isMethod(method.name) ? method.name : 'unknown');
    const length = integerOf(resolve(filter.get('Length')));
    // Bytes by the standard; bits in many files.
    if (length !== null) lengths.push(length > 32 ? length >> 3 : length);
  }
  return { methods, lengths };
}

const isMethod = (name: string): name is Method => ['V2', 'AESV2', 'AESV3', 'AESV4'].includes(name);
