import { createHash, createHmac } from 'node:crypto';

/**
 * The secret of a municipality's magic link: 32 bytes, made from the service's key, so that a letter can be written
 * again without the secret lying anywhere. Only its SHA-256 is stored.
 */
export class PortalLinks {
  readonly #key: Buffer;

  constructor(
    secretKey: string,
    private readonly publicUrl: string,
  ) {
    this.#key = createHash('sha256').update(secretKey).digest();
  }

  /** The address in the letter. */
  url(declarationId: string, version: number): string {
    return `${this.publicUrl}/portal/${this.#secret(declarationId, version)}`;
  }

  /** What is stored of it: SHA-256, hex. */
  hash(declarationId: string, version: number): string {
    return hashPortalSecret(this.#secret(declarationId, version));
  }

  /** The page that a link leads to, for those who have opened it already. */
  get portalUrl(): string {
    return `${this.publicUrl}/portal`;
  }

  get consoleUrl(): string {
    return `${this.publicUrl}/`;
  }

  #secret(declarationId: string, version: number): string {
    return createHmac('sha256', this.#key).update(`portal-link\0${declarationId}\0${version}`).digest('base64url');
  }
}

/** Of the link that letters bring: the one that was sent last, whether it has been opened or not. */
export function linkVersionInLetters({
  portalLinkVersion,
  portalLinkOfferedAt,
}: {
  readonly portalLinkVersion: number;
  readonly portalLinkOfferedAt: Date | null;
}): number {
  return portalLinkOfferedAt === null ? portalLinkVersion : portalLinkVersion + 1;
}

/** SHA-256 (hex) of a secret as it stands in an address. The secret has 256 bits: a slow hash would add nothing. */
export function hashPortalSecret(secret: string): string {
  return createHash('sha256').update(secret).digest('hex');
}
