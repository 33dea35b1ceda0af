/** Bytes of the largest document that is looked into. */
export const MAX_RETURN_BYTES = Symbol('MAX_RETURN_BYTES');
