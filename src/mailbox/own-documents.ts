import { createHash } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { IssuedForms, Seal } from '../declarations/index.js';
import type { MessageFile } from '../mime/index.js';
import { Clock } from '../platform/clock/index.js';
import { VerificationAborted, Verifier } from '../verification/index.js';
import { isOwnDocument } from './own-document.policy.js';

/** Tells receipts and decisions of ours that come back from what a municipality returns: by our seal, not by their names. */
@Injectable()
export class OwnDocuments {
  constructor(
    private readonly seal: Seal,
    private readonly forms: IssuedForms,
    private readonly verifier: Verifier,
    private readonly clock: Clock,
  ) {}

  /** Those of the files that are ours. Throws VerifierClosed when the service is shutting down. */
  async among(files: readonly MessageFile[]): Promise<MessageFile[]> {
    const own: MessageFile[] = [];
    for (const file of files) {
      if (file.remark === null && (await this.#isOwn(file.bytes))) own.push(file);
    }
    return own;
  }

  async #isOwn(bytes: Buffer): Promise<boolean> {
    const [certificate] = this.seal.sealer.certificates;
    // Few files hold our seal's certificate, and most that do are forms that we issued: only the rest is looked into.
    if (certificate === undefined || !bytes.includes(Buffer.from(certificate).toString('hex'))) return false;
    if ((await this.forms.findByPrefix(bytes)) !== null) return false;
    const sha256 = createHash('sha256').update(certificate).digest('hex');
    try {
      const request = { bytes, trustAnchors: this.seal.sealer.certificates, at: this.clock.now() };
      return isOwnDocument((await this.verifier.verify(request)).report, sha256);
    } catch (error) {
      if (error instanceof VerificationAborted) return false;
      throw error;
    }
  }
}
