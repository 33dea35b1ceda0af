import { fork } from 'node:child_process';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const program = join(dirname(fileURLToPath(import.meta.url)), 'run-mutants.mjs');
/** A fault can make a loop endless: what takes ten times as long as without it, and this long at least, is one. */
const LEAST_PATIENCE = 8_000;

/** A process that tries mutants; one that hangs or dies is replaced, and its mutant counts as found. */
export class MutantProcess {
  #child = null;

  constructor(specFiles, active = 0) {
    this.specFiles = specFiles;
    this.active = active;
  }

  async cover() {
    const answer = await this.#ask({ kind: 'cover' }, 600_000);
    return answer;
  }

  /** What failed: a test (with its index), time or the process; 'survived' when nothing did. */
  async attempt({ number, order, hooks, milliseconds }) {
    try {
      const patience = Math.max(LEAST_PATIENCE, 10 * milliseconds);
      const { killedBy, killer } = await this.#ask({ kind: 'try', mutant: number, order, hooks }, patience);
      return killedBy === null ? { outcome: 'survived' } : { outcome: `failed: ${killedBy}`, killer };
    } catch (error) {
      this.end();
      return { outcome: `failed: ${error.message}` };
    }
  }

  end() {
    this.#child?.removeAllListeners();
    this.#child?.kill('SIGKILL');
    this.#child = null;
  }

  async #ask(question, patience) {
    if (this.#child === null) await this.#start();
    return this.#answer(patience, () => this.#child.send(question));
  }

  async #start() {
    this.#child = fork(program, [JSON.stringify({ specs: this.specFiles, active: this.active })], {
      execArgv: ['--experimental-vm-modules', '--no-warnings'],
      stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
    });
    await this.#answer(120_000, () => {});
  }

  #answer(patience, begin) {
    const child = this.#child;
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => reject(new Error('it did not come to an end')), patience);
      const settle = (act) => (value) => {
        clearTimeout(timer);
        child.removeAllListeners();
        act(value);
      };
      child.once('message', settle(resolve));
      child.once(
        'exit',
        settle(() => reject(new Error('the process died'))),
      );
      begin();
    });
  }
}
