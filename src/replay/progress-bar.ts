const WIDTH = 30;

/** Shows on a terminal how far the simulated time has come; elsewhere a line every so often. */
export class ProgressBar {
  #shown = -1;

  constructor(
    private readonly stream: NodeJS.WriteStream,
    private readonly start: Date,
    private readonly finish: Date,
  ) {}

  show(now: Date): void {
    const whole = this.finish.getTime() - this.start.getTime();
    const share = whole <= 0 ? 1 : Math.min(1, (now.getTime() - this.start.getTime()) / whole);
    const percent = Math.floor(share * 100);
    const day = now.toISOString().slice(0, 10);
    if (this.stream.isTTY) {
      const filled = Math.round(share * WIDTH);
      this.stream.write(
        `\r${'█'.repeat(filled)}${'░'.repeat(WIDTH - filled)} ${String(percent).padStart(3)} %  ${day} `,
      );
    } else if (percent >= this.#shown + 10) {
      this.#shown = percent - (percent % 10);
      this.stream.write(`${String(percent).padStart(3)} %  ${day}\n`);
    }
  }

  end(): void {
    if (this.stream.isTTY) this.stream.write('\n');
  }
}
