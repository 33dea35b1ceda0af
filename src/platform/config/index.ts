export { readConfig, type Config } from './config.js';
export { PACKAGE_ROOT, packageFile } from './package-root.js';
