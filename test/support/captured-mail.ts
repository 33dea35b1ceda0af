import PostalMime, { type Email } from 'postal-mime';
import type { TestApp } from './app.js';

export interface CapturedMail {
  readonly recipient: string;
  readonly messageId: string;
  readonly envelopeFrom: string;
  readonly deliveries: number;
  readonly raw: Buffer;
  readonly email: Email;
}

/** What the sink captured, in the order of sending, parsed; `where` is a condition on captured_message. */
export async function capturedMail(
  app: TestApp,
  where = 'true',
  parameters: readonly unknown[] = [],
): Promise<CapturedMail[]> {
  const rows: Omit<CapturedMail, 'email'>[] = await app.dataSource.query(
    `SELECT recipient, message_id AS "messageId", envelope_from AS "envelopeFrom", deliveries, raw
     FROM captured_message WHERE ${where} ORDER BY captured_at, message_id`,
    [...parameters],
  );
  return await Promise.all(rows.map(async (row) => ({ ...row, email: await PostalMime.parse(row.raw) })));
}

/** The messages of one kind of letter, by its part of the Message-ID: `invitation`, `extension-notice` … */
export async function capturedOfKind(app: TestApp, kind: string): Promise<CapturedMail[]> {
  return await capturedMail(app, `split_part(message_id, '.', 2) = $1`, [kind]);
}

export function header(mail: CapturedMail, name: string): string | null {
  return mail.email.headers.find((one) => one.key === name.toLowerCase())?.value ?? null;
}
