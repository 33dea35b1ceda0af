import { writeFile } from 'node:fs/promises';
import { type Command, Option } from 'commander';
import { offline } from './offline.js';
import { instant } from './option-values.js';
import { readText } from './read-text.js';
import { say } from './say.js';

interface ReportSwitches {
  readonly at?: Date;
  readonly format: string;
  readonly pdf?: string;
  readonly since?: Date;
  readonly language: 'nb' | 'nn' | 'en';
}

/** `municipalities import`: the register, without which there is no campaign. */
export function addMunicipalityCommands(program: Command): void {
  const municipalities = program.command('municipalities').description('the register');
  municipalities
    .command('import <FILE.csv>')
    .description('take in the register: all rows or none')
    .action(async (file: string) => {
      const csv = await readText(file);
      await offline(async (service) => {
        const result = await service.importRegister(csv, 'system:cli');
        say(`${result.rows} rows: ${result.added} added, ${result.changed} changed, ${result.unchanged} unchanged.`);
      });
    });
}

/** `campaigns import`, `dry-run`, `issue` and `report`. */
export function addCampaignCommands(program: Command): void {
  const campaigns = program.command('campaigns').description('campaigns');
  campaigns
    .command('import <FILE.yaml>')
    .description('check a campaign and take it in')
    .action(async (file: string) => {
      const yaml = await readText(file);
      await offline(async (service) => {
        const { slug, outcome } = await service.importCampaign(yaml, file, 'system:cli');
        say(`Campaign ${slug}: ${outcome.toLowerCase()}.`);
      });
    });
  campaigns
    .command('dry-run <CAMPAIGN>')
    .description('show who would get what, and when; sends nothing')
    .option('--json', 'as JSON', false)
    .action((slug: string, options: { json: boolean }) =>
      offline(async (service) => {
        const dryRun = await service.dryRun(slug);
        if (options.json) {
          say(JSON.stringify(dryRun, null, 2));
          return;
        }
        say(
          `${dryRun.base.municipalities} municipalities, ${dryRun.base.population} people; deadline ${dryRun.deadlineOn}.`,
        );
        say(`Bokmål: ${dryRun.byLanguage.nb}, nynorsk: ${dryRun.byLanguage.nn}. Copies: ${dryRun.copies.length}.`);
        for (const reminder of dryRun.reminders) say(`Reminder ${reminder.slot}: ${reminder.sendAt}`);
        for (const { number, name, reason } of dryRun.excluded) say(`Left out: ${name} (${number}): ${reason}`);
        for (const fault of dryRun.faults) say(`FAULT ${fault.where}: ${fault.message}`);
        if (dryRun.faults.length > 0) process.exitCode = 1;
      }),
    );
  campaigns
    .command('issue <CAMPAIGN>')
    .description('give a campaign free to be issued; the running service does the work')
    .action((slug: string) =>
      offline(async (service) => {
        const { state } = await service.issue(slug, 'system:cli');
        say(`Campaign ${slug} is ${state}.`);
      }),
    );
  campaigns
    .command('report <CAMPAIGN>')
    .description('the share of the population, with the forecast')
    .option('--at <INSTANT>', 'as of this ISO instant (default: now)', instant)
    .option('--format <FORMAT>', 'text, json or csv', 'text')
    .option('--pdf <FILE.pdf>', 'write the steering report, of one or two pages, to this file instead')
    .option('--since <INSTANT>', 'its changes are told from here (default: the report issued before)', instant)
    .addOption(new Option('--language <LANGUAGE>', 'of the steering report').choices(['nb', 'nn', 'en']).default('nb'))
    .action((slug: string, options: ReportSwitches) =>
      offline(async (service) => {
        if (options.pdf !== undefined) {
          const { pdf, sha256 } = await service.steeringReport({ slug, ...options });
          await writeFile(options.pdf, pdf);
          say(`${options.pdf}: SHA-256 ${sha256}`);
          return;
        }
        const { report, names } = await service.report(slug, options.at);
        const { reportAsCsv, reportAsJson, reportAsText } = await import('../reporting/index.js');
        if (options.format === 'json') say(JSON.stringify(reportAsJson(report), null, 2));
        else if (options.format === 'csv') say(reportAsCsv(report).trimEnd());
        else say(reportAsText(report, (number) => names.get(number) ?? number).trimEnd());
      }),
    );
}
