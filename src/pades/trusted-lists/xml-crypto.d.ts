/**
 * The parts of the library that are used here (tsconfig.json leads to this file). Its own types bring in the whole of the
 * browser's, which would change the types of the rest of the project.
 */
export interface SignatureAlgorithm {
  getSignature(data: string, key: string): string;
  verifySignature(data: string, key: string, value: string): boolean;
  getAlgorithmName(): string;
}

export class SignedXml {
  constructor(options: {
    readonly publicCert?: string;
    readonly privateKey?: string;
    readonly signatureAlgorithm?: string;
    readonly canonicalizationAlgorithm?: string;
    readonly getCertFromKeyInfo?: () => null;
    readonly getKeyInfoContent?: () => string;
  });
  readonly SignatureAlgorithms: Record<string, new () => SignatureAlgorithm>;
  readonly HashAlgorithms: Record<string, unknown>;
  /** A node of the document, or its text. */
  loadSignature(signature: object | string): void;
  checkSignature(xml: string): boolean;
  getReferences(): { readonly uri?: string; readonly signedReference?: string }[];
  addReference(reference: {
    readonly xpath: string;
    readonly uri?: string;
    readonly isEmptyUri?: boolean;
    readonly transforms: readonly string[];
    readonly digestAlgorithm: string;
  }): void;
  computeSignature(xml: string, options: { readonly prefix: string }): void;
  getSignedXml(): string;
}
