export { bindReturn, type BindingRequest } from './bind-return.js';
export type { Binding, BindingCheck, BindingFinding, BindingResult, BindingTier, Place } from './binding.js';
export { BindingError, type BindingErrorCode } from './binding.errors.js';
export { BINDING_LIMITS } from './binding-limits.js';
export { sealField } from '../signature-fields.js';
export { prefixDigests, type PrefixDigest } from './prefix-digests.js';
export { parsePageCode, type PageCode } from '../page-code.js';
