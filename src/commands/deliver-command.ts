import type { Command } from 'commander';
import { deliverFiles } from './deliver-files.js';
import { offline } from './offline.js';
import { instant } from './option-values.js';

/** `deliver`: saved messages come in as if the mail server had brought them. */
export function addDeliverCommand(program: Command): void {
  program
    .command('deliver <FILE.eml...>')
    .description('hand in saved messages; the running service classifies them')
    .option('--to <ADDRESS>', "the campaign's address that they came to (default: as their headers say)")
    .option('--arrived <INSTANT>', "when the ministry's mail server took them, as an ISO instant", instant)
    .action((files: string[], options: { to?: string; arrived?: Date }) =>
      offline(async (service) => {
        const failed = await deliverFiles(service, files, options, process);
        if (failed > 0) process.exitCode = 1;
      }),
    );
}
