import 'reflect-metadata';
import type { AddressInfo } from 'node:net';
import { NestFactory } from '@nestjs/core';
import type { NestExpressApplication } from '@nestjs/platform-express';
import type { DataSource } from 'typeorm';
import { AppModule, type AppParts } from './app.module.js';
import { SealAuditChain } from './audit/index.js';
import { WatchMailbox } from './mailbox/index.js';
import { configureHttp } from './platform/http/index.js';
import { JobRunner } from './platform/jobs/index.js';
import { SmtpSink } from './platform/mail/index.js';

/** The service as it runs: what a process, a replay or a test holds of it. */
export interface RunningService {
  readonly app: NestExpressApplication;
  readonly url: string;
  readonly smtp: { readonly host: string; readonly port: number };
  readonly jobs: JobRunner;
  readonly dataSource: DataSource;
  readonly auditChain: SealAuditChain;
  /** Ends requests and work under way, then the queue's connections. The database is closed by who opened it. */
  close(): Promise<void>;
}

export interface ListenAddress {
  readonly host: string;
  /** 0: any free port. */
  readonly port: number;
}

/** Starts the service on a database that is migrated and connected. */
export async function startService(parts: AppParts, listen: ListenAddress): Promise<RunningService> {
  const app = await NestFactory.create<NestExpressApplication>(await AppModule.create(parts), {
    logger: parts.log.forNest(),
    abortOnError: false,
    bodyParser: false,
  });
  const close = async (): Promise<void> => {
    await app.close();
    await parts.queue.close();
  };
  const jobs = app.get(JobRunner);
  try {
    configureHttp(app);
    await app.listen(listen.port, listen.host);
    await jobs.start();
    app.get(WatchMailbox).start();
  } catch (error) {
    // What is open by now would keep the process alive.
    await close();
    throw error;
  }
  const address = app.getHttpServer().address() as AddressInfo;
  const sink = app.get(SmtpSink);
  return {
    app,
    url: `http://${listen.host.includes(':') ? `[${listen.host}]` : listen.host}:${address.port}`,
    smtp: { host: sink.host, port: sink.port },
    jobs,
    dataSource: parts.dataSource,
    auditChain: app.get(SealAuditChain),
    close,
  };
}
