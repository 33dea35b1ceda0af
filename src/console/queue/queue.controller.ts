import { setTimeout as wait } from 'node:timers/promises';
import { Body, Controller, Get, Post, Query, Req, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { Request, Response } from 'express';
import { z } from 'zod';
import { actorName, actorOfPerson, CurrentSession, Roles, type SignedIn } from '../../identity/index.js';
import { Clock } from '../../platform/clock/index.js';
import { JobRunner, QueueConnection, type QueueCounts } from '../../platform/jobs/index.js';
import { pageFormats } from '../../platform/pages/index.js';
import { ConsolePages } from '../frame/console-pages.js';
import { writtenFailure, writtenWork } from './queue-rows.js';
import { queueTexts } from './texts/queue-texts.js';
import { TryWorkAgain } from './try-work-again.js';

const querySchema = z.object({ done: z.enum(['again', 'gone']).optional() });
const againSchema = z.object({ kind: z.string().max(100).catch(''), id: z.string().max(100).catch('') });

/** The page shows so many failures; they are all counted. */
const MOST_FAILURES = 100;
/** A queue's server that is away must not keep the page away. */
const PATIENCE_MS = 2000;

/** How the work of the service stands, and what was tried in vain. */
@ApiExcludeController()
@Controller('queue')
@Roles('admin')
export class QueueController {
  constructor(
    private readonly pages: ConsolePages,
    private readonly jobs: JobRunner,
    private readonly connection: QueueConnection,
    private readonly tryWorkAgain: TryWorkAgain,
    private readonly clock: Clock,
  ) {}

  @Get()
  async show(
    @Query({ schema: querySchema }) { done }: z.output<typeof querySchema>,
    @CurrentSession() signedIn: SignedIn,
    @Req() request: Request,
    @Res() response: Response,
  ): Promise<void> {
    const { language } = signedIn.person;
    const text = queueTexts[language];
    const { instant, integer } = pageFormats(language);
    const now = this.clock.now();
    const [works, failures, counts] = await Promise.all([
      this.jobs.situation(),
      this.jobs.failing(MOST_FAILURES),
      this.#counts(),
    ]);
    const sum = (of: 'late' | 'failing'): number => works.reduce((total, work) => total + work[of], 0);
    this.pages.show(request, response, {
      view: 'queue/queue',
      title: text.title,
      signedIn,
      section: 'queue',
      done: done === undefined ? null : text.done[done],
      styles: ['console/queue/queue.css'],
      values: {
        text,
        backend: text.backends[this.connection.backend],
        isSilent: counts === null,
        late: sum('late') === 0 ? null : text.late(integer(sum('late'))),
        caption: text.works.caption(instant(now)),
        works: works
          .map((work) => writtenWork(work, counts?.[work.kind] ?? null, language))
          .toSorted((one, other) => one.kind.localeCompare(other.kind, language)),
        failures: failures.map((failure) => writtenFailure(failure, now, language)),
        shown:
          sum('failing') > failures.length
            ? text.failing.shown(integer(failures.length), integer(sum('failing')))
            : null,
      },
    });
  }

  @Post('again')
  async again(
    @Body({ schema: againSchema }) { kind, id }: z.output<typeof againSchema>,
    @CurrentSession() { person }: SignedIn,
    @Res() response: Response,
  ): Promise<void> {
    const done = await this.tryWorkAgain.execute(kind, id, actorName(actorOfPerson(person)));
    response.redirect(303, `/queue?done=${done ? 'again' : 'gone'}`);
  }

  /** Null when the queue's server does not answer in time. */
  async #counts(): Promise<Record<string, QueueCounts> | null> {
    const counts = this.jobs.queueCounts().catch(() => null);
    return await Promise.race([counts, wait(PATIENCE_MS, null, { ref: false })]);
  }
}
