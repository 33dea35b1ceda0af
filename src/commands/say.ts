/** A line on standard output: what a command has to say. */
export function say(text: string): void {
  process.stdout.write(`${text}\n`);
}
