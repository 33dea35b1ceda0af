import { parentPort } from 'node:worker_threads';
import { prefixDigests } from '../form/index.js';
import { verifyPdf } from '../pades/index.js';
import type { FileVerification, VerificationRequest } from './verifier.js';

/** One thread of the pool: takes a file, answers with what can be said of it. */
export interface WorkerAnswer {
  readonly id: number;
  readonly verification: FileVerification;
}

parentPort?.on('message', ({ id, request }: { id: number; request: VerificationRequest }) => {
  const verification: FileVerification = {
    report: verifyPdf(request.bytes, { trustAnchors: request.trustAnchors, at: request.at }),
    prefixes: prefixDigests(request.bytes),
  };
  parentPort?.postMessage({ id, verification } satisfies WorkerAnswer);
});
