import type { Writable } from 'node:stream';
import { ServiceError } from '../platform/errors/index.js';
import { FileReporter } from './file-reporter.js';
import { reportAsText } from './report-text.js';
import type { Verifier } from './verifier.js';
import { type BatchDefaults, exitCodeOf, type ExitCode } from './verify-batch.js';

/** Reports on the named files in their order: for a person, or one JSON object a line. */
export async function verifyFiles(
  files: readonly string[],
  { output, errors, verifier }: { output: Writable; errors: Writable; verifier: Verifier },
  options: BatchDefaults & { readonly json: boolean; readonly colours: boolean },
): Promise<ExitCode> {
  const reporter = new FileReporter(verifier);
  let exit: ExitCode = 0;
  for (const file of files) {
    try {
      const report = await reporter.report({ ...options, file });
      output.write(options.json ? `${JSON.stringify(report)}\n` : `${reportAsText(report, options.colours)}\n`);
      const code = exitCodeOf(report);
      if (code > exit) exit = code;
    } catch (error) {
      if (!(error instanceof ServiceError)) throw error;
      errors.write(`${error.message}\n`);
      exit = 2;
    }
  }
  return exit;
}
