import { ServiceError } from '../platform/errors/index.js';

/** A replay works on made-up campaigns only: any other one in the database stops it before anything happens. */
export function assertSimulated(campaigns: readonly { readonly slug: string; readonly simulated: boolean }[]): void {
  const real = campaigns.filter((campaign) => !campaign.simulated);
  if (real.length > 0) {
    throw new ServiceError(
      'REPLAY_ON_REAL_CAMPAIGN',
      `This database holds a real campaign (${real.map((campaign) => campaign.slug).join(', ')}). A replay uses a database of its own.`,
      { category: 'conflict', level: 'error' },
    );
  }
}
