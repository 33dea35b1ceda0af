/** Loaded before a program: leaves its peak memory in MB in the file PEAK_MEMORY_FILE when it ends. */
import { writeFileSync } from 'node:fs';
import { isMainThread } from 'node:worker_threads';
import { peakMemoryMb } from './figures.mjs';

const file = process.env.PEAK_MEMORY_FILE;
if (isMainThread && file !== undefined) process.once('exit', () => writeFileSync(file, String(peakMemoryMb())));
