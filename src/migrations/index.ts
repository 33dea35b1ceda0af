import type { MigrationInterface } from 'typeorm';
import { InitialSchema1795315919188 } from './1795315919188-initial-schema.js';
import { MailboxPlaces1795348800000 } from './1795348800000-mailbox-places.js';
import { AnswerPace1795350000000 } from './1795350000000-answer-pace.js';
import { MessageReading1795352400000 } from './1795352400000-message-reading.js';
import { UndeliveredLetters1795353000000 } from './1795353000000-undelivered-letters.js';
import { ReturnedScans1795353600000 } from './1795353600000-returned-scans.js';
import { PeopleAndSessions1795356000000 } from './1795356000000-people-and-sessions.js';
import { Webhooks1795357000000 } from './1795357000000-webhooks.js';
import { PortalSessions1795361000000 } from './1795361000000-portal-sessions.js';
import { TasksOfLetters1795363200000 } from './1795363200000-tasks-of-letters.js';
import { ArchiveMarks1795366000000 } from './1795366000000-archive-marks.js';
import { KeyOwners1795367000000 } from './1795367000000-key-owners.js';
import { OfDeclarations1795370000000 } from './1795370000000-of-declarations.js';
import { SteeringReports1795371600000 } from './1795371600000-steering-reports.js';
import { DeclarationLists1795372100000 } from './1795372100000-declaration-lists.js';
import { PortalLinkRenewal1795372800000 } from './1795372800000-portal-link-renewal.js';
import { BetterCopies1795376000000 } from './1795376000000-better-copies.js';
import { SignedMailAndWebhookLog1795377000000 } from './1795377000000-signed-mail-and-webhook-log.js';
import { AuditListsAndChecks1795379000000 } from './1795379000000-audit-lists-and-checks.js';
import { PortalLinkOffers1795379600000 } from './1795379600000-portal-link-offers.js';
import { OwnDeclarations1795380000000 } from './1795380000000-own-declarations.js';
import { IdempotencyPurge1795380100000 } from './1795380100000-idempotency-purge.js';
import { ListFilters1795381000000 } from './1795381000000-list-filters.js';
import { FormDownloads1795382000000 } from './1795382000000-form-downloads.js';
import { EventsOfCampaigns1795382100000 } from './1795382100000-events-of-campaigns.js';

/** In the order in which they run. */
export const MIGRATIONS: (new () => MigrationInterface)[] = [
  InitialSchema1795315919188,
  MailboxPlaces1795348800000,
  AnswerPace1795350000000,
  MessageReading1795352400000,
  UndeliveredLetters1795353000000,
  ReturnedScans1795353600000,
  PeopleAndSessions1795356000000,
  Webhooks1795357000000,
  PortalSessions1795361000000,
  TasksOfLetters1795363200000,
  ArchiveMarks1795366000000,
  KeyOwners1795367000000,
  OfDeclarations1795370000000,
  SteeringReports1795371600000,
  DeclarationLists1795372100000,
  PortalLinkRenewal1795372800000,
  BetterCopies1795376000000,
  SignedMailAndWebhookLog1795377000000,
  AuditListsAndChecks1795379000000,
  PortalLinkOffers1795379600000,
  OwnDeclarations1795380000000,
  IdempotencyPurge1795380100000,
  ListFilters1795381000000,
  FormDownloads1795382000000,
  EventsOfCampaigns1795382100000,
];
