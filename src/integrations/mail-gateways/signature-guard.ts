import { type CanActivate, createParamDecorator, type ExecutionContext, Injectable } from '@nestjs/common';
import type { Request, Response } from 'express';
import { Clock } from '../../platform/clock/index.js';
import { RequestThrottle } from '../../platform/http/index.js';
import { rowId } from '../fields.schemas.js';
import { type ClaimedSignature, claimedSignature, isFresh } from './gateway-signature.policy.js';
import type { MailGateway } from './mail-gateway.entity.js';
import { signatureExpired, signatureInvalid, signatureMissing } from './mail-gateways.errors.js';
import { ManageMailGateways } from './manage-mail-gateways.js';

export interface ClaimedDelivery extends ClaimedSignature {
  readonly gateway: MailGateway;
}

const claims = new WeakMap<object, ClaimedDelivery>();

/**
 * Lets through what claims to be signed, just now, by a gateway that is registered: so that no stranger's body is read.
 * Whether the signature holds is known when the bytes are there.
 */
@Injectable()
export class SignatureGuard implements CanActivate {
  constructor(
    private readonly gateways: ManageMailGateways,
    private readonly throttle: RequestThrottle,
    private readonly clock: Clock,
  ) {}

  async canActivate(context: ExecutionContext): Promise<boolean> {
    const request = context.switchToHttp().getRequest<Request>();
    const response = context.switchToHttp().getResponse<Response>();
    this.throttle.refuseExhausted(request, response);
    const claimed = claimedSignature((name) => request.get(name));
    if (claimed === null) throw signatureMissing();
    if (!isFresh(claimed.seconds, this.clock.now())) throw signatureExpired();
    const id = rowId.safeParse(request.params['id']).data;
    const gateway = id === undefined ? null : await this.gateways.active(id);
    if (gateway === null) {
      // Guesses count against the address that makes them.
      this.throttle.take(request, response);
      throw signatureInvalid();
    }
    claims.set(request, { ...claimed, gateway });
    return true;
  }
}

/** Who claims to have signed what; to be held against the bytes. */
export const ClaimedBy = createParamDecorator((_data: unknown, context: ExecutionContext): ClaimedDelivery => {
  const claimed = claims.get(context.switchToHttp().getRequest<object>());
  if (claimed === undefined) throw new TypeError('@ClaimedBy() needs SignatureGuard.');
  return claimed;
});
