export {
  ServiceError,
  type ErrorCategory,
  type ErrorLevel,
  type Fault,
  type ServiceErrorOptions,
} from './service-error.js';
