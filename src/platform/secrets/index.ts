export { RandomSecretSource, SecretSource, SeededSecretSource } from './secret-source.js';
