/** Measures in points (1/72 inch) on an A4 page, and colours as `#rrggbb`. */
export const page = {
  width: 595.28,
  height: 841.89,
  marginSide: 62,
  marginTop: 74,
  /** The height of a footer with the page's code. */
  footerHeight: 76,
} as const;

/** Where the text of a page ends, and where its footer begins: measured from the top. */
export interface PageFrame {
  readonly textBottom: number;
  readonly footerTop: number;
}

/** With room in the footer for the page's code, and without. */
export const frames = {
  coded: { textBottom: 728, footerTop: 738 },
  plain: { textBottom: 768, footerTop: 780 },
} as const satisfies Record<string, PageFrame>;

export const contentWidth = page.width - 2 * page.marginSide;

export const colour = {
  ink: '#14202e',
  heading: '#0f2f57',
  quiet: '#4d5a69',
  line: '#8b98a8',
  panel: '#f2f5f9',
  panelLine: '#d8dfe7',
} as const;

/** 20 mm: of the sizes that survive a poor scan at 200 dpi the one with room to spare (18 mm is the least). */
export const codeSize = (20 / 25.4) * 72;

/** The light zone around a QR code, in modules (ISO/IEC 18004, 6.3.8). */
export const quietModules = 4;
