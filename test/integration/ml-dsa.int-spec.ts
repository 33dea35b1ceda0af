import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describeIf } from '../support/requires.js';

const root = join(dirname(fileURLToPath(import.meta.url)), '../..');

/** In a process of its own: the library is required when it is needed, which Jest's module loader cannot do. */
const script = `
import { ml_dsa44, ml_dsa87 } from '@noble/post-quantum/ml-dsa.js';
import { verifyMlDsa } from './dist/pades/cms/ml-dsa.js';
const der = (tag, content) => {
  const length = content.length;
  const size = length < 128 ? [length] : [0x82, length >> 8, length & 255];
  return Buffer.concat([Buffer.from([tag, ...size]), content]);
};
const message = Buffer.from('We support the declaration.');
const answers = {};
for (const [set, scheme, arc] of [['ml-dsa-44', ml_dsa44, 17], ['ml-dsa-87', ml_dsa87, 19]]) {
  const { publicKey, secretKey } = scheme.keygen(new Uint8Array(32).fill(arc));
  const signature = scheme.sign(message, secretKey);
  const oid = der(0x30, der(6, Buffer.from([0x60, 0x86, 0x48, 1, 0x65, 3, 4, 3, arc])));
  const keyInfo = der(0x30, Buffer.concat([oid, der(3, Buffer.concat([Buffer.alloc(1), publicKey]))]));
  const altered = Uint8Array.from(signature);
  altered[5] ^= 1;
  answers[set] = [
    verifyMlDsa(set, keyInfo, message, signature),
    verifyMlDsa(set, keyInfo, Buffer.from('We oppose the declaration.'), signature),
    verifyMlDsa(set, keyInfo, message, altered),
    verifyMlDsa('ml-dsa-65', keyInfo, message, signature),
    verifyMlDsa(set, keyInfo, message, signature.subarray(1)),
  ];
}
console.log(JSON.stringify(answers));
`;

describeIf(
  existsSync(join(root, 'node_modules/@noble/post-quantum')),
  'the optional package @noble/post-quantum is not installed',
)('ML-DSA', () => {
  test('a signature holds for its own message, key and parameter set only', () => {
    const output = execFileSync(process.execPath, ['--no-warnings', '--input-type=module', '-e', script], {
      cwd: root,
    });
    const one = [true, false, false, false, false];
    expect(JSON.parse(output.toString())).toEqual({ 'ml-dsa-44': one, 'ml-dsa-87': one });
  });
});
