import { selfMadeCertificate } from '../../src/declarations/index.js';
import { createSealer, rsaKeyFromSeed, type Sealer } from '../../src/form/index.js';
import { SeededSecretSource } from '../../src/platform/secrets/index.js';

let sealer: Promise<Sealer> | null = null;

/** One seal for all tests of a file, valid from 2020: making a key is the slowest part. */
export async function testSealer(): Promise<Sealer> {
  const secrets = new SeededSecretSource('test');
  sealer ??= rsaKeyFromSeed((label, length) => secrets.bytes(label, length)).then((key) =>
    createSealer(key, [selfMadeCertificate(key, 'Testdepartementet', new Date('2020-01-01T00:00:00Z'), secrets)]),
  );
  return await sealer;
}
