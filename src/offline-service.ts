import { AuditChainReadModel, AuditLog, type SealedEvent } from './audit/index.js';
import { CampaignReadModel, ImportCampaign } from './campaigns/index.js';
import { createDataSource, migrateDatabase } from './data-source.js';
import { CreateApiKey, type MadeLink, OneTimeLinks, ROLES, type Role, systemActor } from './identity/index.js';
import { DryRunCampaign, type DryRun, StartIssuing } from './issuing/index.js';
import { StoreInboundMessage, type StoredArrival, TakeMessageFile } from './mailbox/index.js';
import { ImportRegister, type ImportResult, MunicipalityReadModel } from './municipalities/index.js';
import { SystemClock } from './platform/clock/index.js';
import type { Config } from './platform/config/index.js';
import { ServiceError } from './platform/errors/index.js';
import { RandomSecretSource } from './platform/secrets/index.js';
import {
  type MadeSteeringReport,
  MakeSteeringReport,
  ReadSteeringReport,
  type ShareReport,
  ShareReports,
  SteeringReportReadModel,
  type SteeringReportRequest,
} from './reporting/index.js';
import { openDatabase } from './open-database.js';

/** What the command line does on the database, without opening a port or sending anything. */
export interface OfflineService {
  importRegister(csvText: string, actor: string): Promise<ImportResult>;
  importCampaign(yaml: string, fileName: string, actor: string): ReturnType<ImportCampaign['execute']>;
  dryRun(slug: string): Promise<DryRun>;
  issue(slug: string, actor: string): ReturnType<StartIssuing['execute']>;
  report(slug: string, at: Date | undefined): Promise<{ report: ShareReport; names: Map<string, string> }>;
  /** Throws what MakeSteeringReport throws. */
  steeringReport(request: SteeringReportRequest): Promise<MadeSteeringReport>;
  /** Throws ROLE_UNKNOWN. */
  createKey(name: string, roles: readonly string[], expiresAt: Date | null): Promise<string>;
  /** A one-time link for a new administrator. Throws LOCAL_ACCOUNTS_OFF. */
  administratorLink(): Promise<MadeLink>;
  /** Throws what TakeMessageFile throws. */
  deliver(file: {
    name: string;
    bytes: Buffer;
    deliveredTo: string | null;
    arrivedAt: Date | null;
  }): Promise<StoredArrival>;
  sealedEvents(): AsyncGenerator<SealedEvent>;
}

/** Opens the database, brings it up to date, works, and closes it again. A running service is not disturbed. */
export async function withOfflineService(
  config: Config,
  work: (service: OfflineService) => Promise<void>,
): Promise<void> {
  const database = await openDatabase(config, () => undefined);
  try {
    await migrateDatabase(database.url);
    const dataSource = await createDataSource(database.url, 4).initialize();
    try {
      const clock = new SystemClock();
      const audit = new AuditLog();
      const campaigns = new CampaignReadModel(dataSource);
      const dryRun = new DryRunCampaign(campaigns, new MunicipalityReadModel(dataSource), clock);
      const reports = new ShareReports(dataSource, campaigns);
      await work({
        importRegister: (csvText, actor) => new ImportRegister(dataSource, audit, clock).execute(csvText, actor),
        importCampaign: (yaml, fileName, actor) =>
          new ImportCampaign(dataSource, audit, clock).execute({ yaml, fileName, actor }),
        dryRun: (slug) => dryRun.execute(slug),
        issue: (slug, actor) => new StartIssuing(dataSource, dryRun, audit, clock).execute(slug, actor),
        report: async (slug, at) => ({
          report: await reports.at(slug, at ?? clock.now()),
          names: await reports.names(slug),
        }),
        steeringReport: (request) =>
          new MakeSteeringReport(
            campaigns,
            new ReadSteeringReport(dataSource, campaigns, reports),
            new SteeringReportReadModel(dataSource),
            clock,
          ).execute(request),
        createKey: async (name, roles, expiresAt) => {
          const known = knownRoles(roles);
          const createApiKey = new CreateApiKey(dataSource, clock, new RandomSecretSource(), audit);
          return (await createApiKey.execute({ name, roles: known, expiresAt }, systemActor('cli'))).key;
        },
        administratorLink: async () => {
          if (!config.signIn.localAccounts) throw localAccountsOff();
          const links = new OneTimeLinks(dataSource, clock, new RandomSecretSource(), audit, config);
          return await links.forAdministrator(systemActor('cli'));
        },
        deliver: async (file) => {
          const storeInboundMessage = new StoreInboundMessage(dataSource, campaigns, audit, clock);
          const limits = { maxMessageBytes: config.maxMessageBytes, trustedHop: config.incomingMail.trustedHop };
          const takeMessageFile = new TakeMessageFile(campaigns, storeInboundMessage, clock);
          return await takeMessageFile.execute({ ...file, actor: 'system:cli' }, limits);
        },
        sealedEvents: () => new AuditChainReadModel(dataSource).sealedEvents(),
      });
    } finally {
      await dataSource.destroy();
    }
  } finally {
    await database.embedded?.stop();
  }
}

function localAccountsOff(): ServiceError {
  const message =
    "With LOCAL_ACCOUNTS=false administrators come by the organisation's log-in: give them the role there.";
  return new ServiceError('LOCAL_ACCOUNTS_OFF', message, { category: 'conflict' });
}

function knownRoles(names: readonly string[]): Role[] {
  return names.map((name) => {
    const role = ROLES.find((known) => known === name);
    if (role !== undefined) return role;
    throw new ServiceError('ROLE_UNKNOWN', `A role is one of ${ROLES.join(', ')}; ${name} is none.`, {
      category: 'invalid',
    });
  });
}
