import { randomUUID } from 'node:crypto';
import { chown, mkdir, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

/** One account's mail in the Maildir++ layout: INBOX in the folder itself, other folders in subfolders with a dot. */
export class Maildir {
  readonly #path: string;
  readonly #owner: { readonly uid: number; readonly gid: number };

  constructor(path: string, owner: { readonly uid: number; readonly gid: number }) {
    this.#path = path;
    this.#owner = owner;
  }

  /** The messages of a folder as they were delivered, in the order of their file names (time of delivery first). */
  async messages(folder = 'INBOX'): Promise<Buffer[]> {
    const messages: Buffer[] = [];
    for (const { file } of await this.#files(folder)) messages.push(await readFile(file));
    return messages;
  }

  async count(folder = 'INBOX'): Promise<number> {
    return (await this.#files(folder)).length;
  }

  /** Puts a message there as the mail server would, without one. The mailbox has to have had mail or a log-in before. */
  async add(raw: Uint8Array, folder = 'INBOX'): Promise<void> {
    const name = `${process.hrtime.bigint()}.${randomUUID()}.local`;
    const own = this.#folder(folder);
    for (const part of ['', 'tmp', 'new', 'cur']) {
      await mkdir(join(own, part), { recursive: true, mode: 0o700 });
      await chown(join(own, part), this.#owner.uid, this.#owner.gid);
    }
    const staged = join(own, 'tmp', name);
    await writeFile(staged, raw, { mode: 0o600 });
    await chown(staged, this.#owner.uid, this.#owner.gid);
    await rename(staged, join(own, 'new', name));
  }

  /** Takes away what Dovecot knows of the messages' numbers: it gives them new ones. Only while it is stopped. */
  async forgetNumbers(): Promise<void> {
    for (const name of await readdir(this.#path, { recursive: true })) {
      if (/(^|\/)dovecot[.-]/.test(name)) await rm(join(this.#path, name), { force: true });
    }
  }

  async #files(folder: string): Promise<{ name: string; file: string }[]> {
    const files: { name: string; file: string }[] = [];
    for (const part of ['new', 'cur']) {
      const path = join(this.#folder(folder), part);
      for (const name of await readdir(path).catch(emptyIfAbsent)) files.push({ name, file: join(path, name) });
    }
    return files.toSorted((a, b) => (a.name < b.name ? -1 : 1));
  }

  #folder(name: string): string {
    return name === 'INBOX' ? this.#path : join(this.#path, `.${name}`);
  }
}

function emptyIfAbsent(error: unknown): string[] {
  if ((error as { code?: unknown }).code === 'ENOENT') return [];
  throw error;
}
