/** Anything but a clean answer keeps a file from being opened. */
export type VirusVerdict =
  | { readonly clean: true }
  /** What the scanner said: the name of what it found, or why it did not look. */
  | { readonly clean: false; readonly words: string };

/** Looks for known malware in bytes of any kind. */
export abstract class VirusScanner {
  /** Throws VirusScannerDown when there was no answer: to be asked again. */
  abstract scan(bytes: Uint8Array): Promise<VirusVerdict>;
}

/** The file is not at fault. */
export class VirusScannerDown extends Error {
  readonly code = 'VIRUS_SCANNER_DOWN';
}

/** Where none is configured: every file is opened in a process that can be killed, and that is all. */
export class NoVirusScanner extends VirusScanner {
  scan(): Promise<VirusVerdict> {
    return Promise.resolve({ clean: true });
  }
}
