import { ByteCursor } from './byte-cursor.js';

/** Lengths of values of fixed length by their type, as they are stored (MS-OXCDATA 2.11.1, filled up to four). */
const FIXED: Readonly<Record<number, number>> = {
  0x0001: 4,
  0x0002: 4,
  0x0003: 4,
  0x0004: 4,
  0x0005: 8,
  0x0006: 8,
  0x0007: 8,
  0x000a: 4,
  0x000b: 4,
  0x0014: 8,
  0x0040: 8,
  0x0048: 16,
};
const STRING8 = 0x001e;
const UNICODE = 0x001f;
const VARIABLE = new Set([STRING8, UNICODE, 0x000d, 0x0102]);
const MULTIPLE = 0x1000;

export interface MapiProperties {
  /** Null when there is none. */
  readonly text: (id: number) => string | null;
  readonly binary: (id: number) => Buffer | null;
}

/** Properties as TNEF packs them (MS-OXTNEF, 2.1.3.4). Throws on a type that it does not know, and past the end. */
export function readMapiProperties(bytes: Buffer): MapiProperties {
  const found = new Map<number, { readonly type: number; readonly value: Buffer }>();
  const cursor = new ByteCursor(bytes);
  const count = cursor.u32();
  for (let index = 0; index < count; index++) {
    const type = cursor.u16();
    const id = cursor.u16();
    if (id >= 0x8000) skipName(cursor);
    const value = readValue(cursor, type);
    if (!found.has(id)) found.set(id, { type, value });
  }
  return {
    text: (id) => {
      const property = found.get(id);
      if (property === undefined) return null;
      const text = property.value.toString(property.type === UNICODE ? 'utf16le' : 'latin1').replace(/\0[^]*$/, '');
      return text === '' ? null : text;
    },
    binary: (id) => found.get(id)?.value ?? null,
  };
}

/** A named property: the set it is of, then a number or a name. */
function skipName(cursor: ByteCursor): void {
  cursor.take(16);
  if (cursor.u32() === 0) cursor.u32();
  else takeFilled(cursor);
}

function readValue(cursor: ByteCursor, type: number): Buffer {
  const base = type & ~MULTIPLE;
  const many = (type & MULTIPLE) !== 0;
  const fixed = FIXED[base];
  if (fixed !== undefined) return cursor.take(fixed * (many ? cursor.u32() : 1));
  if (!VARIABLE.has(base)) throw new Error(`it has a property of the unknown type ${type}`);
  const values = cursor.u32();
  let first: Buffer | null = null;
  for (let index = 0; index < values; index++) {
    const value = takeFilled(cursor);
    first ??= value;
  }
  return first ?? Buffer.alloc(0);
}

function takeFilled(cursor: ByteCursor): Buffer {
  const value = cursor.take(cursor.u32());
  cursor.align();
  return value;
}
