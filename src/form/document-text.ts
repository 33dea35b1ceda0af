/** What stands on the pages, in one language form. */
export interface DocumentText {
  title: string;
  subtitle?: string;
  /** A section's items stand as a list after its paragraphs, its facts as labels and values after these. */
  sections: {
    heading?: string;
    paragraphs: string[];
    items?: string[];
    facts?: (readonly [label: string, value: string])[];
  }[];
}
