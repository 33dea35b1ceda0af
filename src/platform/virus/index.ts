export { ClamdVirusScanner } from './clamd-virus-scanner.js';
export { NoVirusScanner, VirusScanner, VirusScannerDown, type VirusVerdict } from './virus-scanner.js';
