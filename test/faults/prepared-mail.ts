import { createHash } from 'node:crypto';
import { signPdf } from '../support/sign-pdf.js';
import { createTestCa } from '../support/test-ca.js';
import { type Delivery, type Mail, writeMail } from './persistent-sender.js';
import type { Case } from './prepared-deliveries.js';

/** What the municipalities send to the mailbox, and what has to come of it. */
export interface PreparedMail {
  /** In the order of sending. */
  readonly deliveries: readonly Delivery[];
  /** Of each message, as it has to be in the service: Message-ID without angle brackets, SHA-256 of its bytes. */
  readonly identities: readonly { readonly messageId: string; readonly sha256: string }[];
  readonly questions: number;
}

/**
 * A signed form from each municipality, and from some a question, the same question in other words under the same
 * Message-ID, or an automatic answer.
 */
export async function prepareMail(
  cases: readonly Case[],
  mailbox: string,
  readForm: (reference: string) => Promise<Uint8Array>,
): Promise<PreparedMail> {
  const identity = await (await createTestCa()).issue();
  const deliveries: Delivery[] = [];
  const identities: { messageId: string; sha256: string }[] = [];
  let questions = 0;
  const add = async (
    of: Case,
    kind: string,
    mail: Pick<Mail, 'subject' | 'text' | 'headers' | 'pdf'>,
  ): Promise<void> => {
    const messageId = `${kind}.${of.reference.toLowerCase()}@kommune.example`;
    const to = mailbox.replace('@', `+${of.caseToken}@`);
    const raw = await writeMail({ ...mail, from: of.email, to, messageId: `<${messageId}>` });
    deliveries.push({ way: 'SMTP', raw, from: of.email, to });
    identities.push({ messageId, sha256: createHash('sha256').update(raw).digest('hex') });
  };
  for (const [index, one] of cases.entries()) {
    const subject = `Spørsmål om ${one.reference}`;
    if (index % 4 === 0) {
      await add(one, 'sporsmal', { subject, text: 'Hvem kan signere?' });
      questions += 1;
    }
    if (index % 8 === 0) {
      await add(one, 'sporsmal', { subject, text: 'Hvem kan signere, og når?' });
      questions += 1;
    }
    if (index % 10 === 5) {
      const headers = { 'Auto-Submitted': 'auto-replied' };
      await add(one, 'borte', { subject: 'Automatisk svar: Borte', text: 'Kontoret er stengt.', headers });
    }
    const form = await readForm(one.reference);
    const bytes = Buffer.from(await signPdf(form, identity, { fieldName: 'signature', signingTime: new Date() }));
    const text = 'Vedlagt følger signert erklæring.';
    await add(one, 'svar', { subject: `Erklæring ${one.reference}`, text, pdf: { fileName: 'erklæring.pdf', bytes } });
  }
  return { deliveries, identities, questions };
}
