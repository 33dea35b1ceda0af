import { type DynamicModule, Global, Inject, Injectable, Module, type OnApplicationShutdown } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { ArchiveModule } from './archive/index.js';
import { AuditModule } from './audit/index.js';
import { CampaignsModule } from './campaigns/index.js';
import { CONSOLE_OPTIONS, ConsoleModule } from './console/index.js';
import { DeclarationsModule, Seal } from './declarations/index.js';
import { ExtensionsModule } from './extensions/index.js';
import type { Sealer } from './form/index.js';
import {
  DEFAULT_SIGN_IN,
  IdentityModule,
  SIGN_IN_OPTIONS,
  type SignInOptions,
  MaskinportenTokens,
  type MaskinportenOptions,
} from './identity/index.js';
import { IntegrationsModule, wordsOfProblem } from './integrations/index.js';
import { IssuingModule } from './issuing/index.js';
import { LETTERS_PER_MINUTE, LettersModule, PortalLinks } from './letters/index.js';
import {
  MAILBOX_OPTIONS,
  MailboxModule,
  type MailboxOptions,
  MessageReader,
  PATIENT_READER_LIMITS,
  ProcessMessageReader,
  ReceiveDelivery,
} from './mailbox/index.js';
import { MunicipalitiesModule } from './municipalities/index.js';
import type { TrustedList } from './pades/index.js';
import { Clock } from './platform/clock/index.js';
import type { NameLookup } from './platform/dns/index.js';
import { HttpPlatformModule, type HttpOptions } from './platform/http/index.js';
import {
  describeError,
  JOB_RUNNER_OPTIONS,
  JobRunner,
  type JobRunnerOptions,
  QueueConnection,
} from './platform/jobs/index.js';
import { Log } from './platform/logging/index.js';
import type { ProcessLimits } from './platform/processes/index.js';
import {
  MailTransport,
  openMailTransport,
  type OutgoingMode,
  type SinkDelivery,
  SmtpSink,
} from './platform/mail/index.js';
import { problemPage } from './platform/pages/index.js';
import { SecretBox, SecretSource } from './platform/secrets/index.js';
import { NoVirusScanner, VirusScanner } from './platform/virus/index.js';
import { OVERVIEW_OPTIONS, OverviewModule } from './overview/index.js';
import { PortalModule } from './portal/index.js';
import { RemindersModule } from './reminders/index.js';
import { ReportingModule } from './reporting/index.js';
import {
  MAX_RETURN_BYTES,
  ReturnsModule,
  SCAN_COMPARISON,
  type ScanComparison,
  TrustAnchors,
} from './returns/index.js';
import {
  NoValidationData,
  ProcessVerifier,
  ValidationDataSource,
  Verifier,
  type VerifierLimits,
} from './verification/index.js';
import {
  DEFAULT_WEBHOOK_LOG_DAYS,
  PUBLIC_TARGETS,
  WEBHOOK_LOG_DAYS,
  WebhookSecrets,
  WebhookSender,
  WebhooksModule,
  type WebhookTargets,
} from './webhooks/index.js';

