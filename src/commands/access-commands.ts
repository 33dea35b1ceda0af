import type { Command } from 'commander';
import { offline } from './offline.js';
import { instant } from './option-values.js';
import { say } from './say.js';

/** `keys create` and `administrators link`: who comes in before anybody is in. */
export function addAccessCommands(program: Command): void {
  const keys = program.command('keys').description('API keys');
  keys
    .command('create <NAME>')
    .description('make a key; it is shown once')
    .requiredOption('--role <ROLE...>', 'reader, case-handler, approver, admin, integration or mail-gateway')
    .option('--expires <INSTANT>', 'ISO instant after which it no longer works', instant)
    .action((name: string, options: { role: string[]; expires?: Date }) =>
      offline(async (service) => {
        say(await service.createKey(name, options.role, options.expires ?? null));
      }),
    );

  program
    .command('administrators')
    .description('people who may do everything')
    .command('link')
    .description('make a one-time link for a new administrator; it is shown once')
    .action(() =>
      offline(async (service) => {
        const { url, expiresAt } = await service.administratorLink();
        say(`${url}\nIt works once, until ${expiresAt.toISOString()}; earlier such links have ended.`);
      }),
    );
}
