export interface TnefFile {
  /** As Outlook writes it: eight and three letters. */
  readonly title: string;
  readonly longName?: string;
  readonly content: Buffer;
  /** It is a message of its own, as TNEF. */
  readonly embedded?: boolean;
}

/** What Outlook sends as winmail.dat (MS-OXTNEF). */
export function buildTnef(files: readonly TnefFile[]): Buffer {
  const parts = [Buffer.from('789f3e220100', 'hex'), attribute(1, 0x89006, Buffer.from([0, 0, 1, 0]))];
  for (const { title, longName, content, embedded } of files) {
    parts.push(attribute(2, 0x69002, Buffer.alloc(14)), attribute(2, 0x18010, Buffer.from(`${title}\0`, 'latin1')));
    if (embedded !== true) parts.push(attribute(2, 0x6800f, content));
    const properties = [
      // PR_RENDERING_POSITION, a named property, and one with several values stand before those that are read.
      Buffer.from('03000b37ffffffff', 'hex'),
      Buffer.concat([
        Buffer.from('03000080', 'hex'),
        Buffer.alloc(16),
        u32(1),
        filled(Buffer.from('navn\0', 'utf16le')),
        u32(7),
      ]),
      Buffer.concat([Buffer.from('03100001', 'hex'), u32(2), u32(1), u32(2)]),
      ...(longName === undefined
        ? []
        : [Buffer.concat([Buffer.from('1f000737', 'hex'), u32(1), filled(Buffer.from(`${longName}\0`, 'utf16le'))])]),
      ...(embedded === true
        ? [Buffer.concat([Buffer.from('0d000137', 'hex'), u32(1), filled(Buffer.concat([Buffer.alloc(16), content]))])]
        : []),
    ];
    parts.push(attribute(2, 0x69005, Buffer.concat([u32(properties.length), ...properties])));
  }
  return Buffer.concat(parts);
}

function attribute(level: number, id: number, content: Buffer): Buffer {
  const sum = Buffer.alloc(2);
  sum.writeUInt16LE(content.reduce((total, byte) => (total + byte) & 0xffff, 0));
  return Buffer.concat([Buffer.from([level]), u32(id), u32(content.length), content, sum]);
}

function filled(value: Buffer): Buffer {
  return Buffer.concat([u32(value.length), value, Buffer.alloc((4 - (value.length % 4)) % 4)]);
}

function u32(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32LE(value);
  return bytes;
}
