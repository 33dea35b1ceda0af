/** A text as a campaign gives it: what stands on the pages, in one language form. */
export interface DocumentText {
  title: string;
  subtitle?: string;
  /** A section's items stand as a list after its paragraphs. */
  sections: { heading?: string; paragraphs: string[]; items?: string[] }[];
}
