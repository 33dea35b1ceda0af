import { contentKind, type ContentKind } from './content-kind.js';
import { fileNameOf } from './file-name.js';
import { isShowable } from './is-showable.js';
import { MessageUnreadable } from './message-unreadable.js';
import type { FileRemark, MessageFile, MessageFinding } from './message.js';
import { type MimePart, parseMime } from './parse-mime.js';
import type { ReadingLimits } from './reading-limits.js';
import { unpackCms } from './unpack-cms.js';
import { unpackTnef } from './unpack-tnef.js';
import { unpackZip } from './unpack-zip.js';
import type { Unpacked } from './unpacked.js';
import { PastUnpackingLimit, UnpackingBudget } from './unpacking-budget.js';

/** A file that is no container, or one that was left shut. */
export interface UnwrappedFile extends MessageFile {
  readonly kind: ContentKind;
  readonly type: string;
  readonly inText: boolean;
}

export interface UnwrappedFiles {
  readonly files: readonly UnwrappedFile[];
  readonly findings: readonly MessageFinding[];
  /** Of a signed mail whose text lies in its signature's container; empty when there is none. */
  readonly signedText: string;
}

interface Packed {
  readonly fileName: string | null;
  readonly type: string;
  readonly bytes: Buffer;
  readonly inText?: boolean;
}

/** All files of a message: attachments, and what lies in forwarded messages, ZIP, winmail.dat and S/MIME among them. */
export async function unwrapFiles(parts: readonly MimePart[], limits: ReadingLimits): Promise<UnwrappedFiles> {
  const unwrapping = new Unwrapping(limits);
  for (const part of parts) await unwrapping.take(part, 'mail', 0, null);
  return unwrapping;
}

class Unwrapping implements UnwrappedFiles {
  readonly files: UnwrappedFile[] = [];
  readonly findings: MessageFinding[] = [];
  signedText = '';
  readonly #budget: UnpackingBudget;

  constructor(private readonly limits: ReadingLimits) {
    this.#budget = new UnpackingBudget(limits);
  }

  async take(given: Packed, within: string, depth: number, remark: FileRemark | null): Promise<void> {
    const { type, bytes, inText } = given;
    const kind = contentKind(bytes, given.fileName ?? '', type);
    if (kind !== 'MESSAGE' && isForMachines(type)) return;
    const fileName = fileNameOf(given.fileName, this.files.length + 1);
    const path = `${within} › ${fileName}`;
    const file: UnwrappedFile = { fileName, path, bytes, remark, kind, type, inText: inText === true };
    switch (kind) {
      case 'MESSAGE':
      case 'ZIP':
      case 'TNEF':
      case 'CMS':
        return await this.#open(file, depth);
      case 'ARCHIVE':
        return this.#leaveShut(file, 'UNKNOWN_CONTAINER', 'It holds other files in a form that is not opened here.');
      case 'HEIC':
        return await this.#addHeic(file);
      case 'PDF':
      case 'PICTURE':
      case 'OTHER':
        return this.#add(file);
    }
  }

  async #open(file: UnwrappedFile, depth: number): Promise<void> {
    if (depth >= this.limits.containerDepth) {
      const most = this.limits.containerDepth;
      return this.#leaveShut(
        file,
        'CONTAINER_PAST_LIMIT',
        `It lies in more than ${most} containers, one in the other.`,
      );
    }
    let unpacked: Unpacked;
    try {
      unpacked = await this.#unpack(file);
      if (unpacked.is === 'OPEN') this.#budget.checkFiles(unpacked.files.length);
      if (unpacked.is === 'MESSAGE') return await this.#takeMessage(unpacked.bytes, file, depth);
    } catch (error) {
      const words = error instanceof Error ? error.message : String(error);
      if (error instanceof PastUnpackingLimit) {
        return this.#leaveShut(file, 'CONTAINER_PAST_LIMIT', `It was not opened: ${words}.`);
      }
      return this.#leaveShut(file, 'DAMAGED_CONTAINER', `It could not be opened: ${words}`);
    }
    switch (unpacked.is) {
      case 'NOTHING':
        return;
      case 'ONE_FILE':
        return this.#add({ ...file, kind: 'OTHER' });
      case 'ENCRYPTED':
        return this.#leaveShut(file, 'ENCRYPTED_CONTAINER', 'It is encrypted, so that nobody here can open it.');
      case 'UNKNOWN':
        return this.#leaveShut(file, 'UNKNOWN_CONTAINER', 'It holds other files in a form that is not opened here.');
      case 'OPEN':
    }
    const remark = unpacked.signedOutside ? 'SIGNED_OUTSIDE' : file.remark;
    if (unpacked.signedOutside) {
      const sentence = 'A signature stands around what it holds, not in it: a person has to judge it.';
      this.findings.push({ code: 'SIGNED_OUTSIDE', about: file.path, sentence });
    }
    for (const inner of unpacked.files) await this.take(inner, file.path, depth + 1, remark);
  }

  async #unpack({ kind, bytes, fileName }: UnwrappedFile): Promise<Unpacked> {
    if (kind === 'MESSAGE') return { is: 'MESSAGE', bytes };
    if (kind === 'ZIP') return await unpackZip(bytes, this.#budget);
    return kind === 'TNEF' ? unpackTnef(bytes, this.#budget) : unpackCms(bytes, fileName);
  }

  async #takeMessage(bytes: Buffer, file: UnwrappedFile, depth: number): Promise<void> {
    const { email, parts } = await parseMime(bytes, this.limits);
    this.#budget.checkFiles(parts.length);
    if (file.kind === 'CMS') this.signedText ||= email.text ?? email.html ?? '';
    for (const part of parts) await this.take(part, file.path, depth + 1, file.remark);
  }

  async #addHeic(file: UnwrappedFile): Promise<void> {
    if (await isShowable(file.bytes)) return this.#add(file);
    const sentence = 'It is a picture in the form HEIC, which cannot be shown here: open it with another program.';
    this.findings.push({ code: 'PICTURE_NOT_SHOWABLE', about: file.path, sentence });
    this.#add({ ...file, remark: 'NOT_SHOWABLE' });
  }

  #leaveShut(file: UnwrappedFile, code: MessageFinding['code'], sentence: string): void {
    this.findings.push({ code, about: file.path, sentence });
    this.#add({ ...file, remark: 'UNOPENED' });
  }

  /** Throws MessageUnreadable. */
  #add(file: UnwrappedFile): void {
    if (!this.#budget.countFile()) {
      throw new MessageUnreadable(`It brings more than ${this.limits.files} files.`);
    }
    this.files.push(file);
  }
}

/** Parts that machines write for machines. */
function isForMachines(type: string): boolean {
  return type.startsWith('message/') || type === 'text/calendar' || type === 'text/rfc822-headers';
}
