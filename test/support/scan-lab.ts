import { type ChildProcess, fork } from 'node:child_process';
import { join } from 'node:path';
import type { FieldPlace, IssuedForm, KnownDeclaration, ScanExamination } from '../../src/scan/index.js';
import type { Degradation } from './degrade-page.mjs';

export interface SampleForm {
  readonly number: string;
  readonly name: string;
  readonly reference: string;
  /** Words of the issued text and what stands there instead. */
  readonly changed?: readonly (readonly [from: string, to: string])[];
  readonly ticks?: readonly FieldPlace[];
  /** A form that was issued already; nothing is made or changed then. */
  readonly issued?: Omit<IssuedForm, 'reference'>;
}

export interface Stroke {
  /** Points on the page. */
  readonly from: readonly [number, number];
  readonly to: readonly [number, number];
  readonly width: number;
}

export interface Sheet {
  readonly form: SampleForm;
  /** Counted from 1. */
  readonly page: number;
  readonly how?: Degradation;
  readonly strokes?: readonly Stroke[];
  /** With a pen, in the frame for it; a number above 1 goes beyond the frame. */
  readonly signed?: boolean | number;
  /** A pen was drawn through the page's code until nobody could read it. */
  readonly codeSpoilt?: boolean;
}

export interface ScanOrder {
  readonly sheets: readonly Sheet[];
  /** The forms that the scan is held against. */
  readonly given: readonly SampleForm[];
  readonly kind?: 'PDF' | 'SIDE_BY_SIDE' | 'PHOTO' | 'TURNED_PHOTO' | 'PDF_AND_OTHER_PAGE';
  readonly quality?: number;
  readonly pictures?: boolean;
  /** The declarations that the text of a page may name. */
  readonly known?: readonly KnownDeclaration[];
}

export const halden: SampleForm = { number: '3001', name: 'Halden', reference: 'TEST-2020-3001-7K3Q9' };
export const moss: SampleForm = { number: '3002', name: 'Moss', reference: 'TEST-2020-3002-M4W2Z' };

/** With the file itself, and the forms that it was held against. */
export interface Examined extends ScanExamination {
  readonly bytes: Uint8Array;
  readonly forms: readonly IssuedForm[];
}

interface Waiting {
  readonly resolve: (done: Examined) => void;
  readonly reject: (error: Error) => void;
}

/** Scans and has scans examined, in a process of its own. */
export class ScanLab {
  readonly #child: ChildProcess;
  readonly #waiting = new Map<number, Waiting>();
  #next = 1;

  constructor() {
    this.#child = fork(join(import.meta.dirname, 'scan-lab-process.mjs'), { serialization: 'advanced', execArgv: [] });
    this.#child.on('message', (answer: { id: number; done?: never; fault?: string }) => {
      const waiting = this.#waiting.get(answer.id);
      this.#waiting.delete(answer.id);
      if (answer.done === undefined) waiting?.reject(new Error(answer.fault));
      else waiting?.resolve(answer.done);
    });
  }

  async examine(order: ScanOrder): Promise<Examined> {
    return await this.#do({ ...order, examines: true });
  }

  /** The file alone. */
  async scan(order: Omit<ScanOrder, 'given'>): Promise<Uint8Array> {
    return (await this.#do({ ...order, given: [], examines: false })).bytes;
  }

  async #do(order: ScanOrder & { readonly examines: boolean }): Promise<Examined> {
    const id = this.#next++;
    return await new Promise((resolve, reject) => {
      this.#waiting.set(id, { resolve, reject });
      this.#child.send({ id, order });
    });
  }

  close(): void {
    this.#child.kill();
  }
}
