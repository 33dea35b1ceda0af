import type { RequestHandler } from 'express';
import type { Metrics } from './metrics.js';

const BUCKETS = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10];

/** Counts requests and times them, by the route's pattern and never by its path: a path holds references. */
export function requestMetrics(metrics: Metrics): RequestHandler {
  const durations = metrics.histogram('tilslutning_http_request_seconds', 'Time to answer a request.', BUCKETS, [
    'method',
    'route',
    'status',
  ]);
  return (request, response, next) => {
    const stop = durations.startTimer();
    response.once('close', () => {
      const route: unknown = request.route;
      const path = typeof route === 'object' && route !== null && 'path' in route ? String(route.path) : 'none';
      stop({
        method: KNOWN_METHODS.has(request.method) ? request.method : 'other',
        route: path,
        status: response.statusCode,
      });
    });
    next();
  };
}

const KNOWN_METHODS = new Set(['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS']);
