import { createPrivateKey, generateKeyPair, type KeyObject } from 'node:crypto';
import { chmod, mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { createSealCertificate, createSealer, readSealP12, type Sealer } from '../form/index.js';
import type { SecretSource } from '../platform/secrets/index.js';

export interface SealStoreOptions {
  readonly stateDirectory: string;
  /** Null: a seal is made at first start, and says of itself that it is self-made. */
  readonly p12: { readonly file: string; readonly password: string } | null;
  /** Name in a self-made seal. */
  readonly owner: string;
  readonly now: Date;
  readonly secrets: SecretSource;
}

const KEY_FILE = 'seal.key.pem';
const CERTIFICATE_FILE = 'seal.cer';
const YEARS = 10;

/** The ministry's seal: the configured PKCS#12 file, else the one made at first start and kept with mode 0600. */
export async function loadSeal(options: SealStoreOptions): Promise<Sealer> {
  if (options.p12 !== null) {
    const { key, certificates } = readSealP12(await readFile(options.p12.file), options.p12.password);
    return createSealer(key, certificates);
  }
  return (await readSelfMade(options.stateDirectory)) ?? (await makeSelfMade(options));
}

async function readSelfMade(stateDirectory: string): Promise<Sealer | null> {
  try {
    const pem = await readFile(join(stateDirectory, KEY_FILE), 'utf8');
    const certificate = await readFile(join(stateDirectory, CERTIFICATE_FILE));
    return createSealer(createPrivateKey(pem), [certificate]);
  } catch (error) {
    if (isMissing(error)) return null;
    throw error;
  }
}

async function makeSelfMade(options: SealStoreOptions): Promise<Sealer> {
  const { privateKey } = await promisify(generateKeyPair)('rsa', { modulusLength: 2048 });
  const certificate = selfMadeCertificate(privateKey, options.owner, options.now, options.secrets);
  await mkdir(options.stateDirectory, { recursive: true, mode: 0o700 });
  const pem = privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();
  // The key last: a seal is there only when both are.
  await writeWhole(join(options.stateDirectory, CERTIFICATE_FILE), certificate);
  await writeWhole(join(options.stateDirectory, KEY_FILE), pem);
  return createSealer(privateKey, [certificate]);
}

/** A certificate for a seal that nobody else vouches for; its name says so. */
export function selfMadeCertificate(key: KeyObject, owner: string, now: Date, secrets: SecretSource): Uint8Array {
  const notAfter = new Date(now);
  notAfter.setUTCFullYear(notAfter.getUTCFullYear() + YEARS);
  const serialNumber = Buffer.from(secrets.bytes('seal-serial-number', 16));
  serialNumber.writeUInt8((serialNumber.readUInt8(0) & 0x7f) | 0x40, 0);
  return createSealCertificate({ key, organization: owner, serialNumber, notBefore: now, notAfter });
}

/** A crash leaves the old file or the new one, never half of one. */
async function writeWhole(file: string, content: string | Uint8Array): Promise<void> {
  await writeFile(`${file}.new`, content, { mode: 0o600 });
  await chmod(`${file}.new`, 0o600);
  await rename(`${file}.new`, file);
}

function isMissing(error: unknown): boolean {
  return (error as { code?: unknown }).code === 'ENOENT';
}
