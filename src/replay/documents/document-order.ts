import type { FilledFields } from './filled-fields.js';
import type { CertificateKind } from './scenario-ca.js';

/** A signed form that is wanted, as it travels to the thread that makes it. */
export interface DocumentOrder {
  /** The form as it came with the letter. */
  readonly form: Uint8Array;
  readonly fields: FilledFields;
  readonly signedAt: Date;
  readonly how: ByPen | ByCertificate;
}

export interface ByPen {
  readonly kind: 'PEN';
  /** The chance that draws the hand and the sheet: a seed, and the labels to fork it by. */
  readonly seed: string;
  readonly labels: readonly string[];
}

export interface ByCertificate {
  readonly kind: 'CERTIFICATE';
  readonly certificate: CertificateKind;
  readonly organizationName: string;
  readonly organizationNumber: string;
  readonly commonName: string;
}

/** What the thread needs to begin: the scenario CA's key (PKCS#8 PEM) and the replay's seed. */
export interface DocumentWorkerData {
  readonly caKey: string;
  readonly seed: string;
}

export type DocumentAnswer =
  { readonly id: number; readonly bytes: Uint8Array } | { readonly id: number; readonly error: string };
