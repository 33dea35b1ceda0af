import { type Fault, ServiceError } from '../platform/errors/index.js';

export function campaignNotReady(slug: string, faults: readonly Fault[]): ServiceError<'CAMPAIGN_NOT_READY'> {
  const list = faults.map((fault) => `${fault.where}: ${fault.message}`).join('; ');
  return new ServiceError(
    'CAMPAIGN_NOT_READY',
    `The campaign «${slug}» cannot be issued yet; mend what the dry run names: ${list}`,
    { category: 'conflict', faults },
  );
}

export function notARecipient(slug: string, number: string): ServiceError<'NOT_A_RECIPIENT'> {
  return new ServiceError(
    'NOT_A_RECIPIENT',
    `The municipality ${number} gets no form in the campaign «${slug}». Choose one of its recipients.`,
    { category: 'not-found' },
  );
}
