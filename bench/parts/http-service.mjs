/** The service in this process with SIZE declarations, until it is told to end: `node bench/parts/http-service.mjs SIZE`. */
import { readFile } from 'node:fs/promises';
import { once } from 'node:events';
import { ImportCampaign } from '../../dist/campaigns/index.js';
import { CreateApiKey, systemActor } from '../../dist/identity/index.js';
import { StartIssuing } from '../../dist/issuing/index.js';
import { IssueCampaign } from '../../dist/issuing/issue-campaign.js';
import { packageFile } from '../../dist/platform/config/index.js';
import { withBenchService } from './bench-service.mjs';
import { peakMemoryMb } from './figures.mjs';
import { fillCampaign } from './fill-campaign.mjs';

const size = Number(process.argv[2]);

await withBenchService({ runsJobs: false }, async ({ service, dataSource, get, clock }) => {
  const yaml = await readFile(packageFile('data', 'campaigns', 'akson-2020.yaml'), 'utf8');
  await get(ImportCampaign).execute({ yaml, fileName: 'akson-2020.yaml', actor: 'system:bench', simulated: true });
  await get(StartIssuing).execute('akson-2020', 'system:bench');
  const [{ id }] = await dataSource.query('SELECT id FROM campaign');
  await get(IssueCampaign).perform(id);
  const [{ issued }] = await dataSource.query('SELECT count(*)::integer AS issued FROM declaration');
  await fillCampaign(dataSource, size - issued);
  clock.moveTo(new Date('2020-06-10T10:00:00Z'));
  const declarations = await dataSource.query(
    `SELECT reference FROM declaration WHERE return_state = 'NONE' AND length(municipality_number) = 4 ORDER BY municipality_number OFFSET $1 LIMIT 200`,
    [Math.floor(issued / 4)],
  );
  const { key } = await get(CreateApiKey).execute(
    { name: 'bench', roles: ['reader'], expiresAt: null },
    systemActor('bench'),
  );
  process.send({ url: service.url, references: declarations.map(({ reference }) => reference), key });
  await once(process, 'message');
  process.send({ peakMemoryMb: peakMemoryMb() });
  process.disconnect();
});
