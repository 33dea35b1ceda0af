import { crc32 } from 'node:zlib';

export interface ZipFile {
  /** With forward slashes; written as UTF-8. */
  readonly name: string;
  readonly bytes: Buffer;
}

const UTF8_NAME = 0x0800;
/** 1 January 1980, the earliest that fits (APPNOTE 4.4.6): one content makes one archive. */
const DATE = 0x0021;

/**
 * A ZIP (APPNOTE 6.3) of files that are not packed: PDF and JPEG gain nothing, and an archive compares digests of what
 * lies in it. Given piece by piece; for files of less than 4 GiB together.
 */
export function* writeZip(files: readonly ZipFile[]): Generator<Buffer> {
  const directory: Buffer[] = [];
  let offset = 0;
  for (const { name, bytes } of files) {
    const path = Buffer.from(name);
    const common = Buffer.alloc(26);
    common.writeUInt16LE(20, 0);
    common.writeUInt16LE(UTF8_NAME, 2);
    common.writeUInt16LE(DATE, 8);
    common.writeUInt32LE(crc32(bytes), 10);
    common.writeUInt32LE(bytes.length, 14);
    common.writeUInt32LE(bytes.length, 18);
    common.writeUInt16LE(path.length, 22);
    const place = Buffer.alloc(14);
    place.writeUInt32LE(offset, 10);
    directory.push(Buffer.from('504b01021400', 'hex'), common, place, path);
    const head = Buffer.concat([Buffer.from('504b0304', 'hex'), common, path]);
    yield head;
    yield bytes;
    offset += head.length + bytes.length;
  }
  const listed = Buffer.concat(directory);
  const end = Buffer.alloc(22);
  end.write('PK\u0005\u0006', 'latin1');
  end.writeUInt16LE(files.length, 8);
  end.writeUInt16LE(files.length, 10);
  end.writeUInt32LE(listed.length, 12);
  end.writeUInt32LE(offset, 16);
  yield listed;
  yield end;
}
