import { guardProcess } from './process-guard.js';

/** What goes to a process of a pool: a piece of work, or the answer to what it asked while at one. */
export type ToProcess =
  { readonly id: number; readonly request: unknown } | { readonly id: number; readonly reply: unknown };

/** `READY` says that the process is up: starting it is not the fault of what it is given. */
export type FromProcess =
  | 'READY'
  | { readonly id: number; readonly answer: unknown }
  /** What broke in its place. */
  | { readonly id: number; readonly fault: string }
  | { readonly id: number; readonly question: unknown };

/** Asks the service something that the process cannot know, and waits for its reply. */
export type Ask = (question: unknown) => Promise<unknown>;

/** Makes this process one of a pool: it takes a request, says what came of it, and takes the next. */
export function serveOrders<Request, Answer>(work: (request: Request, ask: Ask) => Promise<Answer>): void {
  guardProcess(Number(process.argv[2]));
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
      say({ id, answer: await work(request, ask) });
    } catch (error) {
      say({ id, fault: error instanceof Error ? error.message : String(error) });
    }
  }
}
