import { type Command, Option } from 'commander';
import { readConfig } from '../platform/config/index.js';
import { offline } from './offline.js';
import { say } from './say.js';

interface DemoSwitches {
  readonly until: string;
  readonly seed: string;
  readonly exit: boolean;
  readonly json: boolean;
  readonly mail: 'captured' | 'real';
  readonly audit?: string;
}

/** `demo`, `serve` and `migrate`. */
export function addServiceCommands(program: Command): void {
  program
    .command('demo')
    .description('replay the Akson 2020 campaign in simulated time, then keep serving until Ctrl-C')
    .option(
      '--until <DATE-TIME>',
      'simulated end: a day (its beginning in Oslo) or an ISO instant',
      '2020-07-01T12:00:00+02:00',
    )
    .option('--seed <TEXT>', 'the scenario is drawn from it', 'akson-2020')
    .option('--exit', 'end after the replay instead of serving', false)
    .option('--json', 'print one JSON object instead of tables', false)
    .addOption(
      new Option(
        '--mail <WAY>',
        'over which mail goes: captured by the service, or real Postfix and Dovecot on loopback',
      )
        .choices(['captured', 'real'])
        .default('captured'),
    )
    .option('--audit <FILE.jsonl>', 'write the audit chain to this file, for `audit verify FILE.jsonl`')
    .action(async (options: DemoSwitches) => {
      const config = readConfig();
      const { runDemo } = await import('../demo.js');
      await runDemo({ ...options, auditFile: options.audit ?? null, config });
    });

  program
    .command('serve')
    .description('run the service for real use, configured by the environment (.env.example explains it)')
    .action(async () => {
      const config = readConfig();
      const { runService } = await import('../main.js');
      await runService(config);
    });

  program
    .command('migrate')
    .description('bring the database to the present schema')
    .action(() => offline(async () => say('The database is up to date.')));
}
