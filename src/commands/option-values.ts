import { InvalidArgumentError } from 'commander';

/** Throws InvalidArgumentError. */
export function instant(text: string): Date {
  const parsed = new Date(text);
  if (Number.isNaN(parsed.getTime()))
    throw new InvalidArgumentError('Write an ISO instant such as 2020-07-01T12:00:00+02:00.');
  return parsed;
}

/** Throws InvalidArgumentError. */
export function wholeNumber(text: string): number {
  const parsed = Number(text);
  if (!Number.isInteger(parsed) || parsed < 1 || parsed > 64)
    throw new InvalidArgumentError('Write a whole number from 1 to 64.');
  return parsed;
}
