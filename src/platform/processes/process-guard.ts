import { Worker } from 'node:worker_threads';

/** Runs beside the work, which may never come back to the event loop. */
const GUARD = `
  const { workerData: { limitBytes, parent, everyMs } } = require('node:worker_threads');
  setInterval(() => {
    if (process.memoryUsage.rss() > limitBytes || process.ppid !== parent) process.kill(process.pid, 'SIGKILL');
  }, everyMs);
`;
const EVERY_MS = 20;

/**
 * Ends this process when it holds more than `memoryMb` of resident memory (the heap, buffers and WebAssembly together),
 * or when the process that started it is gone. V8's own limits know the heap only.
 */
export function guardProcess(memoryMb: number): void {
  const workerData = { limitBytes: memoryMb * 1024 * 1024, parent: process.ppid, everyMs: EVERY_MS };
  new Worker(GUARD, { eval: true, workerData, resourceLimits: { maxOldGenerationSizeMb: 16 } }).unref();
}
