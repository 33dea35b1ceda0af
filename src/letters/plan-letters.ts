import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { AuditLog } from '../audit/index.js';
import { answerDueAt, AUTOMATIC_ANSWERS, MOST_ANSWERS_AN_HOUR } from './answer-pace.policy.js';
import { latestAnswers } from './latest-answers.js';
import type { LetterContent } from './letter-data.js';
import { letterId, letterMessageId } from './letter-identity.js';

/** A letter to be sent. Its text is made when it is sent. */
export type NewLetter = LetterContent & {
  readonly campaign: { readonly id: string; readonly slug: string; readonly mailbox: string };
  readonly declaration: { readonly id: string; readonly reference: string; readonly caseToken: string } | null;
  readonly slot: string;
  readonly deadlineVersion: number | null;
  readonly recipientName: string;
  readonly recipientEmail: string;
  readonly language: 'nb' | 'nn';
  readonly dueAt: Date;
  /** Not worth sending after this; null: always. */
  readonly notAfter: Date | null;
};

/** Writes letters into the outbox in the caller's transaction: one statement however many, and one for an answer's pace. */
@Injectable()
export class PlanLetters {
  constructor(private readonly audit: AuditLog) {}

  /** A letter that is already there is left alone. Returns the ids of the new ones. */
  async execute(manager: EntityManager, planned: readonly NewLetter[], now: Date, actor: string): Promise<string[]> {
    if (planned.length === 0) return [];
    const letters: NewLetter[] = [];
    for (const letter of planned) {
      letters.push(AUTOMATIC_ANSWERS.has(letter.kind) ? { ...letter, dueAt: await paced(manager, letter) } : letter);
    }
    const rows = letters.map((letter) => {
      const subject = {
        campaignSlug: letter.campaign.slug,
        kind: letter.kind,
        caseToken: letter.declaration?.caseToken ?? null,
        deadlineVersion: letter.deadlineVersion,
        slot: letter.slot,
      };
      const domain = letter.campaign.mailbox.slice(letter.campaign.mailbox.lastIndexOf('@') + 1);
      return { letter, id: letterId(subject), messageId: letterMessageId(subject, domain) };
    });
    // Of any key: id and Message-ID say the same letter, and of two at once either may be met first.
    const inserted: { id: string }[] = await manager.query(
      `INSERT INTO letter (id, campaign_id, declaration_id, kind, slot, deadline_version, message_id, recipient_name,
         recipient_email, language, data, state, created_at, due_at, not_after)
       SELECT id, campaign_id, declaration_id, kind, slot, deadline_version, message_id, recipient_name,
         recipient_email, language, data, 'PLANNED', $2::timestamptz, due_at, not_after
       FROM jsonb_to_recordset($1::jsonb) AS row(id uuid, campaign_id uuid, declaration_id uuid, kind text, slot text,
         deadline_version integer, message_id text, recipient_name text, recipient_email text, language text,
         data jsonb, due_at timestamptz, not_after timestamptz)
       ON CONFLICT DO NOTHING RETURNING id`,
      [
        JSON.stringify(
          rows.map(({ letter, id, messageId }) => ({
            id,
            campaign_id: letter.campaign.id,
            declaration_id: letter.declaration?.id ?? null,
            kind: letter.kind,
            slot: letter.slot,
            deadline_version: letter.deadlineVersion,
            message_id: messageId,
            recipient_name: letter.recipientName,
            recipient_email: letter.recipientEmail,
            language: letter.language,
            data: letter.data,
            due_at: letter.dueAt.toISOString(),
            not_after: letter.notAfter?.toISOString() ?? null,
          })),
        ),
        now.toISOString(),
      ],
    );
    const fresh = new Set(inserted.map((row) => row.id));
    await this.audit.recordAll(
      manager,
      rows
        .filter((row) => fresh.has(row.id))
        .map(({ letter, messageId }) => ({
          at: now,
          actor,
          action: 'LETTER_PLANNED',
          subject:
            letter.declaration === null
              ? `campaign:${letter.campaign.slug}`
              : `declaration:${letter.declaration.reference}`,
          data: { kind: letter.kind, messageId, dueAt: letter.dueAt.toISOString() },
        })),
    );
    return [...fresh];
  }
}

/** Under a lock on the address: two answers planned side by side would both find room. */
async function paced(manager: EntityManager, { recipientEmail, dueAt }: NewLetter): Promise<Date> {
  await manager.query(`SELECT pg_advisory_xact_lock(hashtextextended('answers to ' || $1, 0))`, [recipientEmail]);
  return answerDueAt(await latestAnswers(manager, recipientEmail, MOST_ANSWERS_AN_HOUR), dueAt);
}
