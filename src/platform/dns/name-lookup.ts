/** As node:dns answers: strings, lists of strings (TXT), or records with members (MX). */
export type NameRecords = readonly unknown[];

/** Asks the domain name system. */
export abstract class NameLookup {
  /** Throws NameLookupFailed. */
  abstract resolve(name: string, type: string): Promise<NameRecords>;
}

/** The name does not exist (`ENOTFOUND`), has no such record (`ENODATA`), or nobody answered in time (`ETIMEOUT` …). */
export class NameLookupFailed extends Error {
  constructor(readonly code: string) {
    super(`The name could not be looked up (${code}).`);
  }
}

/** For a service that is not to ask anybody, and for a replay. */
export class NoNameLookup extends NameLookup {
  resolve(): Promise<NameRecords> {
    return Promise.reject(new NameLookupFailed('EREFUSED'));
  }
}
