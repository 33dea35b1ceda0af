import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { AuditLog } from '../audit/index.js';
import { Declaration, declarationUnknown } from '../declarations/index.js';
import { planAgain, StoppedAddresses } from '../letters/index.js';
import { Clock } from '../platform/clock/index.js';
import { assertVersion } from '../platform/http/index.js';
import { InviteAgain } from './invite-again.js';
import { countedFrom, FOLLOWS_AS_PLANNED, GOES_AGAIN } from './redirected-letters.js';

export interface ChangedContact {
  readonly email: string;
  readonly version: number;
  /** Letters that were planned to the old address, or could not be delivered there, and go to the new one now. */
  readonly lettersRedirected: number;
  /** Whether the invitation, which never arrived, goes out once more. */
  readonly invitedAgain: boolean;
}

/** Corrects the address that a municipality's letters go to, for this campaign. */
@Injectable()
export class ChangeContact {
  constructor(
    private readonly dataSource: DataSource,
    private readonly inviteAgain: InviteAgain,
    private readonly stoppedAddresses: StoppedAddresses,
    private readonly audit: AuditLog,
    private readonly clock: Clock,
  ) {}

  /**
   * The address that it has already changes nothing. Throws DECLARATION_UNKNOWN, or VERSION_MISMATCH when the
   * declaration has been changed since `expectedVersion`.
   */
  async execute(
    reference: string,
    email: string,
    reason: string,
    actor: string,
    expectedVersion?: number,
  ): Promise<ChangedContact> {
    return await this.dataSource.transaction(async (manager) => {
      const declarations = manager.getRepository(Declaration);
      // A letter that is being sent holds its declaration, so it is on its way to the old address or still to be sent.
      const declaration = await declarations.findOne({ where: { reference }, lock: { mode: 'pessimistic_write' } });
      if (declaration === null) throw declarationUnknown(reference);
      const { id, recipientEmail: former, version } = declaration;
      if (expectedVersion !== undefined) assertVersion(expectedVersion, version);
      if (former === email) return { email, version, lettersRedirected: 0, invitedAgain: false };
      const now = this.clock.now();
      await declarations.update({ id }, { recipientEmail: email, changedAt: now, version: version + 1 });
      const lettersRedirected = await redirect(manager, this.audit, { declarationId: id, former, email }, now, actor);
      // Whoever says that letters go there says that it works.
      await this.stoppedAddresses.lift(manager, email, now, actor);
      const invitedAgain = await this.inviteAgain.execute(manager, id, now, actor);
      await this.audit.record(manager, {
        at: now,
        actor,
        action: 'CONTACT_CHANGED',
        subject: `declaration:${reference}`,
        data: { reason, lettersRedirected, invitedAgain },
      });
      return { email, version: version + 1, lettersRedirected, invitedAgain };
    });
  }
}

async function redirect(
  manager: EntityManager,
  audit: AuditLog,
  change: { readonly declarationId: string; readonly former: string; readonly email: string },
  now: Date,
  actor: string,
): Promise<number> {
  const { declarationId, former, email } = change;
  const [, planned]: [unknown[], number] = await manager.query(
    `UPDATE letter SET recipient_email = $3 WHERE ${FOLLOWS_AS_PLANNED}`,
    [declarationId, former, email],
  );
  const again = await planAgain(
    manager,
    audit,
    {
      set: 'recipient_email = $4',
      where: countedFrom(GOES_AGAIN, 2),
      parameters: [declarationId, former, email],
    },
    now,
    actor,
  );
  return planned + again.length;
}
