export { SecretBox } from './secret-box.js';
export { RandomSecretSource, SecretSource, SeededSecretSource } from './secret-source.js';
