import { Worker } from 'node:worker_threads';
import { packageFile } from '../../platform/config/index.js';
import type { DocumentAnswer, DocumentOrder, DocumentWorkerData } from './document-order.js';

interface Waiting {
  readonly resolve: (bytes: Uint8Array) => void;
  readonly reject: (error: Error) => void;
}

/** The built worker: a thread cannot run TypeScript. */
const WORKER_FILE = packageFile('dist', 'replay', 'documents', 'document-worker.js');

/**
 * Makes the municipalities' signed forms in a thread of its own, so that the service under replay is not held up by
 * what would happen on other machines. Orders are worked on in the order in which they come.
 */
export class DocumentWorkshop {
  readonly #worker: Worker;
  readonly #waiting = new Map<number, Waiting>();
  #nextId = 1;

  constructor(data: DocumentWorkerData) {
    this.#worker = new Worker(WORKER_FILE, { workerData: data });
    this.#worker.on('message', (answer: DocumentAnswer) => {
      const waiting = this.#waiting.get(answer.id);
      this.#waiting.delete(answer.id);
      if ('bytes' in answer) waiting?.resolve(answer.bytes);
      else waiting?.reject(new Error(`A municipality's document could not be made: ${answer.error}`));
    });
    this.#worker.on('error', (error: Error) => {
      for (const waiting of this.#waiting.values()) waiting.reject(error);
      this.#waiting.clear();
    });
    this.#worker.unref();
  }

  async make(order: DocumentOrder): Promise<Uint8Array> {
    const id = this.#nextId;
    this.#nextId += 1;
    const made = new Promise<Uint8Array>((resolve, reject) => this.#waiting.set(id, { resolve, reject }));
    this.#worker.postMessage({ id, order });
    return await made;
  }

  async close(): Promise<void> {
    await this.#worker.terminate();
    for (const waiting of this.#waiting.values()) waiting.reject(new Error('The replay has ended.'));
    this.#waiting.clear();
  }
}
