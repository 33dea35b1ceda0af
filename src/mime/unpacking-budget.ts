import type { ReadingLimits } from './reading-limits.js';

/** A container goes past a limit: it is left shut. */
export class PastUnpackingLimit extends Error {
  readonly code = 'PAST_UNPACKING_LIMIT';
}

/** What may still be unpacked of one message, whatever container it lies in. */
export class UnpackingBudget {
  #bytes = 0;
  #files = 0;

  constructor(private readonly limits: ReadingLimits) {}

  /** Asked before a file is unpacked, by the size it claims, and as it comes. Throws PastUnpackingLimit. */
  checkFile(unpackedBytes: number, packedBytes: number): void {
    const { unpackedBytes: most, growth, freelyUnpackedBytes } = this.limits;
    if (this.#bytes + unpackedBytes > most) {
      throw new PastUnpackingLimit(`unpacked, it is longer than ${most / 1024 / 1024} megabytes`);
    }
    if (unpackedBytes > freelyUnpackedBytes && unpackedBytes > growth * packedBytes) {
      throw new PastUnpackingLimit(`a file in it grows to more than ${growth} times its packed length`);
    }
  }

  /** Throws PastUnpackingLimit. */
  checkEntries(entries: number): void {
    const { containerEntries } = this.limits;
    if (entries > containerEntries) throw new PastUnpackingLimit(`it holds more than ${containerEntries} entries`);
  }

  /** Before the files of a container are taken. Throws PastUnpackingLimit. */
  checkFiles(files: number): void {
    const { files: most } = this.limits;
    if (this.#files + files > most) throw new PastUnpackingLimit(`with it, the message brings more than ${most} files`);
  }

  spend(bytes: number): void {
    this.#bytes += bytes;
  }

  /** False when there are too many files. */
  countFile(): boolean {
    return ++this.#files <= this.limits.files;
  }
}
