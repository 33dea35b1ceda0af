import { Controller, Get, Header, Inject, Req, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { Request, Response } from 'express';
import { ServiceError } from '../errors/index.js';
import { HTTP_OPTIONS, type HttpOptions } from './http-options.js';
import { Metrics } from './metrics.js';
import { Readiness } from './readiness.js';
import { Unthrottled } from './request-throttle.js';
import { Public } from './route-access.js';

/** For whatever runs the service: is it alive, may it be sent requests, how is it doing. */
@Controller()
@Public()
@Unthrottled()
@ApiExcludeController()
export class HealthController {
  readonly #readiness: Readiness;
  readonly #metrics: Metrics;
  readonly #options: HttpOptions;

  constructor(readiness: Readiness, metrics: Metrics, @Inject(HTTP_OPTIONS) options: HttpOptions) {
    this.#readiness = readiness;
    this.#metrics = metrics;
    this.#options = options;
  }

  /** Asks nothing of any other part: a database that is away is no reason to kill this process. */
  @Get('livez')
  @Header('Cache-Control', 'no-store')
  live(): { status: 'ok' } {
    return { status: 'ok' };
  }

  @Get('readyz')
  @Header('Cache-Control', 'no-store')
  async ready(): Promise<{ status: 'ok'; parts: string[]; warnings?: string[] }> {
    const parts = await this.#readiness.check();
    const warnings = await this.#readiness.warnings();
    return { status: 'ok', parts, ...(warnings.length > 0 ? { warnings } : {}) };
  }

  @Get('metrics')
  @Header('Cache-Control', 'no-store')
  async metrics(@Req() request: Request, @Res({ passthrough: true }) response: Response): Promise<string> {
    if (this.#options.metrics === 'loopback' && !isFromThisMachine(request)) {
      throw new ServiceError('METRICS_RESTRICTED', 'The figures are for the machine that the service runs on.', {
        category: 'forbidden',
      });
    }
    response.type(this.#metrics.contentType);
    return this.#metrics.text();
  }
}

/** A request that some proxy on this machine passes on comes from loopback too, but says whom it is for. */
export function isFromThisMachine(request: Pick<Request, 'headers' | 'socket'>): boolean {
  const address = request.socket.remoteAddress ?? '';
  const isLoopback = address === '::1' || /^(::ffff:)?127\./.test(address);
  return isLoopback && request.headers['x-forwarded-for'] === undefined && request.headers.forwarded === undefined;
}
