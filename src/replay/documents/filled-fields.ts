/** What a municipality writes into the blanks of its form; the keys are the names of the form's text fields. */
export interface FilledFields {
  readonly name: string;
  readonly role: string;
  readonly place: string;
  /** Days as they are written on paper, `24.06.2020`. */
  readonly date: string;
  /** Empty where the council has not decided. */
  readonly resolutionDate: string;
  readonly resolutionCase: string;
}

export const FILLED_FIELD_NAMES = ['name', 'role', 'place', 'date', 'resolutionDate', 'resolutionCase'] as const;

/** The form's field for the municipality's digital signature. */
export const SIGNATURE_FIELD_NAME = 'signature';
