/** See fill-campaign.mjs. */
export function fillCampaign(
  dataSource: { query(sql: string, parameters: unknown[]): Promise<unknown> },
  rows: number,
): Promise<void>;
