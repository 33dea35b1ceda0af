import type { NestExpressApplication } from '@nestjs/platform-express';
import type { Express, Request } from 'express';
import { answerOptions } from './allowed-methods.js';
import { HTTP_OPTIONS, type HttpOptions } from './http-options.js';
import { Metrics } from './metrics.js';
import { serveOpenApi } from './open-api.js';
import { MOST_JSON_BYTES } from './raw-body.js';
import { requestId } from './request-id.js';
import { requestMetrics } from './request-metrics.js';
import { noStore, securityHeaders } from './security-headers.js';

/**
 * Sets up all that stands before the routes, from the options given to `HttpPlatformModule.forRoot`. Call it once,
 * after `NestFactory.create` and before `init` or `listen`; the same in main and in tests.
 */
export function configureHttp(app: NestExpressApplication): void {
  const options: HttpOptions = app.get(HTTP_OPTIONS);
  const server: Express = app.getHttpAdapter().getInstance();
  app.disable('x-powered-by');
  // Express would tag each answer by its bytes; an ETag here says the version of a row, and If-Match takes only that.
  app.set('etag', false);
  app.set('trust proxy', typeof options.trustProxy === 'object' ? [...options.trustProxy] : options.trustProxy);
  app.use(requestId);
  app.use(requestMetrics(app.get(Metrics)));
  app.use(securityHeaders());
  app.use('/api/v1', noStore);
  app.use(answerOptions(server));
  app.useBodyParser('json', { limit: MOST_JSON_BYTES });
  // Forms are for the pages. In the API they would let a foreign page's form pass for a JSON body.
  app.useBodyParser('urlencoded', { limit: MOST_JSON_BYTES, extended: false, type: isPageForm });
  serveOpenApi(app, options);
}

/** Decides by the incoming message, which Express has made its own request of by then. */
function isPageForm(message: { readonly url?: string | undefined; readonly headers: Request['headers'] }): boolean {
  const isForm = /^application\/x-www-form-urlencoded\s*(;|$)/i.test(message.headers['content-type'] ?? '');
  return isForm && !(message.url ?? '').toLowerCase().startsWith('/api/');
}
