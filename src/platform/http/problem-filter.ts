import { Catch, Inject, Injectable, NotFoundException, type ArgumentsHost, type ExceptionFilter } from '@nestjs/common';
import { HttpAdapterHost } from '@nestjs/core';
import type { Express, Request, Response } from 'express';
import { Log } from '../logging/index.js';
import { allowedMethods } from './allowed-methods.js';
import { HttpError } from './http-error.js';
import { HTTP_OPTIONS, type HttpOptions } from './http-options.js';
import { problemOf, titleOf, type Problem, type ProblemBody } from './problem.js';
import { requestIdOf } from './request-id.js';
import { SeeOther } from './see-other.js';

/** Turns every error of every route into `application/problem+json` and one line of the log. */
@Catch()
@Injectable()
export class ProblemFilter implements ExceptionFilter {
  readonly #adapterHost: HttpAdapterHost;
  readonly #log: Log;
  readonly #options: HttpOptions;

  constructor(adapterHost: HttpAdapterHost, log: Log, @Inject(HTTP_OPTIONS) options: HttpOptions) {
    this.#adapterHost = adapterHost;
    this.#log = log;
    this.#options = options;
  }

  catch(thrown: unknown, host: ArgumentsHost): void {
    const request = host.switchToHttp().getRequest<Request>();
    const response = host.switchToHttp().getResponse<Response>();
    if (thrown instanceof SeeOther && !response.headersSent) {
      response.setHeader('Cache-Control', 'no-store');
      response.redirect(303, thrown.location);
      return;
    }
    const error = this.#asMethodError(thrown, request, response);
    const problem = problemOf(error);
    this.#record(problem, error, request);
    if (response.headersSent) {
      // Half an answer is on its way: breaking the connection is the only way to say that it is not whole.
      response.destroy();
      return;
    }
    if (problem.status === 401) response.setHeader('WWW-Authenticate', 'Bearer realm="tilslutning"');
    if (problem.retryAfter !== undefined) response.setHeader('Retry-After', String(problem.retryAfter));
    response.removeHeader('ETag');
    const words = this.#options.problemWords?.(problem, request.get('accept-language'));
    const body: ProblemBody = {
      type: words === undefined ? 'about:blank' : `/api/docs#${problem.code}`,
      title: words?.title ?? titleOf(problem.status),
      status: problem.status,
      code: problem.code,
      detail: words?.detail ?? problem.detail,
      instance: pathOf(request),
      errors: problem.faults.map(({ where, message }, index) => ({
        where,
        message: words?.messages[index] ?? message,
      })),
      requestId: requestIdOf(request),
    };
    response.status(problem.status);
    if (this.#options.problemPage !== undefined && isForPeople(request)) {
      const page = this.#options.problemPage(body, request.get('accept-language'));
      response.setHeader('Cache-Control', 'no-store');
      response.type('text/html; charset=utf-8').send(page);
      return;
    }
    response.vary('Accept-Language');
    response.setHeader('Content-Language', words?.language ?? 'en');
    response.type('application/problem+json').send(JSON.stringify(body));
  }

  /** The router says 404 also when only the method is wrong (RFC 9110, 15.5.6: 405 with `Allow`). */
  #asMethodError(error: unknown, request: Request, response: Response): unknown {
    if (!(error instanceof NotFoundException)) return error;
    const server: Express = this.#adapterHost.httpAdapter.getInstance<Express>();
    const methods = allowedMethods(server, request.path);
    if (methods.length === 0 || methods.includes(request.method)) return error;
    response.setHeader('Allow', methods.join(', '));
    return new HttpError(405, 'METHOD_NOT_ALLOWED', `This path answers ${methods.join(', ')}, not ${request.method}.`);
  }

  #record(problem: Problem, error: unknown, request: Request): void {
    const facts = {
      requestId: requestIdOf(request),
      method: request.method,
      path: pathOf(request),
      status: problem.status,
      code: problem.code,
      ...(problem.status >= 500 ? { error: describe(error) } : {}),
    };
    this.#log[problem.level](facts, problem.status >= 500 ? 'request failed' : `request refused: ${problem.detail}`);
  }
}

/** Whether a browser shows the answer as a page; a header with `text/html` does not make a page of the API. */
function isForPeople(request: Request): boolean {
  return !request.path.toLowerCase().startsWith('/api/') && /\btext\/html\b/.test(request.get('accept') ?? '');
}

/** Without the query: it can hold names and tokens. */
function pathOf(request: Request): string {
  return request.originalUrl.split('?', 1)[0] ?? '/';
}

/** An error for the log: its own fields stay out, because a database error carries the values of its query. */
function describe(error: unknown, depth = 0): object {
  if (typeof error !== 'object' || error === null) return { thrown: typeof error };
  const { name, message, stack, code, cause } = error as Record<string, unknown>;
  return {
    name,
    message,
    code,
    stack,
    ...(cause !== undefined && depth < 5 ? { cause: describe(cause, depth + 1) } : {}),
  };
}
