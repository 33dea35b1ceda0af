import { ServiceError } from '../../platform/errors/index.js';

export function reportInFuture(now: Date): ServiceError<'REPORT_IN_FUTURE'> {
  return new ServiceError(
    'REPORT_IN_FUTURE',
    `Nobody knows yet what a report of a later instant will say; it is ${now.toISOString()} now.`,
    {
      category: 'invalid',
      faults: [{ where: 'at', message: 'lies in the future' }],
      facts: { now: now.toISOString() },
    },
  );
}

export function sinceNotBefore(asOf: Date): ServiceError<'REPORT_SINCE_NOT_BEFORE'> {
  return new ServiceError(
    'REPORT_SINCE_NOT_BEFORE',
    `Changes are told from an instant before the report's own, which is ${asOf.toISOString()}.`,
    {
      category: 'invalid',
      faults: [{ where: 'since', message: "is not before the report's own instant" }],
      facts: { asOf: asOf.toISOString() },
    },
  );
}

export function reportIssuedOtherwise(since: Date | null): ServiceError<'REPORT_ISSUED_OTHERWISE'> {
  const from = since === null ? 'the beginning' : since.toISOString();
  return new ServiceError(
    'REPORT_ISSUED_OTHERWISE',
    `A report of this instant was issued already, with the changes since ${from}; an issued report is never changed.`,
    { category: 'conflict', facts: { since: from } },
  );
}
