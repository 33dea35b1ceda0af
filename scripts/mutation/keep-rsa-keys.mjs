/** RSA keys that tests make are made once and used again: making them would be most of the time that mutants take. */
import crypto, { webcrypto } from 'node:crypto';
import { syncBuiltinESMExports } from 'node:module';

const kept = new Map();
const used = new Map();
let place = 'load';

/** From here on keys are those of a hook or a test: no hook's key comes again in a test, and no key twice in one test. */
export function startKeysOf(name) {
  place = name;
  if (name === 'test') for (const key of used.keys()) if (key.startsWith('test ')) used.delete(key);
}

function keyFor(what, make) {
  const name = `${place} ${what}`;
  const index = used.get(name) ?? 0;
  used.set(name, index + 1);
  const list = kept.get(name) ?? [];
  kept.set(name, list);
  return (list[index] ??= make());
}

const describe = (value) => JSON.stringify(value, (_, item) => (ArrayBuffer.isView(item) ? [...item] : item));

const { generateKeyPairSync } = crypto;
crypto.generateKeyPairSync = (type, options) =>
  type === 'rsa'
    ? keyFor(`pair ${describe(options)}`, () => generateKeyPairSync(type, options))
    : generateKeyPairSync(type, options);
syncBuiltinESMExports();

const generateKey = webcrypto.subtle.generateKey.bind(webcrypto.subtle);
webcrypto.subtle.generateKey = (algorithm, ...rest) =>
  'modulusLength' in algorithm
    ? keyFor(`web ${describe([algorithm, rest])}`, () => generateKey(algorithm, ...rest))
    : generateKey(algorithm, ...rest);
