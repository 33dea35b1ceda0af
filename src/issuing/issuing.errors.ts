import { type Fault, ServiceError } from '../platform/errors/index.js';

export function campaignNotReady(slug: string, faults: readonly Fault[]): ServiceError<'CAMPAIGN_NOT_READY'> {
  const list = faults.map((fault) => `${fault.where}: ${fault.message}`).join('; ');
  return new ServiceError(
    'CAMPAIGN_NOT_READY',
    `The campaign «${slug}» cannot be issued yet; mend what the dry run names: ${list}`,
    { category: 'conflict', faults },
  );
}
