import PDFDocument from 'pdfkit';

import type { DocumentText } from './document-text.js';
import { formFont, requireGlyphs, type FontStyle } from './form-fonts.js';
import { type DocumentLanguage, languageTags } from './language-form.js';
import { colour, contentWidth, page, type PageFrame } from './page-style.js';

export interface DocumentWriterOptions {
  readonly title: string;
  readonly owner: string;
  readonly subject: string;
  readonly language: DocumentLanguage;
  readonly authoredAt: Date;
  /** 3 where files are attached (ISO 19005-3). Default: 2. */
  readonly archivalPart?: 2 | 3;
  /** Default: the whole fonts; a document that is made often takes `latinFonts`. */
  readonly fonts?: Readonly<Record<FontStyle, Buffer>>;
}

export interface TextStyle {
  readonly font: FontStyle;
  /** Points. */
  readonly size: number;
  readonly colour: string;
  readonly lineGap?: number;
}

/** pdfkit's current font, which its types do not show: the only way to a character's code in the embedded subset. */
interface EncodingFont {
  readonly id: string;
  encode(text: string): [codes: string[], positions: { advanceWidth: number }[]];
}

/** What an element of the structure tree says of itself (ISO 32000-1, 14.8.5 and 14.9). */
export interface ElementOptions {
  readonly alt?: string;
  /** Of a table's heading: what it is the heading of. */
  readonly scope?: 'Row' | 'Column';
  /** Of a figure: left, top, right and bottom, from the page's upper left corner. */
  readonly bbox?: readonly [number, number, number, number];
}

/** One character of the embedded subset: its two-byte code as hex, and its advance in 1/1000 of the size. */
export type GlyphCodes = Readonly<Record<string, readonly [hex: string, width: number]>>;

export const textStyles = {
  title: { font: 'semibold', size: 21.5, colour: colour.heading, lineGap: -1.5 },
  subtitle: { font: 'regular', size: 12.5, colour: colour.quiet, lineGap: 2 },
  heading: { font: 'semibold', size: 13, colour: colour.heading },
  body: { font: 'regular', size: 10.5, colour: colour.ink, lineGap: 3.2 },
  label: { font: 'regular', size: 8.5, colour: colour.quiet },
  factLabel: { font: 'regular', size: 9.8, colour: colour.quiet, lineGap: 1.5 },
  factValue: { font: 'regular', size: 9.8, colour: colour.ink, lineGap: 1.5 },
  small: { font: 'regular', size: 8.5, colour: colour.quiet, lineGap: 1.5 },
  owner: { font: 'semibold', size: 11, colour: colour.heading },
} as const satisfies Record<string, TextStyle>;

const paragraphGap = 7;
/** So that short tables below each other line up. */
const leastLabelWidth = 118;

/** Writes a tagged PDF/A-2a (ISO 19005-2) or PDF/A-3a of A4 pages with pdfkit, from the top down; the same input, the same bytes. */
export class DocumentWriter {
  readonly doc: PDFKit.PDFDocument;
  readonly #root: PDFKit.PDFStructureElement;
  readonly #bytes: Promise<Uint8Array>;

  readonly frame: PageFrame;

