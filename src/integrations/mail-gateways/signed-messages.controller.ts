import { Controller, HttpCode, Param, Post, Query, Req, UseGuards } from '@nestjs/common';
import { ApiHeader, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { Request } from 'express';
import { Public } from '../../identity/index.js';
import { AcceptsRaw, Answers, Problems, RawBytes } from '../../platform/http/index.js';
import { iso, rowId } from '../fields.schemas.js';
import { receivedMessageAnswer, type ReceivedMessageAnswer } from '../messages.answers.js';
import { receiveMessageQuery, type ReceiveMessageQuery } from '../messages.requests.js';
import { ClaimedBy, type ClaimedDelivery, SignatureGuard } from './signature-guard.js';
import { TakeSignedMessage } from './take-signed-message.js';

/** Messages from mail servers that sign them instead of sending a key. */
@Controller('api/v1/mail-gateways')
@ApiTags('mailbox')
export class SignedMessagesController {
  constructor(private readonly takeSignedMessage: TakeSignedMessage) {}

  @Public()
  @UseGuards(SignatureGuard)
  @Post(':id/messages')
  @HttpCode(202)
  @AcceptsRaw('message/rfc822')
  @ApiHeader({ name: 'webhook-id', required: true, description: 'New for each message, the same for its repeats.' })
  @ApiHeader({ name: 'webhook-timestamp', required: true, description: 'Unix seconds of this attempt.' })
  @ApiHeader({
    name: 'webhook-signature',
    required: true,
    description:
      'v1, and the base64 of HMAC-SHA-256, by the secret, over id, timestamp and message parted by full stops (Standard ' +
      'Webhooks). With a query, `?`, the query and a line feed stand before the message.',
  })
  @ApiOperation({ summary: 'Hand in a signed message, without a key; it is stored whole before it is looked into' })
  @Answers(202, 'It is stored. The same again is stored once.', receivedMessageAnswer)
  @Problems(400, 404, 413, 415, 422)
  async receive(
    @Param('id', { schema: rowId }) _id: string,
    @Query({ schema: receiveMessageQuery }) query: ReceiveMessageQuery,
    @RawBytes() raw: Buffer,
    @ClaimedBy() claimed: ClaimedDelivery,
    @Req() request: Request,
  ): Promise<ReceivedMessageAnswer> {
    const [, ...asSent] = request.originalUrl.split('?');
    const received = await this.takeSignedMessage.execute({ ...query, claimed, query: asSent.join('?'), raw });
    return { ...received, arrivedAt: iso(received.arrivedAt) };
  }
}
