export {
  ServiceError,
  type ErrorCategory,
  type ErrorFacts,
  type ErrorLevel,
  type Fault,
  type ServiceErrorOptions,
} from './service-error.js';