  constructor(options: DocumentWriterOptions, frame: PageFrame) {
    this.frame = frame;
    this.doc = new PDFDocument({
      size: [page.width, page.height],
      margins: {
        top: page.marginTop,
        bottom: page.height - frame.textBottom,
        left: page.marginSide,
        right: page.marginSide,
      },
      subset: `PDF/A-${options.archivalPart ?? 2}a`,
      pdfVersion: '1.7',
      tagged: true,
      lang: languageTags[options.language],
      displayTitle: true,
      bufferPages: true,
      // No font to begin with: pdfkit's own first one, Helvetica, could not be embedded.
      font: '',
      info: {
        Title: options.title,
        Author: options.owner,
        Subject: options.subject,
        Creator: 'Tilslutning',
        Producer: 'Tilslutning',
        CreationDate: options.authoredAt,
        ModDate: options.authoredAt,
      },
    });
    const chunks: Buffer[] = [];
    this.#bytes = new Promise((resolve, reject) => {
      this.doc.on('data', (chunk: Buffer) => chunks.push(chunk));
      this.doc.on('end', () => resolve(Buffer.concat(chunks)));
      this.doc.on('error', reject);
    });
    this.doc.registerFont('regular', options.fonts?.regular ?? formFont('regular').file);
    this.doc.registerFont('semibold', options.fonts?.semibold ?? formFont('semibold').file);
    this.#root = this.doc.struct('Document');
    this.doc.addStructure(this.#root);
  }

  /** The distance from the top of the page to where the next block begins. */
  get y(): number {
    return this.doc.y;
  }

  set y(value: number) {
    this.doc.y = value;
  }

  use(style: TextStyle): void {
    this.doc.font(style.font).fontSize(style.size).fillColor(style.colour);
  }

  /** An element of the structure tree, added at the end of the document or inside a parent; end it when it is full. */
  element(type: string, parent = this.#root, options: ElementOptions = {}): PDFKit.PDFStructureElement {
    const element = this.doc.struct(type, options);
    parent.add(element);
    return element;
  }

  /** Draws what an element of the structure tree stands for. */
  tagged(
    type: string,
    draw: () => void,
    options: ElementOptions & { readonly parent?: PDFKit.PDFStructureElement } = {},
  ): void {
    const { parent, ...own } = options;
    const element = this.element(type, parent, own);
    element.add(draw);
    element.end();
  }

  /** Draws what belongs to the page and not to the text: lines, panels, headers and footers. */
  artifact(draw: () => void, type: 'Layout' | 'Pagination' = 'Layout'): void {
    this.doc.markContent('Artifact', { type });
    draw();
    this.doc.endMarkedContent();
  }

  /** Text at a place, as long as its lines take; no page break. */
  textAt(text: string, x: number, y: number, width: number, style: TextStyle): void {
    requireGlyphs(text, 'The text');
    this.use(style);
    this.doc.text(text, x, y, { width, lineGap: style.lineGap ?? 0 });
  }

  heightOf(text: string, width: number, style: TextStyle): number {
    this.use(style);
    return this.doc.heightOfString(text, { width, lineGap: style.lineGap ?? 0 });
  }

  /** Goes to a new page when less than `height` points are left on this one. */
  keepTogether(height: number): void {
    if (this.y + height > this.frame.textBottom && this.y > page.marginTop) this.doc.addPage();
  }

  block(type: string, text: string, style: TextStyle, gapAfter: number, keepWith = 0): void {
    const height = this.heightOf(text, contentWidth, style);
    this.keepTogether(height + keepWith);
    this.tagged(type, () => this.textAt(text, page.marginSide, this.y, contentWidth, style));
    this.y += gapAfter;
  }

  title(text: DocumentText): void {
    this.block('H1', text.title, textStyles.title, text.subtitle === undefined ? 14 : 3);
    if (text.subtitle !== undefined) this.block('P', text.subtitle, textStyles.subtitle, 14);
  }

  heading(text: string): void {
    if (this.y > page.marginTop) this.y += 6;
    this.block('H2', text, textStyles.heading, 4, 48);
  }

  sections(sections: DocumentText['sections']): void {
    for (const section of sections) {
      if (section.heading !== undefined) this.heading(section.heading);
      for (const paragraph of section.paragraphs) this.block('P', paragraph, textStyles.body, paragraphGap);
      if (section.items !== undefined && section.items.length > 0) this.#list(section.items);
      if (section.facts !== undefined && section.facts.length > 0) this.#facts(section.facts);
    }
  }

  #list(items: readonly string[]): void {
    const list = this.element('L');
    const indent = 16;
    for (const text of items) {
      this.keepTogether(this.heightOf(text, contentWidth - indent, textStyles.body));
      const item = this.element('LI', list);
      const top = this.y;
      this.tagged('Lbl', () => this.textAt('•', page.marginSide + 4, top, indent, textStyles.body), { parent: item });
      const left = page.marginSide + indent;
      this.tagged('LBody', () => this.textAt(text, left, top, contentWidth - indent, textStyles.body), {
        parent: item,
      });
      item.end();
      this.y += 3;
    }
    list.end();
    this.y += paragraphGap - 3;
  }

  /** Labels and, beside them, their values: a list in the structure tree, so that each is read out with its label. */
  #facts(rows: readonly (readonly [label: string, value: string])[]): void {
    const list = this.element('L');
    this.use(textStyles.factLabel);
    const longest = Math.max(...rows.map(([label]) => this.doc.widthOfString(label)));
    const labelWidth = Math.min(Math.max(longest + 14, leastLabelWidth), contentWidth / 2);
    const [left, width] = [page.marginSide + labelWidth, contentWidth - labelWidth];
    for (const [label, value] of rows) {
      const height = Math.max(
        this.heightOf(label, labelWidth - 10, textStyles.factLabel),
        this.heightOf(value, width, textStyles.factValue),
      );
      this.keepTogether(height + 7);
      const item = this.element('LI', list);
      const top = this.y;
      this.tagged('Lbl', () => this.textAt(label, page.marginSide, top, labelWidth - 10, textStyles.factLabel), {
        parent: item,
      });
      this.tagged('LBody', () => this.textAt(value, left, top, width, textStyles.factValue), { parent: item });
      item.end();
      this.y = top + height + 7;
      this.artifact(() => {
        this.doc.moveTo(page.marginSide, this.y - 5).lineTo(page.width - page.marginSide, this.y - 5);
        this.doc.lineWidth(0.4).stroke(colour.panelLine);
      });
    }
    list.end();
    this.y += paragraphGap;
  }

  /** The sender at the head of the first page. */
  masthead(owner: string): void {
    this.artifact(() => this.doc.rect(page.marginSide, 46, 30, 3).fill(colour.heading));
    this.tagged('P', () => this.textAt(owner, page.marginSide, 55, contentWidth, textStyles.owner));
    this.y = 96;
  }

  /** Visits every page written so far, to draw its header and footer; what is drawn may go below the text. */
  eachPage(draw: (index: number, count: number) => void): void {
    const { count } = this.doc.bufferedPageRange();
    for (let index = 0; index < count; index++) {
      this.doc.switchToPage(index);
      this.doc.page.margins.bottom = 0;
      draw(index, count);
    }
  }

  /** The running head of the pages after the first, and the line above every footer. */
  pageFurniture(index: number, owner: string, title: string): void {
    this.artifact(() => {
      if (index > 0) this.textAt(`${owner}  ·  ${title}`, page.marginSide, 42, contentWidth, textStyles.small);
      this.doc.moveTo(page.marginSide, this.frame.footerTop).lineTo(page.width - page.marginSide, this.frame.footerTop);
      this.doc.lineWidth(0.5).stroke(colour.line);
    }, 'Pagination');
  }

  /** Embeds every character given, so that text made later can use it, and tells its code. */
  glyphCodes(style: FontStyle, characters: string): { resource: string; codes: GlyphCodes } {
    this.doc.font(style);
    const font = (this.doc as unknown as { _font: EncodingFont })._font;
    const codes: Record<string, readonly [string, number]> = {};
    for (const character of [...new Set(characters)].sort()) {
      const [hex, positions] = font.encode(character);
      codes[character] = [hex.join(''), positions.reduce((sum, position) => sum + position.advanceWidth, 0)];
    }
    return { resource: font.id, codes };
  }

  end(): Promise<Uint8Array> {
    this.#root.end();
    this.doc.end();
    return this.#bytes;
  }
}
