import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { DeclarationReadModel, IssuedForms } from '../declarations/index.js';
import { Clock } from '../platform/clock/index.js';
import { ReceiveReturn } from './receive-return.js';

export interface HandInInput {
  readonly reference: string;
  readonly channel: 'REST' | 'PORTAL' | 'CONSOLE';
  readonly fileName: string;
  readonly bytes: Buffer;
  readonly actor: string;
}

/** Takes a returned document that was handed in directly, not by mail. */
@Injectable()
export class HandInReturn {
  constructor(
    private readonly dataSource: DataSource,
    private readonly declarations: DeclarationReadModel,
    private readonly forms: IssuedForms,
    private readonly receiveReturn: ReceiveReturn,
    private readonly clock: Clock,
  ) {}

  /** Throws DECLARATION_UNKNOWN. The document is stored when this resolves; it is verified afterwards. */
  async execute(input: HandInInput): Promise<{ id: string; sha256: string }> {
    const now = this.clock.now();
    const declaration = await this.declarations.byReference(input.reference);
    const issued = await this.forms.findByPrefix(input.bytes);
    return await this.dataSource.transaction((manager) =>
      this.receiveReturn.execute(manager, {
        campaignId: declaration.campaignId,
        declaration,
        match: {
          by: 'HANDED_IN',
          candidates: [
            { by: 'HANDED_IN', reference: declaration.reference },
            ...(issued === null ? [] : [{ by: 'FORM' as const, reference: issued.reference }]),
          ],
        },
        channel: input.channel,
        source: `${declaration.reference}/${now.toISOString()}`,
        inboundMessageId: null,
        answerTo: null,
        answersMessageId: null,
        fileName: input.fileName,
        path: null,
        bytes: input.bytes,
        arrivedAt: now,
        handedInBy: input.actor,
        reasons: [],
        now,
      }),
    );
  }
}
