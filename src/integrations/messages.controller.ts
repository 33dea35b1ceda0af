import { Body, Controller, Get, HttpCode, Param, Post, Query, Res, type StreamableFile } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import type { Response } from 'express';
import { CampaignReadModel } from '../campaigns/index.js';
import { actorName, CurrentActor, Roles, type Actor } from '../identity/index.js';
import { MailboxReadModel, ReadMessageAgain, ReadMessageContent } from '../mailbox/index.js';
import { AcceptsRaw, Answers, Idempotent, pageOf, Problems, RawBytes, type Page } from '../platform/http/index.js';
import { iso, rowId, slug as slugField } from './fields.schemas.js';
import {
  messageAnswer,
  messageAnswerOf,
  messageContentAnswer,
  messagePage,
  receivedMessageAnswer,
  type MessageAnswer,
  type MessageContentAnswer,
  type ReceivedMessageAnswer,
} from './messages.answers.js';
import {
  messageQuery,
  partIndex,
  readAgainRequest,
  receiveMessageQuery,
  type MessageQuery,
  type ReadAgainRequest,
  type ReceiveMessageQuery,
} from './messages.requests.js';
import { ReceiveMessage } from './receive-message.js';
import { AnswersFile, sendFile } from './send-file.js';

@Controller('api/v1')
@ApiTags('mailbox')
@Roles('reader')
export class MessagesController {
  constructor(
    private readonly campaigns: CampaignReadModel,
    private readonly mailbox: MailboxReadModel,
    private readonly receiveMessage: ReceiveMessage,
    private readonly readMessageAgain: ReadMessageAgain,
    private readonly messageContent: ReadMessageContent,
  ) {}

  @Post('mailbox/messages')
  @Roles('integration', 'mail-gateway')
  @HttpCode(202)
  @AcceptsRaw('message/rfc822')
  @Idempotent()
  @ApiOperation({ summary: 'Hand in a message from a mailbox; it is stored whole before it is looked into' })
  @Answers(202, 'It is stored.', receivedMessageAnswer)
  @Problems(400, 404, 409, 413, 415, 422)
  async receive(
    @Query({ schema: receiveMessageQuery }) query: ReceiveMessageQuery,
    @RawBytes() raw: Buffer,
    @CurrentActor() actor: Actor,
    @Res({ passthrough: true }) response: Response,
  ): Promise<ReceivedMessageAnswer> {
    const { deliveredTo, envelopeFrom, receivedAt } = query;
    const received = await this.receiveMessage.execute({
      raw,
      deliveredTo,
      envelopeFrom,
      receivedAt,
      actor,
    });
    response.location(`/api/v1/messages/${received.id}`);
    return { ...received, arrivedAt: iso(received.arrivedAt) };
  }

  @Get('campaigns/:slug/messages')
  @ApiOperation({ summary: "List the messages of a campaign's mailbox in the order of their arrival" })
  @Answers(200, 'One page.', messagePage)
  @Problems(400, 404)
  async list(
    @Param('slug', { schema: slugField }) slug: string,
    @Query({ schema: messageQuery }) query: MessageQuery,
  ): Promise<Page<MessageAnswer>> {
    await this.campaigns.bySlug(slug);
    const messages = await this.mailbox.messages({
      campaignSlug: slug,
      after: query.cursor,
      limit: query.limit + 1,
    });
    return pageOf(messages, query.limit, ({ arrivedAt, id }) => ({ arrivedAt: iso(arrivedAt), id }), messageAnswerOf);
  }

  @Get('messages/:id')
  @ApiOperation({ summary: 'Read what became of a message' })
  @Answers(200, 'The message.', messageAnswer)
  @Problems(400, 404)
  async read(@Param('id', { schema: rowId }) id: string): Promise<MessageAnswer> {
    return messageAnswerOf(await this.mailbox.message(id));
  }

  @Get('messages/:id/raw')
  @Roles('case-handler')
  @ApiOperation({ summary: 'Download a message exactly as it came; open it with care' })
  @AnswersFile('message/rfc822', 'The message; the ETag is its SHA-256.')
  @Problems(400, 404)
  async raw(
    @Param('id', { schema: rowId }) id: string,
    @Res({ passthrough: true }) response: Response,
  ): Promise<StreamableFile | undefined> {
    const { sha256 } = await this.mailbox.message(id);
    const bytes = await this.mailbox.raw(id);
    return sendFile(response, { bytes, sha256, fileName: `${id}.eml`, mediaType: 'message/rfc822' });
  }

  @Get('messages/:id/content')
  @Roles('case-handler')
  @ApiOperation({ summary: 'Read what a message says and which files it brought; it is opened as when it came' })
  @Answers(200, 'Its words and files.', messageContentAnswer)
  @Problems(400, 404)
  async content(@Param('id', { schema: rowId }) id: string): Promise<MessageContentAnswer> {
    const { headers, parts, ...content } = await this.messageContent.execute(id);
    return { ...content, headers: [...headers], parts: [...parts] };
  }

  @Get('messages/:id/parts/:index')
  @Roles('case-handler')
  @ApiOperation({ summary: 'Download a file that a message brought; open it with care' })
  @AnswersFile('application/octet-stream', 'The file.')
  @Problems(400, 404)
  async part(
    @Param('id', { schema: rowId }) id: string,
    @Param('index', { schema: partIndex }) index: number,
    @Res({ passthrough: true }) response: Response,
  ): Promise<StreamableFile | undefined> {
    const { fileName, bytes } = await this.messageContent.part(id, index);
    return sendFile(response, { fileName, bytes, mediaType: 'application/octet-stream' });
  }

  @Post('messages/:id/read-again')
  @Roles('case-handler')
  @HttpCode(202)
  @Idempotent()
  @ApiOperation({
    summary: 'Have a stored message read and classified anew, after a fault is mended or a limit made wider',
  })
  @Answers(202, 'It waits to be read. What was decided of it before stays.', messageAnswer)
  @Problems(400, 404, 409, 415, 422)
  async readAgain(
    @Param('id', { schema: rowId }) id: string,
    @Body({ schema: readAgainRequest }) { reason }: ReadAgainRequest,
    @CurrentActor() actor: Actor,
  ): Promise<MessageAnswer> {
    await this.readMessageAgain.execute(id, reason, actorName(actor));
    return messageAnswerOf(await this.mailbox.message(id));
  }
}
