import { Injectable, type CallHandler, type ExecutionContext, type NestInterceptor } from '@nestjs/common';
import type { Request, Response } from 'express';
import { tap, type Observable } from 'rxjs';

/** Says where the next page of a list is in a `Link` header too (RFC 8288), with all that was asked for. */
@Injectable()
export class NextLinkInterceptor implements NestInterceptor {
  intercept(context: ExecutionContext, next: CallHandler): Observable<unknown> {
    return next.handle().pipe(
      tap((answer: unknown) => {
        if (typeof answer !== 'object' || answer === null || !('nextCursor' in answer)) return;
        if (typeof answer.nextCursor !== 'string') return;
        const { originalUrl } = context.switchToHttp().getRequest<Request>();
        const link = nextLink(originalUrl, answer.nextCursor);
        context.switchToHttp().getResponse<Response>().setHeader('Link', `<${link}>; rel="next"`);
      }),
    );
  }
}

/** Path and query of the page behind `cursor`: `/api/v1/municipalities?limit=50&cursor=…`. */
function nextLink(originalUrl: string, cursor: string): string {
  const [path = '/', query = ''] = originalUrl.split('?', 2);
  const parameters = new URLSearchParams(query);
  parameters.set('cursor', cursor);
  return `${path}?${parameters.toString()}`;
}
