import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { CampaignReadModel } from '../campaigns/index.js';
import { DeclarationReadModel } from '../declarations/index.js';
import { type LetterKind, type LetterPreview, PreviewLetter } from '../letters/index.js';
import { Clock } from '../platform/clock/index.js';
import { InviteAgain } from './invite-again.js';
import { FOLLOWS_AS_PLANNED, GOES_AGAIN } from './redirected-letters.js';

/** A letter that would go to the corrected address. */
export interface RedirectedLetter {
  readonly id: string;
  readonly kind: LetterKind;
  /** PLANNED: it follows. Otherwise it was held, bounced or failed, and is sent once more. */
  readonly state: 'PLANNED' | 'HELD' | 'BOUNCED_HARD' | 'BOUNCED_SOFT' | 'FAILED';
  readonly dueAt: Date;
}

export interface ContactPreview {
  /** Of the declaration as it was looked at: what a decision on this preview names. */
  readonly version: number;
  readonly formerEmail: string;
  readonly email: string;
  /** In the order in which they are due. */
  readonly letters: readonly RedirectedLetter[];
  /** Letters of other cases that wait for this address, and are sent once somebody says that it works. */
  readonly othersReleased: number;
  /** The invitation that never arrived and goes out once more; null: there is none. */
  readonly invitation: LetterPreview | null;
}

/** Shows what correcting an address changes; changes nothing. */
@Injectable()
export class PreviewContact {
  constructor(
    private readonly dataSource: DataSource,
    private readonly declarations: DeclarationReadModel,
    private readonly campaigns: CampaignReadModel,
    private readonly inviteAgain: InviteAgain,
    private readonly previewLetter: PreviewLetter,
    private readonly clock: Clock,
  ) {}

  /** The address that it has already redirects nothing. Throws DECLARATION_UNKNOWN. */
  async execute(reference: string, email: string): Promise<ContactPreview> {
    const { manager } = this.dataSource;
    const now = this.clock.now();
    const declaration = await this.declarations.byReference(reference);
    const { id, recipientEmail: formerEmail, version } = declaration;
    if (email === formerEmail) return { version, formerEmail, email, letters: [], othersReleased: 0, invitation: null };
    const letters: RedirectedLetter[] = await manager.query(
      `SELECT id, kind, state, due_at AS "dueAt" FROM letter
       WHERE (${FOLLOWS_AS_PLANNED}) OR (${GOES_AGAIN}) ORDER BY due_at, id`,
      [id, formerEmail],
    );
    const [released]: { count: number }[] = await manager.query(
      `SELECT count(*)::integer AS count FROM letter
       WHERE state = 'HELD' AND lower(recipient_email) = lower($1)
         AND EXISTS (SELECT 1 FROM stopped_address WHERE email = lower($1))`,
      [email],
    );
    const corrected = { ...declaration, recipientEmail: email };
    const campaign = await this.campaigns.byId(declaration.campaignId);
    const isInvited = (await this.inviteAgain.due(manager, corrected, campaign, now)) !== null;
    return {
      version,
      formerEmail,
      email,
      letters,
      othersReleased: released?.count ?? 0,
      invitation: isInvited
        ? this.previewLetter.execute(campaign, corrected, { kind: 'INVITATION', data: {} }, now)
        : null,
    };
  }
}
