import { MessageUnreadable, readMessage } from '../../mime/index.js';
import { type Ask, serveOrders } from '../../platform/processes/index.js';
import type { NameReply, ReadingAnswer, ReadingRequest } from './reading-request.js';

// One process of the pool: takes a message, answers with what is in it or what is said of its sender.
serveOrders(answer);

async function answer(request: ReadingRequest, ask: Ask): Promise<ReadingAnswer> {
  if (request.kind === 'CHECK_SENDER') {
    // Loaded only where senders are checked: it is the larger part of this process.
    const { checkSender } = await import('./check-sender.js');
    const lookUp = async (name: string, type: string): Promise<NameReply> => (await ask({ name, type })) as NameReply;
    return { kind: 'SENDER', checks: await checkSender(request.raw, request.envelope, lookUp) };
  }
  try {
    return { kind: 'MESSAGE', message: await readMessage(request.raw, request.limits) };
  } catch (error) {
    if (error instanceof MessageUnreadable) return { kind: 'UNREADABLE', words: error.message };
    throw error;
  }
}
