import { eventually, type ServiceHome } from '../support/service-process.js';

/** When to kill: once `reached` says so and `delayMs` have passed. */
export interface KillMoment {
  readonly phase: string;
  readonly at: string;
  readonly reached: () => Promise<boolean>;
  readonly delayMs: number;
  /** How much of the phase's work is still to be done. */
  readonly left: () => Promise<number>;
}

/** What one kill met. */
export interface KillFacts {
  readonly phase: string;
  readonly at: string;
  readonly delayMs: number;
  /** Work that was not done when the process was dead. 0: the kill came too late to interrupt anything. */
  readonly left: number;
  /** From the kill to the next start being up. */
  readonly downMs: number;
}

/** Waits for the moment, kills the service as a power cut would, and starts it again. */
export async function runKillCycle(home: ServiceHome, moment: KillMoment): Promise<KillFacts> {
  await eventually(`${moment.phase}: ${moment.at}`, moment.reached, 240_000, 3);
  await new Promise((resolve) => setTimeout(resolve, moment.delayMs));
  await home.kill();
  const killed = performance.now();
  const left = await moment.left();
  await home.start();
  const { phase, at, delayMs } = moment;
  return { phase, at, delayMs, left, downMs: Math.round(performance.now() - killed) };
}
