import { setTimeout as wait } from 'node:timers/promises';
import { Injectable } from '@nestjs/common';
import type { DeclarationView } from '../declarations/index.js';
import type { UploadedFile } from '../platform/http/index.js';
import { Log } from '../platform/logging/index.js';
import { HandInReturn, VerifyReturn } from '../returns/index.js';
import { portalActor } from './portal-sessions.js';

/** Somebody sits before the page: what takes longer is looked at again later. */
const PATIENCE_MS = 20_000;

/**
 * Takes documents in and verifies them at once, so that the page can say what was found. They are stored first: whatever
 * happens to this request, they are due work like any other.
 */
@Injectable()
export class HandInAndLook {
  constructor(
    private readonly handInReturn: HandInReturn,
    private readonly verifyReturn: VerifyReturn,
    private readonly log: Log,
  ) {}

  async execute(declaration: DeclarationView, files: readonly UploadedFile[]): Promise<void> {
    const ids: string[] = [];
    for (const { fileName, bytes } of files) {
      const { id } = await this.handInReturn.execute({
        reference: declaration.reference,
        channel: 'PORTAL',
        fileName,
        bytes,
        actor: portalActor(declaration),
      });
      ids.push(id);
    }
    await Promise.race([this.#verify(ids), wait(PATIENCE_MS, undefined, { ref: false })]);
  }

  async #verify(ids: readonly string[]): Promise<void> {
    for (const id of ids) {
      try {
        await this.verifyReturn.perform(id);
      } catch (error) {
        this.log.warn(
          { id, error: String(error) },
          'A document from the portal was not verified at once; it stays due',
        );
      }
    }
  }
}
