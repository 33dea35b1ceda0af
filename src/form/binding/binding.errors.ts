export type BindingErrorCode = 'BINDING_RENDERER_FAILED';

/** A fault of ours; what is wrong with a returned file is a finding, never an error. */
export class BindingError extends Error {
  constructor(
    readonly code: BindingErrorCode,
    message: string,
    cause?: unknown,
  ) {
    super(message, { cause });
    this.name = 'BindingError';
  }
}