/** Everything that the service stands on and that differs between real use, a replay and a test. */
export interface AppParts {
  readonly dataSource: DataSource;
  readonly queue: QueueConnection;
  readonly clock: Clock;
  readonly secrets: SecretSource;
  readonly log: Log;
  readonly sealer: Sealer;
  /** DER: what municipalities' signatures may lead to, besides our own seal. */
  readonly trustAnchors: readonly Uint8Array[];
  /** Absent: none. */
  readonly trustedLists?: () => Promise<readonly TrustedList[]>;
  readonly secretKey: string;
  readonly publicUrl: string;
  /** Absent: local accounts with one-time codes. */
  readonly signIn?: Omit<SignInOptions, 'publicUrl'>;
  readonly http: HttpOptions;
  readonly jobs: JobRunnerOptions;
  /** 0: any free port. */
  readonly smtpSinkPort: number;
  /** Absent: all mail is captured. */
  readonly outgoingMail?: OutgoingMode;
  readonly lettersPerMinute: number | null;
  readonly maxMessageBytes: number;
  /** Absent: no mailbox is read. */
  readonly mailbox?: Omit<MailboxOptions, 'maxMessageBytes'>;
  readonly maxReturnBytes: number;
  readonly verifierLimits: VerifierLimits;
  /** Absent: patient ones. */
  readonly readerLimits?: ProcessLimits;
  /** Absent: senders are not checked. */
  readonly nameLookup?: NameLookup;
  /** Absent: files are not scanned. */
  readonly virusScanner?: VirusScanner;
  readonly scanComparison: ScanComparison;
  /** Absent: nothing is fetched. */
  readonly validationData?: ValidationDataSource;
  /** Absent: over HTTPS to public addresses only. */
  readonly webhookTargets?: WebhookTargets;
  /** Absent: DEFAULT_WEBHOOK_LOG_DAYS. */
  readonly webhookLogDays?: number;
  /** Absent: no tokens of Maskinporten are taken. */
  readonly maskinporten?: MaskinportenOptions;
  /** For a demo on loopback only: see ConsoleOptions. */
  readonly showsCapturedMail: boolean;
}

const APP_PARTS = Symbol('APP_PARTS');

/** The sink hands over what it took once the application is there to take it. */
class SinkInlet {
  deliver: (delivery: SinkDelivery) => Promise<void> = () => Promise.reject(new Error('The service is starting.'));
}

/** Closes what the application opened; the database and the queue are closed by whoever made them. */
@Injectable()
class Closing implements OnApplicationShutdown {
  constructor(
    private readonly sink: SmtpSink,
    private readonly transport: MailTransport,
    private readonly verifier: Verifier,
    private readonly reader: MessageReader,
  ) {}

  async onApplicationShutdown(): Promise<void> {
    await this.transport.close();
    await this.sink.stop();
    await this.verifier.close();
    await this.reader.close();
  }
}

@Global()
@Module({})
class PlatformModule {
  static forRoot(parts: AppParts, sink: SmtpSink, inlet: SinkInlet): DynamicModule {
    const trust: TrustAnchors = {
      certificates: [...parts.sealer.certificates, ...parts.trustAnchors],
      trustedLists: parts.trustedLists ?? (() => Promise.resolve([])),
    };
    const values = [
      { provide: APP_PARTS, useValue: parts },
      { provide: SinkInlet, useValue: inlet },
      { provide: DataSource, useValue: parts.dataSource },
      { provide: QueueConnection, useValue: parts.queue },
      { provide: Clock, useValue: parts.clock },
      { provide: SecretSource, useValue: parts.secrets },
      { provide: Log, useValue: parts.log },
      { provide: Seal, useValue: { sealer: parts.sealer } satisfies Seal },
      { provide: TrustAnchors, useValue: trust },
      { provide: PortalLinks, useValue: new PortalLinks(parts.secretKey, parts.publicUrl) },
      { provide: SecretBox, useValue: new SecretBox(parts.secretKey) },
      {
        provide: SIGN_IN_OPTIONS,
        useValue: { ...(parts.signIn ?? DEFAULT_SIGN_IN), publicUrl: parts.publicUrl } satisfies SignInOptions,
      },
      { provide: WebhookSecrets, useValue: new WebhookSecrets(parts.secretKey) },
      { provide: WebhookSender, useValue: new WebhookSender(parts.webhookTargets ?? PUBLIC_TARGETS) },
      { provide: WEBHOOK_LOG_DAYS, useValue: parts.webhookLogDays ?? DEFAULT_WEBHOOK_LOG_DAYS },
      { provide: MaskinportenTokens, useValue: new MaskinportenTokens(parts.maskinporten ?? null, parts.clock) },
      { provide: SmtpSink, useValue: sink },
      { provide: JOB_RUNNER_OPTIONS, useValue: parts.jobs },
      {
        provide: OVERVIEW_OPTIONS,
        useValue: { links: parts.showsCapturedMail ? [{ label: 'Fanget e-post', href: '/captured-mail' }] : [] },
      },
      {
        provide: CONSOLE_OPTIONS,
        useValue: { showsCapturedMail: parts.showsCapturedMail, sendsMail: parts.outgoingMail?.mode === 'live' },
      },
      { provide: LETTERS_PER_MINUTE, useValue: parts.lettersPerMinute },
      { provide: MAILBOX_OPTIONS, useValue: mailboxOptions(parts) },
      { provide: MAX_RETURN_BYTES, useValue: parts.maxReturnBytes },
      { provide: SCAN_COMPARISON, useValue: parts.scanComparison },
      {
        provide: MailTransport,
        useFactory: () => openMailTransport(parts.outgoingMail ?? { mode: 'capture' }, sink, parts.clock),
      },
      { provide: ValidationDataSource, useValue: parts.validationData ?? new NoValidationData() },
      {
        provide: Verifier,
        useFactory: () => new ProcessVerifier(parts.verifierLimits),
      },
      { provide: VirusScanner, useValue: parts.virusScanner ?? new NoVirusScanner() },
      {
        provide: MessageReader,
        useFactory: () =>
          new ProcessMessageReader({
            limits: parts.readerLimits ?? PATIENT_READER_LIMITS,
            maxMessageBytes: parts.maxMessageBytes,
            nameLookup: parts.nameLookup ?? null,
          }),
      },
    ];
    return {
      module: PlatformModule,
      providers: [...values, JobRunner, Closing],
      exports: [...values.map((value) => value.provide), JobRunner],
    };
  }
}

