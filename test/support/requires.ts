import { accessSync, constants, existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';

/**
 * Tests that need what a machine may lack are skipped by name with the reason in the title, where the reporter
 * (skip-reporter.js) finds it. In CI a skipped test fails the run.
 */
export function describeIf(available: boolean, reason: string): (name: string, tests: () => void) => void {
  return available
    ? (name, tests) => describe(name, tests)
    : (name, tests) => describe.skip(skipped(name, reason), tests);
}

/** As `describeIf`, for a single test. */
export function itIf(
  available: boolean,
  reason: string,
): (name: string, test: () => Promise<void>, timeoutMs?: number) => void {
  return available
    ? (name, test, timeoutMs) => it(name, test, timeoutMs)
    : (name, test, timeoutMs) => it.skip(skipped(name, reason), test, timeoutMs);
}

/** Tests that need a program on this machine, of the Debian package `debianPackage`. */
export function describeWithProgram(
  program: string,
  debianPackage: string = program,
): (name: string, tests: () => void) => void {
  return describeIf(findProgram(program) !== undefined, `no program ${program} here (Debian package ${debianPackage})`);
}

/** Tests that need a file or folder that is not part of the repository. */
export function describeWithPath(path: string, what: string): (name: string, tests: () => void) => void {
  return describeIf(existsSync(path), `${what} is not here`);
}

/** The full path of a program, or undefined. Servers' folders are searched too, which a plain user's PATH leaves out. */
export function findProgram(program: string): string | undefined {
  const folders = [...(process.env['PATH'] ?? '').split(delimiter), '/usr/local/sbin', '/usr/sbin', '/sbin'];
  return folders
    .filter((folder) => folder !== '')
    .map((folder) => join(folder, program))
    .find((path) => {
      try {
        accessSync(path, constants.X_OK);
        return true;
      } catch {
        return false;
      }
    });
}

function skipped(name: string, reason: string): string {
  return `${name} [skipped: ${reason}]`;
}
