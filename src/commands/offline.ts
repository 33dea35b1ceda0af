import type { OfflineService } from '../offline-service.js';
import { readConfig } from '../platform/config/index.js';

/** Does `work` on the database of the configuration, with no server running. */
export async function offline(work: (service: OfflineService) => Promise<void>): Promise<void> {
  const config = readConfig();
  const { withOfflineService } = await import('../offline-service.js');
  await withOfflineService(config, work);
}
