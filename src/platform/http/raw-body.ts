import {
  applyDecorators,
  createParamDecorator,
  Inject,
  Injectable,
  SetMetadata,
  type CallHandler,
  type ExecutionContext,
  type NestInterceptor,
} from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import { ApiBody, ApiConsumes } from '@nestjs/swagger';
import type { Request } from 'express';
import { from, switchMap, type Observable } from 'rxjs';
import { ServiceError } from '../errors/index.js';
import { HttpError } from './http-error.js';
import { HTTP_OPTIONS, type HttpOptions, type RawMediaType } from './http-options.js';

/** JSON and form bodies are read whole before anybody is asked who they are, so they are kept small. */
export const MOST_JSON_BYTES = 1024 * 1024;

interface RawRoute {
  readonly mediaType: RawMediaType;
  /** Null: what the options say of the media type. */
  readonly mostBytes: number | null;
  /** A JSON body is let through, parsed. */
  readonly orJson: boolean;
}

const RAW_ROUTE = 'tilslutning:raw-route';

/**
 * This route takes a body of `mediaType` as bytes, up to `mostBytes` (default: what the options say of the media type).
 * The body is read after the caller has been let in, never before; the handler gets it by `@RawBytes()`.
 */
export function AcceptsRaw(mediaType: RawMediaType, mostBytes: number | null = null): MethodDecorator {
  const route: RawRoute = { mediaType, mostBytes, orJson: false };
  return applyDecorators(
    SetMetadata(RAW_ROUTE, route),
    ApiConsumes(mediaType),
    ApiBody({ schema: { type: 'string', format: 'binary' }, description: sizeInWords(mostBytes) }),
  );
}

/**
 * This route takes a body of `mediaType` as bytes, or a JSON body. Its `@Body({ schema })` gets a Buffer or the parsed
 * JSON, and documents both.
 */
export function AcceptsRawOrJson(mediaType: RawMediaType): MethodDecorator {
  const route: RawRoute = { mediaType, mostBytes: null, orJson: true };
  return applyDecorators(SetMetadata(RAW_ROUTE, route), ApiConsumes(mediaType, 'application/json'));
}

function sizeInWords(mostBytes: number | null): string {
  if (mostBytes !== null) return `At most ${mostBytes} bytes.`;
  return 'As large as the service is configured to take; 413 to a larger one says how much that is.';
}

/** The bytes of the request, in a route with `@AcceptsRaw`. */
export const RawBytes = createParamDecorator((_data: unknown, context: ExecutionContext): Buffer => {
  const { body } = context.switchToHttp().getRequest<{ body: unknown }>();
  if (!Buffer.isBuffer(body)) throw new TypeError('@RawBytes() needs @AcceptsRaw() on the same route.');
  return body;
});

/** Reads raw bodies, and refuses bodies of a kind that the route does not take. */
@Injectable()
export class RawBodyInterceptor implements NestInterceptor {
  readonly #reflector: Reflector;
  readonly #mostBytes: HttpOptions['mostBytes'];

  constructor(reflector: Reflector, @Inject(HTTP_OPTIONS) { mostBytes }: HttpOptions) {
    this.#reflector = reflector;
    this.#mostBytes = mostBytes;
  }

  intercept(context: ExecutionContext, next: CallHandler): Observable<unknown> {
    const request = context.switchToHttp().getRequest<Request>();
    const route = this.#reflector.get<RawRoute | undefined>(RAW_ROUTE, context.getHandler());
    if (route === undefined || (route.orJson && mediaTypeOf(request) !== route.mediaType)) {
      refuseUnreadBody(request, route === undefined ? 'application/json' : `${route.mediaType} or application/json`);
      return next.handle();
    }
    return from(readRaw(request, route.mediaType, route.mostBytes ?? this.#mostBytes[route.mediaType])).pipe(
      switchMap((bytes) => {
        request.body = bytes;
        return next.handle();
      }),
    );
  }
}

/** A body that no parser took: in a route that wants JSON its absence would be blamed on the sender's fields. */
function refuseUnreadBody(request: Request, taken = 'application/json'): void {
  const hasBody = request.headers['transfer-encoding'] !== undefined || Number(request.get('content-length') ?? 0) > 0;
  if (!hasBody || request.body !== undefined || mediaTypeOf(request) === 'multipart/form-data') return;
  throw new HttpError(415, 'UNSUPPORTED_MEDIA_TYPE', `This route takes ${taken}: say so in Content-Type.`, {
    facts: { mediaType: taken },
  });
}

async function readRaw(request: Request, mediaType: RawMediaType, mostBytes: number): Promise<Buffer> {
  if (mediaTypeOf(request) !== mediaType) {
    throw new HttpError(
      415,
      'UNSUPPORTED_MEDIA_TYPE',
      `This route takes ${mediaType}, sent as it is: say so in Content-Type.`,
      { facts: { mediaType } },
    );
  }
  const encoding = request.get('content-encoding') ?? 'identity';
  if (encoding.toLowerCase() !== 'identity') {
    throw new HttpError(415, 'UNSUPPORTED_ENCODING', `Send the bytes without Content-Encoding, not as ${encoding}.`);
  }
  const bytes = await readBytes(request, mostBytes);
  if (bytes.length === 0) {
    throw new ServiceError('EMPTY_BODY', `The body is empty: send the ${mediaType} as it is.`, {
      category: 'invalid',
    });
  }
  return bytes;
}

function mediaTypeOf(request: Request): string {
  return (request.get('content-type') ?? '').split(';', 1)[0]?.trim().toLowerCase() ?? '';
}

/**
 * Reads at most `mostBytes`. What comes after them is let run off unread, because closing the connection on a sender
 * who is still writing would lose the answer that says why.
 */
function readBytes(request: Request, mostBytes: number): Promise<Buffer> {
  const tooLarge = (): ServiceError => {
    request.resume();
    const message = `The body is larger than the ${mostBytes} bytes that this route takes: make the file smaller.`;
    return new ServiceError('BODY_TOO_LARGE', message, { category: 'too-large', facts: { mostBytes } });
  };
  return new Promise<Buffer>((resolve, reject) => {
    if (Number(request.get('content-length') ?? 0) > mostBytes) return reject(tooLarge());
    const chunks: Buffer[] = [];
    let length = 0;
    const stop = (): void => {
      request.off('data', onData).off('end', onEnd).off('close', onClose).off('error', onClose);
    };
    const onData = (chunk: Buffer): void => {
      length += chunk.length;
      if (length <= mostBytes) {
        chunks.push(chunk);
        return;
      }
      stop();
      reject(tooLarge());
    };
    const onEnd = (): void => {
      stop();
      resolve(Buffer.concat(chunks, length));
    };
    const onClose = (): void => {
      stop();
      const message = 'The request ended before its body did.';
      reject(new ServiceError('REQUEST_ABORTED', message, { category: 'invalid', level: 'debug' }));
    };
    request.on('data', onData).on('end', onEnd).on('close', onClose).on('error', onClose);
  });
}
