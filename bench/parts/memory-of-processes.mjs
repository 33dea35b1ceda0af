import { readFileSync } from 'node:fs';
import { sum } from './figures.mjs';

/** Seldom enough to cost nothing that is measured. */
const EVERY_MS = 500;

/** The memory (resident set) of this process and of the Node processes below it, sampled while it works. Linux only. */
export class MemoryOfProcesses {
  #parts = [];
  #peak = 0;
  #timer;

  constructor() {
    this.#timer = setInterval(() => this.#sample(), EVERY_MS);
    this.#timer.unref();
  }

  /** Ends a part of the work: its peak and what is held now, in MB. */
  endPart() {
    const endMb = this.#sample();
    this.#parts.push({ peakMb: this.#peak, endMb });
    this.#peak = 0;
  }

  /** Ends the sampling. */
  parts() {
    clearInterval(this.#timer);
    return this.#parts;
  }

  #sample() {
    const now = Math.round(sum(nodeProcesses()) / 1024);
    this.#peak = Math.max(this.#peak, now);
    return now;
  }
}

/** Resident sets of this process and of those below it that run Node; PostgreSQL and the mail servers are not counted. */
function nodeProcesses(pid = process.pid) {
  try {
    const status = readFileSync(`/proc/${pid}/status`, 'latin1');
    const isNode = readFileSync(`/proc/${pid}/cmdline`, 'latin1').split('\0', 1)[0].endsWith('node');
    const children = readFileSync(`/proc/${pid}/task/${pid}/children`, 'latin1').trim();
    const kb = isNode ? Number(/^VmRSS:\s*(\d+)/m.exec(status)?.[1] ?? 0) : 0;
    return [kb, ...(children === '' ? [] : children.split(' ').flatMap((child) => nodeProcesses(Number(child))))];
  } catch {
    // It has ended meanwhile.
    return [];
  }
}
