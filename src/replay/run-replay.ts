import { Agenda } from './agenda.js';
import type { MunicipalityOffice } from './municipality-office.js';
import type { Operators } from './operators.js';
import type { ReplayTarget } from './replay-target.js';
import type { Scenario } from './scenario.js';

export interface ReplayInput {
  readonly target: ReplayTarget;
  readonly scenario: Scenario;
  readonly offices: readonly MunicipalityOffice[];
  readonly operators: Operators;
  /** Simulated end, inclusive. */
  readonly until: Date;
  /** Called after every step with the simulated time. */
  readonly onStep: (now: Date) => Promise<void> | void;
}

/** How the replay went, besides what the service itself can tell. */
export interface ReplaySummary {
  readonly steps: number;
  /** Documents that the API refused at the door, by code. */
  readonly refusedAtTheDoor: Readonly<Record<string, number>>;
}

/**
 * Plays the scenario against the running service. Time jumps from one thing to the next: what somebody does, or what
 * the service itself has due. After each step the service works off everything, so that every run takes one course.
 */
export async function runReplay(input: ReplayInput): Promise<ReplaySummary> {
  const { target, until } = input;
  const agenda = writeAgenda(input);
  let steps = 0;
  for (;;) {
    const next = earliest(agenda.next(), await target.nextDueAt());
    if (next === null || next > until) break;
    if (next > target.now()) target.moveTo(next);
    for (const appointment of agenda.due(target.now())) {
      await appointment.act();
      await target.settle();
    }
    await target.settle();
    steps += 1;
    await input.onStep(target.now());
  }
  target.moveTo(until);
  await target.settle();
  await input.onStep(until);
  const refused: Record<string, number> = {};
  for (const code of input.offices.flatMap((office) => office.refusals)) refused[code] = (refused[code] ?? 0) + 1;
  return { steps, refusedAtTheDoor: refused };
}

function writeAgenda({ scenario, offices, operators, target }: ReplayInput): Agenda {
  const agenda = new Agenda();
  for (const office of offices) office.enterInto(agenda);
  for (const session of scenario.reviewSessions) {
    agenda.add(session, 'review session', () => operators.session(target.now()));
  }
  for (const office of offices) {
    const correctedAt = office.plan.bounce?.addressCorrectedAt ?? null;
    if (correctedAt !== null) agenda.add(correctedAt, 'address corrected', () => operators.correctAddress(office));
  }
  return agenda;
}

function earliest(a: Date | null, b: Date | null): Date | null {
  if (a === null || b === null) return a ?? b;
  return a < b ? a : b;
}
