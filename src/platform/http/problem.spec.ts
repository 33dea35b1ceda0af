import { BadRequestException, HttpException, NotFoundException } from '@nestjs/common';
import { z } from 'zod';
import { ServiceError, type ErrorCategory } from '../errors/index.js';
import { HttpError } from './http-error.js';
import { problemOf, titleOf } from './problem.js';

describe('problemOf', () => {
  it.each<[ErrorCategory, number]>([
    ['invalid', 400],
    ['unauthenticated', 401],
    ['forbidden', 403],
    ['not-found', 404],
    ['conflict', 409],
    ['precondition-failed', 412],
    ['too-large', 413],
    ['precondition-required', 428],
    ['too-many', 429],
    ['internal', 500],
    ['unavailable', 503],
  ])('gives a ServiceError of category %s the status %i and keeps its code', (category, status) => {
    expect(problemOf(new ServiceError('SOME_CODE', 'words', { category }))).toMatchObject({
      status,
      code: 'SOME_CODE',
    });
  });

  it('tells what a ServiceError says, with its faults', () => {
    const faults = [{ where: 'body.name', message: 'is taken' }];
    const error = new ServiceError('NAME_TAKEN', 'Choose another name.', {
      category: 'conflict',
      level: 'warn',
      faults,
      facts: { name: 'post' },
    });
    expect(problemOf(error)).toEqual({
      status: 409,
      code: 'NAME_TAKEN',
      detail: 'Choose another name.',
      faults,
      facts: { name: 'post' },
      level: 'warn',
    });
  });

  it('keeps the words of an internal ServiceError to itself', () => {
    const faults = [{ where: 'select secret', message: 'secret' }];
    const facts = { row: 'secret' };
    const error = new ServiceError('CHAIN_BROKEN', 'row 17 of secret', { category: 'internal', faults, facts });
    const problem = problemOf(error);
    expect(problem).toMatchObject({ status: 500, code: 'CHAIN_BROKEN', faults: [], facts: {}, level: 'error' });
    expect(JSON.stringify(problem)).not.toContain('secret');
  });

  it('takes the status of an HttpError as it is given', () => {
    expect(problemOf(new HttpError(422, 'KEY_REUSED', 'words'))).toMatchObject({ status: 422, code: 'KEY_REUSED' });
  });

  it.each<[string, HttpException, number, string]>([
    ['an unknown path', new NotFoundException('Cannot GET /x'), 404, 'ROUTE_NOT_FOUND'],
    ['broken JSON', withCause({ type: 'entity.parse.failed' }, 400), 400, 'MALFORMED_JSON'],
    ['a large body', withCause({ type: 'entity.too.large', limit: 5 }, 413), 413, 'BODY_TOO_LARGE'],
    ['a compressed body', withCause({ type: 'encoding.unsupported' }, 415), 415, 'UNSUPPORTED_ENCODING'],
    ['a body in Latin-1', withCause({ type: 'charset.unsupported' }, 415), 415, 'UNSUPPORTED_MEDIA_TYPE'],
    ['an aborted body', withCause({ type: 'request.aborted' }, 400), 400, 'REQUEST_ABORTED'],
    ['a broken path', withCause(new URIError('%'), 400), 400, 'MALFORMED_PATH'],
    ['another refusal', withCause(undefined, 415), 415, 'UNSUPPORTED_MEDIA_TYPE'],
    ['another bad request', new BadRequestException('no'), 400, 'BAD_REQUEST'],
    ['a teapot', withCause(undefined, 418), 418, 'I_M_A_TEAPOT'],
  ])('names %s', (_name, error, status, code) => {
    expect(problemOf(error)).toMatchObject({ status, code });
  });

  it('does not repeat what an HttpException of 500 says', () => {
    expect(JSON.stringify(problemOf(new HttpException('select secret', 500)))).not.toContain('secret');
  });

  it.each<[string, unknown]>([
    ['an Error', new Error('select secret from t')],
    ['a text', 'secret'],
    ['nothing', undefined],
    ['a bare ZodError', z.string().safeParse({ secret: 1 }).error],
  ])('says nothing of the inside for %s that nobody foresaw', (_name, error) => {
    const problem = problemOf(error);
    expect(problem).toMatchObject({ status: 500, code: 'INTERNAL_ERROR', level: 'error' });
    expect(JSON.stringify(problem)).not.toContain('secret');
  });

  it('asks to come again when a part is away', () => {
    const error = Object.assign(new Error('connect ECONNREFUSED'), { code: 'ECONNREFUSED', syscall: 'connect' });
    expect(problemOf(error)).toMatchObject({ status: 503, code: 'SERVICE_UNAVAILABLE', retryAfter: 5 });
  });
});

describe('titleOf', () => {
  it('is the phrase of the status', () => {
    expect(titleOf(412)).toBe('Precondition Failed');
    expect(titleOf(799)).toBe('Error');
  });
});

function withCause(cause: unknown, status: number): HttpException {
  return new HttpException('words', status, { cause });
}
