import { guardProcess } from './process-guard.js';
import type { FileVerification, VerificationRequest } from './verifier.js';
import { verifyFile } from './verify-file.js';

/** One process of the pool: takes a file, answers with what can be said of it, and takes the next. */
export interface ProcessOrder {
  readonly id: number;
  readonly request: VerificationRequest;
}

/** The first says that the process is up: starting it is not the file's fault. */
export type ProcessMessage = 'READY' | ProcessAnswer;

export interface ProcessAnswer {
  readonly id: number;
  readonly verification?: FileVerification;
  /** What broke in its place. */
  readonly fault?: string;
}

guardProcess(Number(process.argv[2]));
process.on('message', (order: ProcessOrder) => void answer(order));
process.send?.('READY' satisfies ProcessMessage);

async function answer({ id, request }: ProcessOrder): Promise<void> {
  let said: ProcessAnswer;
  try {
    said = { id, verification: await verifyFile(request) };
  } catch (error) {
    said = { id, fault: error instanceof Error ? error.message : String(error) };
  }
  process.send?.(said);
}
