import 'reflect-metadata';
import { open, readFile, writeFile } from 'node:fs/promises';
import { availableParallelism } from 'node:os';
import { Command, InvalidArgumentError, Option } from 'commander';
import type { SealedEvent, verifyAuditChain } from './audit/index.js';
import type { OfflineService } from './offline-service.js';
import { SystemClock } from './platform/clock/index.js';
import { readConfig } from './platform/config/index.js';
import { ServiceError } from './platform/errors/index.js';
import { fileUnreadable } from './file-unreadable.js';
import {
  ProcessVerifier,
  VERIFIER_LIMITS,
  readTrustedListFiles,
  verifyBatch,
  verifyFiles,
} from './verification/index.js';

interface DemoSwitches {
  readonly until: string;
  readonly seed: string;
  readonly exit: boolean;
  readonly json: boolean;
  readonly mail: 'captured' | 'real';
  readonly audit?: string;
}

interface ReportSwitches {
  readonly at?: Date;
  readonly format: string;
  readonly pdf?: string;
  readonly since?: Date;
  readonly language: 'nb' | 'nn' | 'en';
}

// Each command loads what it needs: the help, and a fault in the command line, do not wait for the whole service.
const program = new Command('tilslutning')
  .description('Issues declaration forms to municipalities, takes the signed PDFs back, and reports the exact share.')
  .showHelpAfterError();

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
    new Option('--mail <WAY>', 'over which mail goes: captured by the service, or real Postfix and Dovecot on loopback')
      .choices(['captured', 'real'])
      .default('captured'),
  )
  .option('--audit <FILE.jsonl>', 'write the audit chain to this file, for `audit verify FILE.jsonl`')
  .action(async (options: DemoSwitches) => {
    const config = readConfig();
    const { runDemo } = await import('./demo.js');
    await runDemo({ ...options, auditFile: options.audit ?? null, config });
  });

program
  .command('serve')
  .description('run the service for real use, configured by the environment (.env.example explains it)')
  .action(async () => {
    const config = readConfig();
    const { runService } = await import('./main.js');
    await runService(config);
  });

program
  .command('migrate')
  .description('bring the database to the present schema')
  .action(() => offline(async () => say('The database is up to date.')));

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
      const { reportAsCsv, reportAsJson, reportAsText } = await import('./reporting/index.js');
      if (options.format === 'json') say(JSON.stringify(reportAsJson(report), null, 2));
      else if (options.format === 'csv') say(reportAsCsv(report).trimEnd());
      else say(reportAsText(report, (number) => names.get(number) ?? number).trimEnd());
    }),
  );

program
  .command('deliver <FILE.eml...>')
  .description('hand in saved messages; the running service classifies them')
  .option('--to <ADDRESS>', "the campaign's address that they came to (default: as their headers say)")
  .option('--arrived <INSTANT>', "when the ministry's mail server took them, as an ISO instant", instant)
  .action((files: string[], options: { to?: string; arrived?: Date }) =>
    offline(async (service) => {
      const { deliverFiles } = await import('./deliver-files.js');
      const failed = await deliverFiles(service, files, options, process);
      if (failed > 0) process.exitCode = 1;
    }),
  );

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
    const trustedLists = await readTrustedListFiles(options.trustedList, options.listSigner).catch((error: unknown) => {
      if (!(error instanceof ServiceError)) throw error;
      return command.error(error.message);
    });
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

const audit = program.command('audit').description('the audit chain');
audit
  .command('verify [FILE.jsonl]')
  .description('check the chain of the database, or of an exported file, off line')
  .action(async (file?: string) => {
    const { verifyAuditChain } = await import('./audit/index.js');
    if (file === undefined)
      await offline(async (service) => showVerdict(await verifyAuditChain(service.sealedEvents())));
    else showVerdict(await verifyAuditChain(eventsOfFile(file)));
  });
audit
  .command('export')
  .description('write the sealed events to standard output, one JSON object a line')
  .action(() =>
    offline(async (service) => {
      for await (const event of service.sealedEvents()) say(JSON.stringify(event));
    }),
  );

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

async function offline(work: (service: OfflineService) => Promise<void>): Promise<void> {
  const config = readConfig();
  const { withOfflineService } = await import('./offline-service.js');
  await withOfflineService(config, work);
}

function say(text: string): void {
  process.stdout.write(`${text}\n`);
}

function instant(text: string): Date {
  const parsed = new Date(text);
  if (Number.isNaN(parsed.getTime()))
    throw new InvalidArgumentError('Write an ISO instant such as 2020-07-01T12:00:00+02:00.');
  return parsed;
}

function wholeNumber(text: string): number {
  const parsed = Number(text);
  if (!Number.isInteger(parsed) || parsed < 1 || parsed > 64)
    throw new InvalidArgumentError('Write a whole number from 1 to 64.');
  return parsed;
}

function showVerdict(verdict: Awaited<ReturnType<typeof verifyAuditChain>>): void {
  say(`${verdict.events} events in order; head ${verdict.head}`);
  if (verdict.fault === null) return;
  say(`${verdict.fault.fault}: ${verdict.fault.message}`);
  process.exitCode = 1;
}

/** A line that is no JSON object is named; what its fields should be is for the chain's verifier to say. */
async function* eventsOfFile(file: string): AsyncGenerator<SealedEvent> {
  const handle = await open(file).catch((error: unknown) => {
    throw fileUnreadable(file, error);
  });
  let number = 0;
  for await (const line of handle.readLines()) {
    number += 1;
    if (line.trim() === '') continue;
    try {
      const event = JSON.parse(line) as Omit<SealedEvent, 'at'> & { at: string };
      yield { ...event, at: new Date(event.at) };
    } catch (error) {
      if (!(error instanceof SyntaxError)) throw error;
      throw new ServiceError('AUDIT_FILE_INVALID', `Line ${number} of ${file} is not a JSON object: ${error.message}`, {
        category: 'invalid',
      });
    }
  }
}

async function readText(file: string): Promise<string> {
  return await readFile(file, 'utf8').catch((error: unknown) => {
    throw fileUnreadable(file, error);
  });
}
