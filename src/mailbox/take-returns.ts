import { createHash } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { DeclarationReadModel, type DeclarationView } from '../declarations/index.js';
import { asksSomething, type FileRemark, type ReadMessage } from '../mime/index.js';
import { ReceiveReturn } from '../returns/index.js';
import { openTask } from './open-task.js';
import type { ReadableMessage, StoredMessage } from './prepare-message.js';
import { type SettledMessage, settledMessage } from './settled-message.js';

/** Makes a return of every document that a message brings. */
@Injectable()
export class TakeReturns {
  constructor(
    private readonly declarations: DeclarationReadModel,
    private readonly receiveReturn: ReceiveReturn,
  ) {}

  /** `declaration`: what the message as a whole is about. A document that points elsewhere goes there. */
  async execute(
    manager: EntityManager,
    stored: StoredMessage,
    { message, classified, match, files }: ReadableMessage,
    declaration: DeclarationView | null,
    now: Date,
  ): Promise<SettledMessage> {
    let about = declaration;
    const taken = stored.readBefore ? await takenBefore(manager, stored.id) : new Set();
    for (const [index, file] of files.entries()) {
      const { reference } = file.match;
      const owner =
        reference === match.reference || reference === null
          ? declaration
          : await this.declarations.byReference(reference, manager);
      about ??= owner;
      if (taken.size > 0 && taken.has(createHash('sha256').update(file.document.bytes).digest('hex'))) continue;
      await this.receiveReturn.execute(manager, {
        campaignId: stored.campaignId,
        declaration: owner,
        match: { by: file.match.by, candidates: file.match.candidates },
        channel: 'MAIL',
        source: `${stored.id}/${index}`,
        inboundMessageId: stored.id,
        answerTo: classified.automatic ? null : message.answerTo,
        answersMessageId: stored.messageId === '' ? null : stored.messageId,
        fileName: file.document.fileName,
        path: file.document.path,
        bytes: file.document.bytes,
        arrivedAt: stored.arrivedAt,
        handedInBy: `mail:${message.fromAddress ?? 'unknown'}`,
        reasons: notedOf(classified.automatic, file.document.remark),
        now,
      });
    }
    // The receipt answers for the document; what the covering letter asks, only a person can answer.
    if (!classified.automatic && (asksSomething(message.text) || linksElsewhere(message))) {
      await openTask(manager, about === null ? 'UNMATCHED_MESSAGE' : 'QUESTION', stored.id, about?.id ?? null, now);
    }
    return settledMessage(classified, message, match, about);
  }
}

/** The SHA-256 of documents that are returns already, wherever an operator has put them since. */
async function takenBefore(manager: EntityManager, messageId: string): Promise<ReadonlySet<string>> {
  const rows: { sha256: string }[] = await manager.query('SELECT sha256 FROM return WHERE inbound_message_id = $1', [
    messageId,
  ]);
  return new Set(rows.map(({ sha256 }) => sha256));
}

const NOTED: Readonly<Record<FileRemark, string>> = {
  UNOPENED: 'UNOPENED_CONTAINER',
  SIGNED_OUTSIDE: 'SIGNED_OUTSIDE',
  NOT_SHOWABLE: 'PICTURE_NOT_SHOWABLE',
};

function notedOf(automatic: boolean, remark: FileRemark | null): string[] {
  return [...(automatic ? ['AUTOMATIC_ANSWER'] : []), ...(remark === null ? [] : [NOTED[remark]])];
}

function linksElsewhere({ findings }: ReadMessage): boolean {
  return findings.some(({ code }) => code === 'SHARE_LINK');
}
