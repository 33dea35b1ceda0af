import { stat } from 'node:fs/promises';
import type { TrustedList } from '../pades/index.js';
import { readTrustedListFiles } from './trusted-list-files.js';

/**
 * Trusted lists whose files are replaced while the service runs: a list is issued anew at least every six months
 * (TS 119 612, 5.3.15), mostly every day. A file is read again when it has changed.
 */
export class RenewedTrustedLists {
  #read: { readonly stamp: string; readonly lists: readonly TrustedList[] };

  private constructor(
    private readonly files: readonly string[],
    private readonly signerFiles: readonly string[],
    private readonly onTrouble: (error: unknown) => void,
    read: { readonly stamp: string; readonly lists: readonly TrustedList[] },
  ) {
    this.#read = read;
  }

  /** Throws ServiceError that names the file and what is wrong with it; later, trouble goes to `onTrouble`. */
  static async open(
    files: readonly string[],
    signerFiles: readonly string[],
    onTrouble: (error: unknown) => void,
  ): Promise<RenewedTrustedLists> {
    // The stamp first: a file that is replaced in between is read once more, not never.
    const stamp = await stampOf(files);
    const lists = await readTrustedListFiles(files, signerFiles);
    return new RenewedTrustedLists(files, signerFiles, onTrouble, { stamp, lists });
  }

  /** The lists as they are now. One that cannot be used leaves the former ones in force until it is mended. */
  async current(): Promise<readonly TrustedList[]> {
    try {
      const stamp = await stampOf(this.files);
      if (stamp !== this.#read.stamp) {
        // Noted first: a list that cannot be used is complained of once, not with every return.
        this.#read = { stamp, lists: this.#read.lists };
        this.#read = { stamp, lists: await readTrustedListFiles(this.files, this.signerFiles) };
      }
    } catch (error) {
      this.onTrouble(error);
    }
    return this.#read.lists;
  }
}

async function stampOf(files: readonly string[]): Promise<string> {
  const found = await Promise.all(files.map((file) => stat(file)));
  return found.map(({ mtimeMs, size, ino }) => `${mtimeMs} ${size} ${ino}`).join('\n');
}
