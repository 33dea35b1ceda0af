import { createHash } from 'node:crypto';
import type { Request } from 'express';
import { ServiceError } from '../../errors/index.js';
import { callerOf } from '../caller.js';
import type { KeyedRequest } from './idempotency-store.js';

const KEY = /^[\x20-\x7e]{1,255}$/;

/**
 * The request as its `Idempotency-Key` stands for it, or undefined without the header. A JSON body counts by its
 * values in their order, a raw one by its bytes. Throws IDEMPOTENCY_KEY_REQUIRED or IDEMPOTENCY_KEY_INVALID.
 */
export function keyedRequest(request: Request, isRequired: boolean): KeyedRequest | undefined {
  const key = request.get('idempotency-key');
  if (key === undefined) {
    if (!isRequired) return undefined;
    throw new ServiceError(
      'IDEMPOTENCY_KEY_REQUIRED',
      'Send an Idempotency-Key header (a new UUID will do), and the same one when you repeat this request.',
      { category: 'precondition-required' },
    );
  }
  if (!KEY.test(key)) {
    const message = 'must be 1 to 255 printable ASCII characters';
    throw new ServiceError('IDEMPOTENCY_KEY_INVALID', `The Idempotency-Key ${message}.`, {
      category: 'invalid',
      faults: [{ where: 'header.Idempotency-Key', message }],
    });
  }
  const principalId = callerOf(request);
  // Strangers must not be able to call up each other's answers by guessing a key.
  if (principalId === undefined) throw new TypeError('@Idempotent() needs a route whose caller is known.');
  return {
    principalId,
    key,
    request: `${request.method} ${request.originalUrl}`,
    requestSha256: createHash('sha256')
      .update(`${request.get('content-type') ?? ''}\n`)
      .update(bytesOf(request.body))
      .digest('hex'),
  };
}

function bytesOf(body: unknown): Buffer | string {
  if (Buffer.isBuffer(body)) return body;
  return body === undefined ? '' : JSON.stringify(body);
}
