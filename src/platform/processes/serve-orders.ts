import { guardProcess } from './process-guard.js';

/** What goes to a process of a pool: a piece of work, or the answer to what it asked while at one. */
export type ToProcess =
  { readonly id: number; readonly request: unknown } | { readonly id: number; readonly reply: unknown };

/** `READY` says that the process is up: starting it is not the fault of what it is given. */
export type FromProcess =
  | 'READY'
  /** Spent: it holds so much memory that the next piece of work would not have its due share. */
  | { readonly id: number; readonly answer: unknown; readonly spent: boolean }
  /** What broke in its place. */
  | { readonly id: number; readonly fault: string }
  | { readonly id: number; readonly question: unknown };

/** Asks the service something that the process cannot know, and waits for its reply. */
export type Ask = (question: unknown) => Promise<unknown>;

/** Of its memory that a process may still hold when it takes the next piece of work. */
const LARGEST_REST = 0.5;

/**
 * Makes this process one of a pool: it takes a request, says what came of it, and takes the next. What WebAssembly and
 * freed buffers keep is not given back in time, so a process that holds too much says so and is replaced: what is said of
 * a file must not depend on the file before it.
 */
export function serveOrders<Request, Answer>(work: (request: Request, ask: Ask) => Promise<Answer>): void {
  const memoryMb = Number(process.argv[2]);
  guardProcess(memoryMb);
  const waiting: ((reply: unknown) => void)[] = [];
  const say = (message: FromProcess): void => void process.send?.(message);
  process.on('message', (message: ToProcess) => {
    // One request at a time, and replies in the order of the questions.
    if ('reply' in message) waiting.shift()?.(message.reply);
    else void answer(message.id, message.request as Request);
  });
  say('READY');

  async function answer(id: number, request: Request): Promise<void> {
    const ask: Ask = async (question) =>
      await new Promise((resolve) => {
        waiting.push(resolve);
        say({ id, question });
      });
    try {
      const answered = await work(request, ask);
      const spent = process.memoryUsage.rss() > memoryMb * 1024 * 1024 * LARGEST_REST;
      say({ id, answer: answered, spent });
    } catch (error) {
      say({ id, fault: error instanceof Error ? error.message : String(error) });
    }
  }
}
