import { Module, type DynamicModule } from '@nestjs/common';
import { APP_FILTER, APP_INTERCEPTOR, APP_PIPE } from '@nestjs/core';
import { TerminusModule } from '@nestjs/terminus';
import { DatabaseMoment } from '../database/index.js';
import { HealthController } from './health.controller.js';
import { HTTP_OPTIONS, type HttpOptions } from './http-options.js';
import { IdempotencyInterceptor, IdempotencyStore, PurgeIdempotencyKeys } from './idempotency/index.js';
import { Metrics } from './metrics.js';
import { NextLinkInterceptor } from './next-link.js';
import { ProblemFilter } from './problem-filter.js';
import { RawBodyInterceptor } from './raw-body.js';
import { Readiness } from './readiness.js';
import { RequestThrottle, ThrottleInterceptor } from './request-throttle.js';
import { SchemaValidationPipe } from './schema-validation-pipe.js';

/**
 * What every route has in common. Needs `DataSource`, `Clock` and `Log` from a global module, and `configureHttp`
 * for what stands before the routes.
 */
@Module({})
export class HttpPlatformModule {
  static forRoot(options: HttpOptions): DynamicModule {
    return {
      module: HttpPlatformModule,
      global: true,
      // Terminus would log each failed check a second time.
      imports: [TerminusModule.forRoot({ logger: false })],
      controllers: [HealthController],
      providers: [
        { provide: HTTP_OPTIONS, useValue: options },
        DatabaseMoment,
        Metrics,
        Readiness,
        RequestThrottle,
        IdempotencyStore,
        PurgeIdempotencyKeys,
        { provide: APP_FILTER, useClass: ProblemFilter },
        { provide: APP_PIPE, useClass: SchemaValidationPipe },
        // In this order: refuse early, then read the body, then look for its repeat (which needs the body).
        { provide: APP_INTERCEPTOR, useClass: ThrottleInterceptor },
        { provide: APP_INTERCEPTOR, useClass: RawBodyInterceptor },
        { provide: APP_INTERCEPTOR, useClass: IdempotencyInterceptor },
        { provide: APP_INTERCEPTOR, useClass: NextLinkInterceptor },
      ],
      exports: [HTTP_OPTIONS, DatabaseMoment, Metrics, Readiness, RequestThrottle, IdempotencyStore],
    };
  }
}
