import { z } from 'zod';

/** Why somebody did something, as they typed it: it is judged by `reasonFault`, so that nothing typed is lost. */
export const reasonField = z.string().max(5000).catch('');

/** Whether it is no reason that the audit log can hold: one line of at most 1000 characters. */
export function reasonFault(reason: string): boolean {
  const line = reason.trim();
  return line === '' || line.length > 1000 || /[\p{Cc}\p{Cs}\u2028\u2029]/u.test(line);
}
