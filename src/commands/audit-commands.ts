import { open } from 'node:fs/promises';
import type { Command } from 'commander';
import type { SealedEvent, verifyAuditChain } from '../audit/index.js';
import { ServiceError } from '../platform/errors/index.js';
import { fileUnreadable } from './file-unreadable.js';
import { offline } from './offline.js';
import { say } from './say.js';

/** `audit verify` and `audit export`. */
export function addAuditCommands(program: Command): void {
  const audit = program.command('audit').description('the audit chain');
  audit
    .command('verify [FILE.jsonl]')
    .description('check the chain of the database, or of an exported file, off line')
    .action(async (file?: string) => {
      const { verifyAuditChain } = await import('../audit/index.js');
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
