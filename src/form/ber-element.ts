/** Depth beyond which an input is taken for hostile: certificates and PKCS#12 files stay far below it. */
const MAXIMUM_DEPTH = 32;

/** One element of BER (ITU-T X.690, 8): also the indefinite lengths and constructed strings that some tools write. */
export interface BerElement {
  /** The identifier octet; only the low-tag-number form (tags below 31) is read. */
  readonly tag: number;
  readonly contents: Uint8Array;
  /** The whole element, head included. */
  readonly whole: Uint8Array;
  /** The elements inside, when the element is constructed; else none. */
  readonly children: readonly BerElement[];
}

interface Read {
  readonly element: BerElement;
  readonly end: number;
}

function readAt(bytes: Uint8Array, start: number, depth: number): Read {
  if (depth > MAXIMUM_DEPTH) throw new RangeError('elements are nested too deeply');
  const tag = bytes[start];
  const first = bytes[start + 1];
  if (tag === undefined || first === undefined) throw new RangeError(`the element at ${start} is cut off`);
  if ((tag & 0x1f) === 0x1f) throw new RangeError(`the element at ${start} has a tag number above 30`);
  let from = start + 2;
  if (first === 0x80) return readIndefinite(bytes, start, tag, depth);
  let length = first;
  if (first > 0x80) {
    const count = first & 0x7f;
    if (count > 4) throw new RangeError(`the element at ${start} has a length of ${count} bytes`);
    length = 0;
    for (let i = 0; i < count; i++) length = length * 256 + (bytes[from + i] ?? Number.NaN);
    from += count;
  }
  const end = from + length;
  if (!(end <= bytes.length)) throw new RangeError(`the element at ${start} reaches beyond the end`);
  const contents = bytes.subarray(from, end);
  const children = (tag & 0x20) === 0 ? [] : readChildren(contents, depth + 1);
  return { element: { tag, contents, whole: bytes.subarray(start, end), children }, end };
}

function readIndefinite(bytes: Uint8Array, start: number, tag: number, depth: number): Read {
  if ((tag & 0x20) === 0) throw new RangeError(`the primitive element at ${start} has no length`);
  const children: BerElement[] = [];
  let at = start + 2;
  while (!(bytes[at] === 0 && bytes[at + 1] === 0)) {
    const child = readAt(bytes, at, depth + 1);
    children.push(child.element);
    at = child.end;
  }
  const end = at + 2;
  return {
    element: { tag, contents: bytes.subarray(start + 2, at), whole: bytes.subarray(start, end), children },
    end,
  };
}

function readChildren(contents: Uint8Array, depth: number): BerElement[] {
  const children: BerElement[] = [];
  for (let at = 0; at < contents.length;) {
    const child = readAt(contents, at, depth);
    children.push(child.element);
    at = child.end;
  }
  return children;
}

/** Reads the element at the start of the bytes; what follows it is left alone. Throws `RangeError` on damaged input. */
export function readBerElement(bytes: Uint8Array): BerElement {
  return readAt(bytes, 0, 0).element;
}

/** The child at an index, which must be there. */
export function berChild(parent: BerElement, index: number): BerElement {
  const child = parent.children[index];
  if (child === undefined)
    throw new RangeError(`an element has only ${parent.children.length} parts, part ${index + 1} is missing`);
  return child;
}

/** The bytes of an octet string, also when it is written in pieces or under an IMPLICIT tag. */
export function berOctets(element: BerElement): Uint8Array {
  return element.children.length === 0 ? element.contents : Buffer.concat(element.children.map(berOctets));
}

/** The dotted form of an object identifier. */
export function berObjectIdentifier(element: BerElement): string {
  const arcs: number[] = [];
  let arc = 0;
  for (const byte of element.contents) {
    arc = arc * 128 + (byte & 0x7f);
    if (byte < 0x80) {
      arcs.push(arc);
      arc = 0;
    }
  }
  const [joined = 0, ...rest] = arcs;
  const top = Math.min(2, Math.floor(joined / 40));
  return [top, joined - top * 40, ...rest].join('.');
}

/** The value of a small INTEGER, such as a version or an iteration count. */
export function berInteger(element: BerElement): number {
  return element.contents.reduce((value, byte) => value * 256 + byte, 0);
}
