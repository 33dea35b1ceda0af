import 'reflect-metadata';
import { Command } from 'commander';
import { addAccessCommands } from './commands/access-commands.js';
import { addAuditCommands } from './commands/audit-commands.js';
import { addCampaignCommands, addMunicipalityCommands } from './commands/campaign-commands.js';
import { addDeliverCommand } from './commands/deliver-command.js';
import { addServiceCommands } from './commands/service-commands.js';
import { addVerifyCommand } from './commands/verify-command.js';
import { ServiceError } from './platform/errors/index.js';

// Each command loads what it needs: the help, and a fault in the command line, do not wait for the whole service.
const program = new Command('tilslutning')
  .description('Issues declaration forms to municipalities, takes the signed PDFs back, and reports the exact share.')
  .showHelpAfterError();

addServiceCommands(program);
addMunicipalityCommands(program);
addCampaignCommands(program);
addDeliverCommand(program);
addAccessCommands(program);
addVerifyCommand(program);
addAuditCommands(program);

try {
  await program.parseAsync();
} catch (error) {
  const text =
    error instanceof ServiceError
      ? error.message
      : error instanceof Error
        ? (error.stack ?? error.message)
        : String(error);
  process.stderr.write(`${text}\n`);
  process.exitCode = error instanceof ServiceError ? 1 : 2;
}
