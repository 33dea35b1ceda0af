const callers = new WeakMap<object, string>();

/**
 * Remembers who sent `request`, as one text that is the same for the same caller in every request (`key:ID`).
 * Whatever authenticates calls this; the throttle and the idempotency keys go by it without knowing about roles.
 */
export function setCaller(request: object, caller: string): void {
  callers.set(request, caller);
}

/** The caller, or undefined for a request that has not shown who it is from. */
export function callerOf(request: object): string | undefined {
  return callers.get(request);
}
