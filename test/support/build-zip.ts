import { crc32, deflateRawSync } from 'node:zlib';

export interface ZipEntry {
  /** A string is written as UTF-8 and says so; bytes are written as they are. */
  readonly name: string | Buffer;
  readonly content: Uint8Array | string;
  /** Default: deflated. */
  readonly stored?: boolean;
  readonly encrypted?: boolean;
  /** Default: the truth. */
  readonly claimedBytes?: number;
  /** APPNOTE 4.4.5; default: as packed. */
  readonly method?: number;
}

const UTF8_NAME = 0x0800;
const ENCRYPTED = 0x0001;

/** A ZIP (APPNOTE 6.3), sound or as faulty as asked for. */
export function buildZip(entries: readonly ZipEntry[]): Buffer {
  const local: Buffer[] = [];
  const central: Buffer[] = [];
  let offset = 0;
  for (const entry of entries) {
    const name = typeof entry.name === 'string' ? Buffer.from(entry.name) : entry.name;
    const content = Buffer.from(entry.content);
    const packed = entry.stored === true ? content : deflateRawSync(content);
    const flags = (typeof entry.name === 'string' ? UTF8_NAME : 0) | (entry.encrypted === true ? ENCRYPTED : 0);
    const common = Buffer.alloc(26);
    common.writeUInt16LE(20, 0);
    common.writeUInt16LE(flags, 2);
    common.writeUInt16LE(entry.method ?? (entry.stored === true ? 0 : 8), 4);
    common.writeUInt32LE(crc32(content), 10);
    common.writeUInt32LE(packed.length, 14);
    common.writeUInt32LE(entry.claimedBytes ?? content.length, 18);
    common.writeUInt16LE(name.length, 22);
    const where = Buffer.alloc(14);
    where.writeUInt32LE(offset, 10);
    central.push(Buffer.from('504b01021400', 'hex'), common, where, name);
    const written = [Buffer.from('504b0304', 'hex'), common, name, packed];
    local.push(...written);
    offset += written.reduce((sum, { length }) => sum + length, 0);
  }
  const directory = Buffer.concat(central);
  const end = Buffer.alloc(22);
  end.write('PK\u0005\u0006', 'latin1');
  end.writeUInt16LE(entries.length, 8);
  end.writeUInt16LE(entries.length, 10);
  end.writeUInt32LE(directory.length, 12);
  end.writeUInt32LE(offset, 16);
  return Buffer.concat([...local, directory, end]);
}