/** Connects the sink's inlet to the mailbox once both are there. */
@Module({ imports: [MailboxModule] })
class SinkModule {
  constructor(@Inject(SinkInlet) inlet: SinkInlet, receiveDelivery: ReceiveDelivery) {
    inlet.deliver = (delivery) => receiveDelivery.execute(delivery);
  }
}

function mailboxOptions({ mailbox, maxMessageBytes }: AppParts): MailboxOptions {
  const none = { imap: null, trustedHop: null, alarmAfterMs: Infinity, watches: false };
  return { ...(mailbox ?? none), maxMessageBytes };
}

/** What comes over REST may be as large as what comes by mail, and no larger. */
function httpOptions({ http, maxMessageBytes, maxReturnBytes }: AppParts): HttpOptions {
  const mostBytes = { ...http.mostBytes, 'message/rfc822': maxMessageBytes, 'application/pdf': maxReturnBytes };
  return { ...http, mostBytes, problemPage, problemWords: wordsOfProblem };
}

/** The composition root: the only file that knows every feature. */
@Module({})
export class AppModule {
  /** Opens the SMTP sink, because its port must be known before anything can send; the rest is wiring. */
  static async create(parts: AppParts): Promise<DynamicModule> {
    const inlet = new SinkInlet();
    const sink = new SmtpSink({
      port: parts.smtpSinkPort,
      maxMessageBytes: parts.maxMessageBytes,
      deliver: (delivery) => inlet.deliver(delivery),
      onTrouble: (error) => parts.log.warn({ error: describeError(error) }, 'Trouble in the SMTP sink'),
    });
    await sink.start();
    return {
      module: AppModule,
      imports: [
        PlatformModule.forRoot(parts, sink, inlet),
        HttpPlatformModule.forRoot(httpOptions(parts)),
        AuditModule,
        IdentityModule,
        MunicipalitiesModule,
        CampaignsModule,
        DeclarationsModule,
        LettersModule,
        RemindersModule,
        IssuingModule,
        ExtensionsModule,
        ReturnsModule,
        MailboxModule,
        SinkModule,
        ReportingModule,
        WebhooksModule,
        ArchiveModule,
        IntegrationsModule,
        PortalModule,
        ConsoleModule,
        OverviewModule,
        OverviewModule,
      ],
    };
  }
}
