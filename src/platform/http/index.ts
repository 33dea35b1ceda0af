export { AcceptsRaw, AcceptsRawOrJson, RawBytes } from './raw-body.js';
export { addressGroup } from './address-group.js';
export { Answers, Problems } from './api-docs.js';
export { callerOf, setCaller } from './caller.js';
export { configureHttp } from './configure-http.js';
export { assertVersion, etagOf, IfMatch, IfMatchIfGiven, versionOfIfMatch, WithEtag } from './etag.js';
export { HeldWhileUnchanged } from './held-while-unchanged.js';
export { HttpError } from './http-error.js';
export { DEFAULT_HTTP_OPTIONS, HTTP_OPTIONS, type HttpOptions, type ThrottleLimits } from './http-options.js';
export { HttpPlatformModule } from './http-platform.module.js';
export {
  Idempotent,
  IdempotencyKey,
  IdempotencyPurge,
  IdempotencyStore,
  PurgeIdempotencyKeys,
} from './idempotency/index.js';
export { Metrics } from './metrics.js';
export { isOutage } from './outage.js';
export { openApiDocument } from './open-api.js';
export { pageOf, pageQuery, pageSchema, type Page, type PageRequest } from './paging.js';
export { problemSchema, type ProblemBody } from './problem.js';
export { Readiness } from './readiness.js';
export { requestIdOf } from './request-id.js';
export { RequestThrottle, Unthrottled } from './request-throttle.js';
export { type Allowance, RequestWindows } from './throttle.policy.js';
export { SeeOther } from './see-other.js';
export { readUpload, uploadLimits, type UploadedFile, type UploadFault } from './uploaded-files.js';
export { Public, ROUTE_ACCESS, routeAccess, type RouteAccess } from './route-access.js';
