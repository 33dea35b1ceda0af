import type { ListedEvent } from '../../audit/index.js';
import { isoWithOffset } from '../../platform/calendar/index.js';
import { formatCsv } from '../../platform/csv/index.js';

/** Columns only come at the end in later versions, and never change their meaning. */
const COLUMNS = ['at', 'actor', 'action', 'subject', 'data', 'position', 'hash'] as const;

/** Events as comma-separated values (RFC 4180, UTF-8), in pieces; `data` is JSON, what is not sealed has no position. */
export async function* eventsCsv(pages: AsyncIterable<readonly ListedEvent[]>): AsyncGenerator<string> {
  yield formatCsv([COLUMNS]);
  for await (const events of pages) {
    yield formatCsv(
      events.map((event) => [
        isoWithOffset(event.at),
        event.actor,
        event.action,
        event.subject,
        JSON.stringify(event.data),
        event.position ?? '',
        event.hash ?? '',
      ]),
    );
  }
}
