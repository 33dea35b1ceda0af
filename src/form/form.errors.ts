/** What can go wrong when a form is authored, issued or sealed. */
export type FormErrorCode =
  | 'FORM_CHARACTER_NOT_AVAILABLE'
  | 'FORM_TEXT_DOES_NOT_FIT'
  | 'FORM_PAGE_CODE_INVALID'
  | 'FORM_RECIPIENT_INVALID'
  | 'FORM_TEMPLATE_DAMAGED'
  | 'SEAL_KEY_UNSUITABLE'
  | 'SEAL_CERTIFICATE_UNREADABLE'
  | 'SEAL_KEY_MISMATCH'
  | 'SEAL_SIGNATURE_TOO_LONG'
  | 'SEAL_P12_UNREADABLE'
  | 'SEAL_P12_WRONG_PASSWORD'
  | 'SEAL_P12_UNSUPPORTED';

/** The only error that this library throws on purpose: `message` says what is wrong and how to mend it. */
export class FormError extends Error {
  readonly code: FormErrorCode;

  constructor(code: FormErrorCode, message: string, options?: { cause?: unknown }) {
    super(message, options);
    this.name = 'FormError';
    this.code = code;
  }
}
