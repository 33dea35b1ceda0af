import { ByteCursor } from './byte-cursor.js';
import { readMapiProperties } from './mapi-properties.js';
import type { PackedFile, Unpacked } from './unpacked.js';
import type { UnpackingBudget } from './unpacking-budget.js';

const SIGNATURE = 0x223e9f78;
/** Attributes (MS-OXTNEF, 2.1.3.1 and 2.2.3). */
const ATTACH_TITLE = 0x8010;
const ATTACH_DATA = 0x800f;
const ATTACH_REND_DATA = 0x9002;
const ATTACHMENT = 0x9005;
/** Properties of an attachment (MS-OXPROPS 2.585, 2.580). */
const LONG_FILE_NAME = 0x3707;
const DATA_OBJECT = 0x3701;
/** What an embedded message begins with: the identifier of its interface (MS-OXTNEF, 2.1.3.4.2). */
const INTERFACE_ID_BYTES = 16;

interface Attached {
  title: string;
  longName: string | null;
  data: Buffer | null;
  embedded: Buffer | null;
}

/** Takes the files out of what Outlook sends as winmail.dat (MS-OXTNEF). Throws on a damaged one. */
export function unpackTnef(bytes: Buffer, budget: UnpackingBudget): Unpacked {
  const cursor = new ByteCursor(bytes);
  if (cursor.u32() !== SIGNATURE) throw new Error('it is no winmail.dat');
  cursor.u16(); // a key that nobody uses
  const attached: Attached[] = [];
  while (!cursor.atEnd) {
    cursor.u8(); // level
    const attribute = cursor.u32();
    const content = cursor.take(cursor.u32());
    cursor.u16(); // sum of the content's bytes
    takeAttribute(attached, attribute & 0xffff, content, budget);
  }
  const files = attached.flatMap((one, index) => fileOf(one, index));
  for (const file of files) {
    budget.checkFile(file.bytes.length, file.bytes.length);
    budget.spend(file.bytes.length);
  }
  return { is: 'OPEN', files, signedOutside: false };
}

function takeAttribute(attached: Attached[], attribute: number, content: Buffer, budget: UnpackingBudget): void {
  if (attribute === ATTACH_REND_DATA) {
    attached.push({ title: '', longName: null, data: null, embedded: null });
    budget.checkEntries(attached.length);
  }
  const current = attached.at(-1);
  if (current === undefined) return;
  if (attribute === ATTACH_TITLE) current.title = content.toString('latin1').replace(/\0[^]*$/, '');
  if (attribute === ATTACH_DATA) current.data = content;
  if (attribute === ATTACHMENT) {
    const properties = readMapiProperties(content);
    current.longName = properties.text(LONG_FILE_NAME);
    current.embedded = properties.binary(DATA_OBJECT);
  }
}

function fileOf({ title, longName, data, embedded }: Attached, index: number): PackedFile[] {
  const fileName = longName ?? (title === '' ? `vedlegg-${index + 1}` : title);
  if (data !== null && data.length > 0) return [{ fileName, type: '', bytes: data }];
  const inner = embedded?.subarray(INTERFACE_ID_BYTES);
  if (inner !== undefined && inner.length > 4 && inner.readUInt32LE() === SIGNATURE) {
    return [{ fileName, type: 'application/ms-tnef', bytes: inner }];
  }
  return data === null ? [] : [{ fileName, type: '', bytes: data }];
}
