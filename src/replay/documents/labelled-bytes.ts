/** Gives `length` bytes for a label: always the same for the same label, and nothing to guess another label's from. */
export type LabelledBytes = (label: string, length: number) => Uint8Array;
