import type { WantedData } from '../pades/index.js';

/** DER of what was fetched, as the verification takes it. */
export interface FetchedData {
  readonly certificates: readonly Uint8Array[];
  readonly crls: readonly Uint8Array[];
  readonly ocsps: readonly Uint8Array[];
}

/** Gets missing certificates and revocation data from where certificates say that they are. */
export abstract class ValidationDataSource {
  /** Never throws: what cannot be had is left out, and the verification says what it lacks. */
  abstract fetch(wanted: readonly WantedData[]): Promise<FetchedData>;
}

/** Fetches nothing: the default. */
export class NoValidationData extends ValidationDataSource {
  override fetch(): Promise<FetchedData> {
    return Promise.resolve({ certificates: [], crls: [], ocsps: [] });
  }
}
