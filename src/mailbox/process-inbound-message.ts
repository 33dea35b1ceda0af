import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { AuditLog } from '../audit/index.js';
import { Campaign } from '../campaigns/index.js';
import { DeclarationReadModel, type DeclarationView } from '../declarations/index.js';
import { letterCampaign, LetterReadModel, PlanLetters, RecordBounce } from '../letters/index.js';
import { isoWithOffset } from '../platform/calendar/index.js';
import { Clock } from '../platform/clock/index.js';
import { nameUuid } from '../platform/ids/index.js';
import { describeError, DueWork, type Performed } from '../platform/jobs/index.js';
import { answerAddress, ReceiveReturn } from '../returns/index.js';
import { automaticBecause, classifyMessage, type Classified } from './classify-message.policy.js';
import { readDeliveryStatus } from './delivery-status.policy.js';
import { FindCandidates } from './find-candidates.js';
import type { Classification, InboundState } from './inbound-message.entity.js';
import { type Candidate, matchMessage } from './match-message.policy.js';
import { type ReadMessage, readMessage } from './read-message.js';
import type { TaskKind } from './task.entity.js';

interface ClaimedMessage {
  readonly id: string;
  readonly campaignId: string;
  readonly messageId: string;
  readonly deliveredTo: string;
  readonly envelopeFrom: string;
  readonly mailbox: string;
  readonly raw: Buffer;
  readonly arrivedAt: Date;
}

interface Settled {
  readonly state: InboundState;
  readonly classification: Classification;
  readonly explanation: string;
  readonly declaration: DeclarationView | null;
}

/** Looks into one stored message: what it is, which declaration it is about, and what has to be done about it. */
@Injectable()
export class ProcessInboundMessage extends DueWork {
  readonly kind = 'process-inbound-message';
  readonly table = 'inbound_message';
  readonly pending = `state = 'RECEIVED'`;
  readonly concurrency = 2;

  constructor(
    private readonly dataSource: DataSource,
    private readonly findCandidates: FindCandidates,
    private readonly declarations: DeclarationReadModel,
    private readonly letters: LetterReadModel,
    private readonly receiveReturn: ReceiveReturn,
    private readonly recordBounce: RecordBounce,
    private readonly planLetters: PlanLetters,
    private readonly audit: AuditLog,
    private readonly clock: Clock,
  ) {
    super();
  }

