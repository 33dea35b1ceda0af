import { ArchiveMark } from './archive/index.js';
import { AuditCheck, AuditEvent } from './audit/index.js';
import { Campaign } from './campaigns/index.js';
import {
  Deadline,
  Declaration,
  FormRow,
  FormTemplateRow,
  Resolution,
  ReturnStateChange,
} from './declarations/index.js';
import { ApiKey, OneTimeLink, Person, RecoveryCode, Session, SignInFailures } from './identity/index.js';
import { MailGateway, SignedDelivery } from './integrations/index.js';
import { IssuingResult } from './issuing/index.js';
import { CapturedMessage, Letter, StoppedAddress } from './letters/index.js';
import { InboundMessage, MailboxEntry, MailboxFolder, MailboxWatch, Task } from './mailbox/index.js';
import { MunicipalityRow } from './municipalities/index.js';
import { IdempotencyKey, IdempotencyPurge } from './platform/http/index.js';
import { PortalLinkRequest } from './portal-links/index.js';
import { PortalSession } from './portal/index.js';
import { Reminder } from './reminders/index.js';
import { SteeringReport } from './reporting/index.js';
import { ReturnRow, ReturnScan, ReturnScanPicture, Review } from './returns/index.js';
import {
  ThresholdCheck,
  WebhookAttempt,
  WebhookDelivery,
  WebhookEndpoint,
  WebhookEvent,
  WebhookPurge,
} from './webhooks/index.js';

/** Every table of the service. */
export const ENTITIES = [
  ApiKey,
  ArchiveMark,
  AuditCheck,
  AuditEvent,
  Campaign,
  CapturedMessage,
  Deadline,
  Declaration,
  FormRow,
  FormTemplateRow,
  IdempotencyKey,
  IdempotencyPurge,
  InboundMessage,
  IssuingResult,
  Letter,
  MailboxEntry,
  MailGateway,
  MailboxFolder,
  MailboxWatch,
  MunicipalityRow,
  OneTimeLink,
  Person,
  PortalLinkRequest,
  PortalSession,
  RecoveryCode,
  Reminder,
  Resolution,
  ReturnRow,
  ReturnScan,
  ReturnScanPicture,
  ReturnStateChange,
  Review,
  Session,
  SignInFailures,
  SteeringReport,
  SignedDelivery,
  StoppedAddress,
  Task,
  ThresholdCheck,
  WebhookAttempt,
  WebhookDelivery,
  WebhookEndpoint,
  WebhookPurge,
  WebhookEvent,
];
