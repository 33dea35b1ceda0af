import { once } from 'node:events';
import { createInterface } from 'node:readline';
import type { Readable, Writable } from 'node:stream';
import type { TrustedList } from '../pades/index.js';
import { ServiceError } from '../platform/errors/index.js';
import type { FileReport } from './file-report.js';
import { FileReporter } from './file-reporter.js';
import type { Verifier } from './verifier.js';
import { batchRequestSchema } from './verify-request.schemas.js';

export interface BatchDefaults {
  readonly trust: readonly string[];
  readonly trustedLists: readonly TrustedList[];
  readonly at: Date;
  readonly password: string | undefined;
  readonly docMdp: 1 | 2 | 3 | undefined;
  readonly form: string | undefined;
}

/** What a batch came to: 0 all TOTAL_PASSED, 1 not all, 2 a request that could not be carried out. */
export type ExitCode = 0 | 1 | 2;

/** One past the end of this many characters is no request. */
const MOST_LINE_CHARACTERS = 1_000_000;

/**
 * Answers each line of `input` (batchRequestSchema) by one line on `output` with the same `id`, in the order in which
 * they are done: a report, or an `error` with code and message when the request cannot be carried out. No more than
 * `atOnce` files are in memory.
 */
export async function verifyBatch(
  { input, output, verifier, atOnce }: { input: Readable; output: Writable; verifier: Verifier; atOnce: number },
  defaults: BatchDefaults,
): Promise<ExitCode> {
  const reporter = new FileReporter(verifier);
  const working = new Set<Promise<void>>();
  let exit: ExitCode = 0;
  const worsen = (code: ExitCode) => (exit = code > exit ? code : exit);

  const write = async (line: object) => {
    if (!output.write(`${JSON.stringify(line)}\n`)) await once(output, 'drain');
  };
  const answer = async (line: string) => {
    let id: string | number | null = null;
    try {
      const request = parseRequest(line);
      id = request.id;
      const report = await reporter.report({
        file: request.file,
        trust: [...defaults.trust, ...(request.trust ?? [])],
        trustedLists: defaults.trustedLists,
        at: request.at === undefined ? defaults.at : new Date(request.at),
        password: request.password ?? defaults.password,
        docMdp: request.docMdp ?? defaults.docMdp,
        form: request.form ?? defaults.form,
      });
      worsen(exitCodeOf(report));
      await write({ id, ...report });
    } catch (error) {
      if (!(error instanceof ServiceError)) throw error;
      worsen(2);
      await write({ id: id ?? idOf(line), error: { code: error.code, message: error.message } });
    }
  };

  for await (const line of createInterface({ input, crlfDelay: Infinity })) {
    if (line.trim() === '') continue;
    const work = answer(line);
    working.add(work);
    void work.then(
      () => working.delete(work),
      () => undefined,
    );
    if (working.size >= atOnce) await Promise.race(working);
  }
  await Promise.all(working);
  return exit;
}

export function exitCodeOf({ summary }: FileReport): ExitCode {
  return summary.indication === 'TOTAL_PASSED' ? 0 : 1;
}

function parseRequest(line: string) {
  const parsed = batchRequestSchema.safeParse(parseJson(line));
  if (parsed.success) return parsed.data;
  const faults = parsed.error.issues.map(({ path, message }) => ({ where: path.join('.') || 'the line', message }));
  const listed = faults.map(({ where, message }) => `${where}: ${message}`).join('; ');
  throw new ServiceError('BATCH_REQUEST_INVALID', `The request is not as it should be: ${listed}`, {
    category: 'invalid',
    faults,
  });
}

/** Who sent a faulty request should know which one it was, where it can be known. */
function idOf(line: string): string | number | null {
  try {
    const { id } = (parseJson(line) ?? {}) as { id?: unknown };
    return typeof id === 'string' || typeof id === 'number' ? id : null;
  } catch {
    return null;
  }
}

function parseJson(line: string): unknown {
  if (line.length > MOST_LINE_CHARACTERS) {
    throw new ServiceError('BATCH_REQUEST_INVALID', `A line of ${line.length} characters is too long.`, {
      category: 'too-large',
    });
  }
  try {
    return JSON.parse(line);
  } catch (cause) {
    throw new ServiceError(
      'BATCH_REQUEST_INVALID',
      'The line is not JSON. Write one object a line, such as {"id":1,"file":"return.pdf"}.',
      { category: 'invalid', cause },
    );
  }
}
