import { Body, Controller, Get, Param, Post, Query, Req, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { Request, Response } from 'express';
import { z } from 'zod';
import { actorName, actorOfPerson, CurrentSession, Roles, type SignedIn } from '../../identity/index.js';
import { AttachTask, SettleTask } from '../../mailbox/index.js';
import { ServiceError } from '../../platform/errors/index.js';
import { listHref } from '../frame/list-query.js';
import { reasonFault, reasonField } from '../frame/reason-field.js';
import { isReference } from './is-reference.js';
import { type TaskNotice, TaskPage } from './task-page.js';
import { questionsTexts } from './texts/questions-texts-of-language.js';

const MOST_CHARACTERS = 10_000;
const idSchema = z.uuid();
const doneSchema = z.object({ done: z.enum(['attached', 'settled', 'answered']).optional().catch(undefined) });
const version = z.coerce.number().int().min(1).max(1_000_000_000);
const settleSchema = z.object({ version, note: reasonField });
const attachSchema = z.object({ version, reference: z.string().trim().max(200).catch('') });
const answerSchema = z.object({
  version,
  answer: z.string().max(100_000).catch(''),
  note: reasonField,
  step: z.enum(['preview', 'send']).catch('preview'),
});

/** One task, and what an operator does about it. */
@ApiExcludeController()
@Controller('tasks/:id')
@Roles('reader')
export class TaskPageController {
  constructor(
    private readonly page: TaskPage,
    private readonly settleTask: SettleTask,
    private readonly attachTask: AttachTask,
  ) {}

  @Get()
  async show(
    @Param('id', { schema: idSchema }) id: string,
    @Query({ schema: doneSchema }) { done }: z.output<typeof doneSchema>,
    @CurrentSession() signedIn: SignedIn,
    @Req() request: Request,
    @Res() response: Response,
  ): Promise<void> {
    const text = questionsTexts[signedIn.person.language];
    await this.page.show(request, response, signedIn, id, { done: done === undefined ? null : text.task[done] });
  }

  @Post('settle')
  @Roles('case-handler')
  async settle(
    @Param('id', { schema: idSchema }) id: string,
    @Body({ schema: settleSchema }) typed: z.output<typeof settleSchema>,
    @CurrentSession() signedIn: SignedIn,
    @Req() request: Request,
    @Res() response: Response,
  ): Promise<void> {
    const text = questionsTexts[signedIn.person.language];
    const shown = { typed: { note: typed.note } };
    if (reasonFault(typed.note)) {
      return this.page.show(request, response, signedIn, id, { ...shown, errors: { note: text.task.noteMissing } });
    }
    await this.#attempt(request, response, signedIn, id, shown, async (actor) => {
      const { version: expectedVersion, note } = typed;
      await this.settleTask.execute({ taskId: id, expectedVersion, actor, answer: null, note: note.trim() });
      return `/tasks/${id}?done=settled`;
    });
  }

  @Post('answer')
  @Roles('case-handler')
  async answer(
    @Param('id', { schema: idSchema }) id: string,
    @Body({ schema: answerSchema }) typed: z.output<typeof answerSchema>,
    @CurrentSession() signedIn: SignedIn,
    @Req() request: Request,
    @Res() response: Response,
  ): Promise<void> {
    const text = questionsTexts[signedIn.person.language];
    // A form sends line breaks as CR LF (HTML, 4.10.22).
    const answer = typed.answer.replaceAll('\r\n', '\n').trim();
    const shown = { typed: { answer: typed.answer } };
    if (answer === '' || answer.length > MOST_CHARACTERS) {
      return this.page.show(request, response, signedIn, id, { ...shown, errors: { answer: text.task.answerMissing } });
    }
    await this.#attempt(request, response, signedIn, id, shown, async (actor) => {
      if (typed.step === 'preview') {
        const preview = await this.settleTask.preview(id, answer);
        await this.page.show(request, response, signedIn, id, { ...shown, preview });
        return null;
      }
      const { version: expectedVersion } = typed;
      const note = text.task.answeredNote;
      await this.settleTask.execute({ taskId: id, expectedVersion, actor, answer, note });
      return `/tasks/${id}?done=answered`;
    });
  }

  @Post('attach')
  @Roles('case-handler')
  async attach(
    @Param('id', { schema: idSchema }) id: string,
    @Body({ schema: attachSchema }) typed: z.output<typeof attachSchema>,
    @CurrentSession() signedIn: SignedIn,
    @Req() request: Request,
    @Res() response: Response,
  ): Promise<void> {
    const text = questionsTexts[signedIn.person.language];
    const reference = typed.reference.toUpperCase();
    const shown = { typed: { reference: typed.reference } };
    if (!isReference(reference)) {
      const errors = { reference: text.list.referenceInvalid };
      return this.page.show(request, response, signedIn, id, { ...shown, errors });
    }
    await this.#attempt(request, response, signedIn, id, shown, async (actor) => {
      await this.attachTask.execute({ taskId: id, expectedVersion: typed.version, reference, actor });
      return listHref(`/tasks/${id}`, { done: 'attached' });
    });
  }

  /** Goes to where `act` leads, if anywhere; what a person can mend is said on the page, with what was typed. */
  async #attempt(
    request: Request,
    response: Response,
    signedIn: SignedIn,
    id: string,
    shown: TaskNotice,
    act: (actor: string) => Promise<string | null>,
  ): Promise<void> {
    const text = questionsTexts[signedIn.person.language];
    try {
      const to = await act(actorName(actorOfPerson(signedIn.person)));
      if (to !== null) response.redirect(303, to);
    } catch (error) {
      const code = error instanceof ServiceError ? error.code : null;
      if (code === 'VERSION_MISMATCH') {
        await this.page.show(request, response, signedIn, id, {
          ...shown,
          errors: { form: text.task.stale },
          status: 412,
        });
      } else if (code === 'TASK_CLOSED') {
        await this.page.show(request, response, signedIn, id, {
          ...shown,
          errors: { form: text.task.taken },
          status: 409,
        });
      } else if (code === 'DECLARATION_UNKNOWN') {
        await this.page.show(request, response, signedIn, id, {
          ...shown,
          errors: { reference: text.task.referenceUnknown },
        });
      } else throw error;
    }
  }
}
