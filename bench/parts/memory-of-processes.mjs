import { readdirSync, readFileSync } from 'node:fs';

const EVERY_MS = 200;

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
    const now = Math.round(nodeProcesses().reduce((sum, { kb }) => sum + kb, 0) / 1024);
    this.#peak = Math.max(this.#peak, now);
    return now;
  }
}

/** This process and those below it that run Node; PostgreSQL and the mail servers are not counted. */
function nodeProcesses() {
  const all = new Map();
  for (const name of readdirSync('/proc')) {
    if (!/^\d+$/.test(name)) continue;
    try {
      const status = readFileSync(`/proc/${name}/status`, 'latin1');
      const field = (key) => new RegExp(`^${key}:\\s*(\\S+)`, 'm').exec(status)?.[1];
      const command = readFileSync(`/proc/${name}/cmdline`, 'latin1').split('\0', 1)[0];
      all.set(Number(name), { parent: Number(field('PPid')), kb: Number(field('VmRSS') ?? 0), command });
    } catch {
      // It has ended meanwhile.
    }
  }
  const isOurs = (pid) => {
    for (let at = pid; all.has(at); at = all.get(at).parent) if (at === process.pid) return true;
    return false;
  };
  return [...all].filter(([pid, { command }]) => command.endsWith('node') && isOurs(pid)).map(([, found]) => found);
}