  async perform(id: string): Promise<Performed> {
    return await this.dataSource.transaction(async (manager) => {
      const now = this.clock.now();
      const claimed = await claim(manager, id);
      if (claimed === null) return 'NOTHING_TO_DO';
      const campaign = await manager.getRepository(Campaign).findOneByOrFail({ id: claimed.campaignId });
      let message: ReadMessage;
      try {
        message = await readMessage(claimed.raw);
      } catch (error) {
        await this.#openTask(manager, 'UNREADABLE_MESSAGE', claimed, null, now);
        await this.#settle(manager, claimed, null, now, {
          state: 'NEEDS_REVIEW',
          classification: 'UNREADABLE',
          explanation: `It could not be read: ${describeError(error)}`,
          declaration: null,
        });
        return 'DONE';
      }
      const settled = await this.#handle(manager, claimed, message, campaign, now);
      await this.#settle(manager, claimed, message, now, settled);
      return 'DONE';
    });
  }

  async #handle(
    manager: EntityManager,
    claimed: ClaimedMessage,
    message: ReadMessage,
    campaign: Campaign,
    now: Date,
  ): Promise<Settled> {
    const classified = classifyMessage({
      envelopeFrom: claimed.envelopeFrom,
      fromAddress: message.fromAddress,
      headers: message.headers,
      contentType: message.contentType,
      deliveryStatus: message.deliveryStatus !== null,
      calendarReply: message.calendarReply,
      documents: message.documents.length,
      otherAttachments: message.otherAttachments.length,
      ownMailbox: claimed.mailbox,
    });
    const hints = await this.findCandidates.ofMessage(message, claimed.deliveredTo, campaign.definition.code);
    const declaration = await this.#declaration(matchMessage(hints).reference, manager);
    switch (classified.classification) {
      case 'BOUNCE':
        return await this.#bounce(manager, claimed, message, classified, declaration, now);
      case 'RETURN':
        return await this.#returns(manager, claimed, message, campaign, classified, hints, now);
      case 'QUESTION':
        return await this.#question(manager, claimed, message, campaign, classified, declaration, now);
      case 'AUTOMATIC':
      case 'OWN_LOOP':
      case 'UNREADABLE':
        return { ...classified, state: 'PROCESSED', declaration };
    }
  }

  async #bounce(
    manager: EntityManager,
    claimed: ClaimedMessage,
    message: ReadMessage,
    classified: Classified,
    declaration: DeclarationView | null,
    now: Date,
  ): Promise<Settled> {
    const status = message.deliveryStatus === null ? null : readDeliveryStatus(message.deliveryStatus);
    const original = await this.#originalLetter(message, claimed.raw);
    if (status === null || original === null) {
      await this.#openTask(manager, 'BOUNCE', claimed, declaration, now);
      return {
        ...classified,
        explanation: 'It says of no letter of ours that it failed.',
        state: 'NEEDS_REVIEW',
        declaration,
      };
    }
    await this.recordBounce.execute(manager, {
      letterId: original,
      hard: status.hard,
      explanation: status.explanation,
      now,
    });
    if (status.hard) await this.#openTask(manager, 'BOUNCE', claimed, declaration, now);
    return { ...classified, explanation: status.explanation, state: 'PROCESSED', declaration };
  }

  /** The letter that bounced: its Message-ID stands in the returned headers or in the thread. */
  async #originalLetter(message: ReadMessage, raw: Buffer): Promise<string | null> {
    const inside = Array.from(
      raw.toString('latin1').matchAll(/^Message-ID:[ \t]*<([^<>\s]+)>/gim),
      (match) => match[1] ?? '',
    );
    for (const id of [...message.thread, ...inside.slice(0, 20)]) {
      const letter = await this.letters.byMessageId(id);
      if (letter !== null) return letter.id;
    }
    return null;
  }

  async #returns(
    manager: EntityManager,
    claimed: ClaimedMessage,
    message: ReadMessage,
    campaign: Campaign,
    classified: Classified,
    hints: readonly Candidate[],
    now: Date,
  ): Promise<Settled> {
    const files = message.documents.length > 0 ? message.documents : message.otherAttachments;
    const automatic = automaticBecause(message) !== null;
    let declaration: DeclarationView | null = null;
    for (const [index, file] of files.entries()) {
      const match = matchMessage([...hints, ...(await this.findCandidates.ofDocument(file.bytes))]);
      const about = await this.#declaration(match.reference, manager);
      declaration ??= about;
      await this.receiveReturn.execute(manager, {
        campaignId: campaign.id,
        declaration: about,
        match: { by: match.by, candidates: match.candidates },
        channel: 'MAIL',
        source: `${claimed.id}/${index}`,
        inboundMessageId: claimed.id,
        answerTo: automatic || claimed.envelopeFrom === '' ? null : message.fromAddress,
        answersMessageId: claimed.messageId === '' ? null : claimed.messageId,
        fileName: file.fileName,
        bytes: file.bytes,
        arrivedAt: claimed.arrivedAt,
        handedInBy: `mail:${message.fromAddress ?? 'unknown'}`,
        reasons: automatic ? ['AUTOMATIC_ANSWER'] : [],
        now,
      });
    }
    return { ...classified, state: 'PROCESSED', declaration };
  }

  async #question(
    manager: EntityManager,
    claimed: ClaimedMessage,
    message: ReadMessage,
    campaign: Campaign,
    classified: Classified,
    declaration: DeclarationView | null,
    now: Date,
  ): Promise<Settled> {
    await this.#openTask(manager, declaration === null ? 'UNMATCHED_MESSAGE' : 'QUESTION', claimed, declaration, now);
    if (declaration !== null) {
      await this.planLetters.execute(
        manager,
        [
          {
            kind: 'QUESTION_RECEIVED',
            data: {
              inReplyTo: claimed.messageId === '' ? null : claimed.messageId,
              receivedAt: isoWithOffset(claimed.arrivedAt, campaign.definition.timeZone),
              questionSubject: message.subject === '' ? '–' : message.subject,
            },
            campaign: letterCampaign(campaign),
            declaration,
            slot: claimed.id,
            deadlineVersion: null,
            recipientName: declaration.recipientName,
            recipientEmail: answerAddress(message.fromAddress, declaration.recipientEmail),
            language: declaration.language,
            dueAt: now,
            notAfter: null,
          },
        ],
        now,
        'system:mailbox',
      );
    }
    return { ...classified, state: 'PROCESSED', declaration };
  }

  async #declaration(reference: string | null, manager: EntityManager): Promise<DeclarationView | null> {
    return reference === null ? null : await this.declarations.byReference(reference, manager);
  }

  async #openTask(
    manager: EntityManager,
    kind: TaskKind,
    claimed: ClaimedMessage,
    declaration: DeclarationView | null,
    now: Date,
  ): Promise<void> {
    await manager.query(
      `INSERT INTO task (id, kind, declaration_id, inbound_message_id, opened_at) VALUES ($1, $2, $3, $4, $5)
       ON CONFLICT DO NOTHING`,
      [nameUuid('task', kind, claimed.id), kind, declaration?.id ?? null, claimed.id, now.toISOString()],
    );
  }

  async #settle(
    manager: EntityManager,
    claimed: ClaimedMessage,
    message: ReadMessage | null,
    now: Date,
    settled: Settled,
  ): Promise<void> {
    await manager.query(
      `UPDATE inbound_message SET state = $2, classification = $3, explanation = $4, declaration_id = $5,
         from_address = $6, subject = $7, queued_at = NULL, attempts = attempts + 1
       WHERE id = $1`,
      [
        claimed.id,
        settled.state,
        settled.classification,
        settled.explanation,
        settled.declaration?.id ?? null,
        message?.fromAddress ?? null,
        message?.subject ?? null,
      ],
    );
    await this.audit.record(manager, {
      at: now,
      actor: 'system:mailbox',
      action: 'MESSAGE_CLASSIFIED',
      subject: `message:${claimed.id}`,
      data: { classification: settled.classification, declaration: settled.declaration?.reference ?? null },
    });
  }
}

async function claim(manager: EntityManager, id: string): Promise<ClaimedMessage | null> {
  const rows: ClaimedMessage[] = await manager.query(
    `SELECT id, campaign_id AS "campaignId", message_id AS "messageId", delivered_to AS "deliveredTo",
       envelope_from AS "envelopeFrom", mailbox, raw, arrived_at AS "arrivedAt"
     FROM inbound_message WHERE id = $1 AND state = 'RECEIVED' FOR UPDATE SKIP LOCKED`,
    [id],
  );
  return rows[0] ?? null;
}
