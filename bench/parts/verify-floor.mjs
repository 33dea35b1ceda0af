import { constants, createHash, generateKeyPairSync, sign, verify, X509Certificate } from 'node:crypto';

/** The least that any verification of one signature does: the file's SHA-256, one RSA-2048 verification, one certificate. */
export function verifyFloor(certificate) {
  const { publicKey, privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  const attributes = Buffer.alloc(200, 7);
  const key = { key: publicKey, padding: constants.RSA_PKCS1_PADDING };
  const signature = sign('sha256', attributes, privateKey);
  return (bytes) => {
    createHash('sha256').update(bytes).digest();
    const parsed = new X509Certificate(certificate);
    if (!verify('sha256', attributes, key, signature) || parsed.publicKey.asymmetricKeyType !== 'rsa') {
      throw new Error('The floor does not hold.');
    }
  };
}
