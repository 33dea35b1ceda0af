import { DocumentWriter, textStyles } from './document-writer.js';
import type { FieldLabel } from './form-labels.js';
import type { FieldPlace, SlotName, TextSlot } from './form-layout.js';
import { colour } from './page-style.js';

/** A slot as it is drawn: still without its object, which the finished file gives it. */
export type SlotPlace = Omit<TextSlot, 'object'>;

interface WidgetOption extends PDFKit.Mixins.AnnotationOption {
  readonly Subtype: 'Widget';
  readonly FT: 'Tx' | 'Sig';
  readonly T: object;
  readonly TU: object;
  readonly F: number;
  readonly DA?: never;
  readonly structParent: PDFKit.PDFStructureElement;
}

/** Annotation flags (ISO 32000-1, table 165). PDF/A wants Print on every annotation. */
const PRINT = 4;
const LOCKED = 128;

// pdfkit writes a primitive string as a PDF name, and a String object as a PDF string.
function pdfString(text: string): object {
  return Object(text) as object;
}

/** Writes the pages of a form: adds places for what the revision fills in, and fields for what the municipality does. */
export class FormPageWriter extends DocumentWriter {
  readonly slotPlaces = new Map<SlotName, SlotPlace>();
  /** For each XObject resource name, the page that paints it, counted from 0. */
  readonly painted: { resource: string; page: number }[] = [];
  readonly fieldPlaces: FieldPlace[] = [];

  /** Paints a form XObject that is defined later, with its upper left corner at the place. */
  paint(resource: string, x: number, y: number, height: number): void {
    // Page content is drawn with y downwards, a form XObject with y upwards: turned over again here.
    this.doc.addContent(`q 1 0 0 -1 ${x.toFixed(2)} ${(y + height).toFixed(2)} cm /${resource} Do Q`);
    this.painted.push({ resource, page: this.#currentPage ?? this.#lastPage });
  }

  #currentPage: number | undefined;

  get #lastPage(): number {
    const { start, count } = this.doc.bufferedPageRange();
    return start + count - 1;
  }

  override eachPage(draw: (index: number, count: number) => void): void {
    super.eachPage((index, count) => {
      this.#currentPage = index;
      draw(index, count);
    });
    this.#currentPage = undefined;
  }

  /** A label and, below it, the place of a value. */
  labelledSlot(name: SlotName, label: string, x: number, y: number, place: SlotPlace): void {
    this.slotPlaces.set(name, place);
    this.tagged('P', () => this.textAt(label, x, y, place.width, textStyles.label));
    this.tagged('P', () => this.paint(`Slot${name}`, x, y + 12, place.height));
  }

  /** A label and the box of a text field below it; its field's name is the annotation's /T. */
  textField(name: string, words: FieldLabel, x: number, y: number, width: number): void {
    const [boxTop, boxHeight] = [y + 12, 22];
    this.tagged('P', () => this.textAt(words.label, x, y, width, textStyles.label));
    this.#box(x, boxTop, width, boxHeight);
    this.#place(name, 'TEXT', x, boxTop, width, boxHeight);
    this.#widget('Tx', name, words.tooltip, [x + 2, boxTop + 1, width - 4, boxHeight - 2], PRINT);
  }

  /** A label and the box of a digital signature below it. */
  signatureField(name: string, words: FieldLabel, x: number, y: number, width: number, height: number): void {
    this.tagged('P', () => this.textAt(words.label, x, y, width, textStyles.label));
    this.#box(x, y + 12, width, height);
    this.#place(name, 'DIGITAL_SIGNATURE', x, y + 12, width, height);
    this.#widget('Sig', name, words.tooltip, [x + 1, y + 13, width - 2, height - 2], PRINT);
  }

  /** A label and an empty frame for a pen. */
  penBox(
    name: string,
    words: { readonly label: string; readonly alternative: string },
    x: number,
    y: number,
    width: number,
    height: number,
  ): void {
    this.tagged('P', () => this.textAt(words.label, x, y, width, textStyles.label));
    this.tagged('Figure', () => this.#boxPath(x, y + 12, width, height), { alt: words.alternative });
    this.#place(name, 'PEN_SIGNATURE', x, y + 12, width, height);
  }

  /** A signature field that shows nothing on the page: its rectangle has no area (ISO 32000-1, 12.7.4.5). */
  hiddenSignatureField(name: string, words: FieldLabel): void {
    this.#widget('Sig', name, words.tooltip, [0, this.doc.page.height, 0, 0], PRINT | LOCKED);
  }

  #place(name: string, kind: FieldPlace['kind'], x: number, y: number, width: number, height: number): void {
    this.fieldPlaces.push({ name, kind, page: this.#lastPage + 1, box: { x, y, width, height } });
  }

  #boxPath(x: number, y: number, width: number, height: number): void {
    this.doc.lineWidth(0.6).roundedRect(x, y, width, height, 2).fillAndStroke('#ffffff', colour.line);
  }

  #box(x: number, y: number, width: number, height: number): void {
    this.artifact(() => this.#boxPath(x, y, width, height));
  }

  #widget(
    type: 'Tx' | 'Sig',
    name: string,
    tooltip: string,
    [x, y, width, height]: readonly [number, number, number, number],
    flags: number,
  ): void {
    const form = this.element('Form');
    const option: WidgetOption = {
      Subtype: 'Widget',
      FT: type,
      T: pdfString(name),
      TU: pdfString(tooltip),
      F: flags,
      structParent: form,
    };
    this.doc.annotate(x, y, width, height, option);
    form.end();
  }
}
