/**
 * One question put together for all who ask while another is on its way. Nobody is answered by a question that was put
 * before they came: who comes during one waits for the next.
 */
export class AskedTogether<Answer> {
  readonly #ask: () => Promise<Answer>;
  #running: Promise<Answer> | null = null;
  #next: Promise<Answer> | null = null;

  constructor(ask: () => Promise<Answer>) {
    this.#ask = ask;
  }

  async get(): Promise<Answer> {
    if (this.#running === null) return await this.#run();
    const run = (): Promise<Answer> => this.#run();
    this.#next ??= this.#running.then(run, run);
    return await this.#next;
  }

  #run(): Promise<Answer> {
    this.#next = null;
    const running = this.#ask().finally(() => {
      if (this.#running === running) this.#running = null;
    });
    this.#running = running;
    return running;
  }
}
