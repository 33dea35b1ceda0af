export type BindingErrorCode = 'BINDING_RENDERER_FAILED' | 'BINDING_ISSUED_UNREADABLE';

/** A fault of ours or of the issued form; what is wrong with a returned file is a finding, never an error. */
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
