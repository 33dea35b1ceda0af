import { availableParallelism } from 'node:os';
import { type Command, Option } from 'commander';
import { SystemClock } from '../platform/clock/index.js';
import { ServiceError } from '../platform/errors/index.js';
import {
  ProcessVerifier,
  VERIFIER_LIMITS,
  readTrustedListFiles,
  verifyBatch,
  verifyFiles,
} from '../verification/index.js';
import { instant, wholeNumber } from './option-values.js';

interface VerifyOptions {
  readonly trust: string[];
  readonly trustedList: string[];
  readonly listSigner: string[];
  readonly at?: Date;
  readonly password?: string;
  readonly docMdp?: '1' | '2' | '3';
  readonly form?: string;
  readonly json: boolean;
  readonly batch: boolean;
  readonly processes: number;
}

/** `verify`: the validator alone, with no database. */
export function addVerifyCommand(program: Command): void {
  program
    .command('verify [FILE...]')
    .description('verify the signatures of PDF files; exit 0: all TOTAL_PASSED, 1: not all, 2: cannot run')
    // Its exit codes are an interface: 1 says that a file did not pass, so a faulty call must not.
    .exitOverride(({ exitCode }) => process.exit(exitCode === 0 ? 0 : 2))
    .option('--trust <FILE...>', 'trusted certificates, PEM or DER; nothing is trusted by default', [])
    .option(
      '--trusted-list <FILE.xml...>',
      'ETSI trusted lists (TS 119 612), whose services are trusted as they stood',
      [],
    )
    .option('--list-signer <FILE...>', 'certificates that may have signed those lists', [])
    .option('--at <INSTANT>', 'judge at this ISO instant (default: now)', instant)
    .option('--password <PASSWORD>', 'of encrypted files')
    .addOption(
      new Option('--doc-mdp <LEVEL>', 'judge later changes as if certified at this level').choices(['1', '2', '3']),
    )
    .option('--form <ISSUED.pdf>', 'the issued form that the files should be')
    .option('--json', 'one JSON object a file and line (docs/verification-report.schema.json)', false)
    .option('--batch', 'one JSON request a line on standard input, one report a line on standard output', false)
    .option('--processes <COUNT>', 'files verified at the same time', wholeNumber, Math.min(8, availableParallelism()))
    .action(async (files: string[], options: VerifyOptions, command: Command) => {
      if (options.batch === files.length > 0)
        command.error('error: name files to verify, or use --batch and write requests to standard input', {
          exitCode: 2,
        });
      const { at, docMdp, processes, json, password, form, trust } = options;
      const level = docMdp === undefined ? undefined : (Number(docMdp) as 1 | 2 | 3);
      const trustedLists = await readTrustedListFiles(options.trustedList, options.listSigner).catch(
        (error: unknown) => {
          if (!(error instanceof ServiceError)) throw error;
          return command.error(error.message);
        },
      );
      const asked = { trust, trustedLists, at: at ?? new SystemClock().now(), password, docMdp: level, form };
      const verifier = new ProcessVerifier({ ...VERIFIER_LIMITS, processes });
      const { stdin: input, stdout: output, stderr: errors } = process;
      try {
        process.exitCode = options.batch
          ? await verifyBatch({ input, output, verifier, atOnce: processes * 2 }, asked)
          : await verifyFiles(
              files,
              { output, errors, verifier },
              { ...asked, json, colours: output.hasColors?.() ?? false },
            );
      } finally {
        await verifier.close();
      }
    });
}
