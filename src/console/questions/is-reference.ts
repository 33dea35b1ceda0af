/** Whether it looks like a declaration's reference: AKSON-2020-0301-Q7K2M. */
export function isReference(text: string): boolean {
  return text.length <= 60 && /^[A-Z0-9]+(?:-[A-Z0-9]+)+$/.test(text);
}
