import { FormError } from './form.errors.js';

/** Whom a form is issued to: what of them is printed on it. */
export interface FormRecipient {
  /** Capital letters, digits, hyphens and full stops. */
  reference: string;
  /** Four digits in Norway; elsewhere 2 to 10 digits or capital letters. */
  municipalityNumber: string;
  municipalityName: string;
  /** Nine digits. */
  organizationNumber: string;
  issuedAt: Date;
}

/**
 * The recipient as it is printed: a name in composed Unicode without space around it, and no other properties than
 * these, in this order. Throws `FORM_RECIPIENT_INVALID`, naming every fault at once.
 */
export function soundRecipient(recipient: FormRecipient): FormRecipient {
  const faults: string[] = [];
  if (!/^[0-9A-Z]{2,10}$/.test(recipient.municipalityNumber))
    faults.push('the municipality number must be 2 to 10 digits or capital letters');
  if (!/^\d{9}$/.test(recipient.organizationNumber)) faults.push('the organisation number must have nine digits');
  if (recipient.municipalityName.trim() === '') faults.push('the municipality has no name');
  if (Number.isNaN(recipient.issuedAt.getTime())) faults.push('the time of issue is not a time');
  if (faults.length > 0) {
    throw new FormError(
      'FORM_RECIPIENT_INVALID',
      `The form ${recipient.reference} cannot be issued: ${faults.join('; ')}.`,
    );
  }
  return {
    reference: recipient.reference,
    municipalityNumber: recipient.municipalityNumber,
    municipalityName: recipient.municipalityName.normalize('NFC').trim(),
    organizationNumber: recipient.organizationNumber,
    issuedAt: recipient.issuedAt,
  };
}

/** 999 888 777: the way organisation numbers are printed. */
export function groupDigits(organizationNumber: string): string {
  return organizationNumber.replace(/(\d{3})(?=\d)/g, '$1 ');
}
