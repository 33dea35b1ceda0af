import { signPdf } from '../support/sign-pdf.js';
import { createTestCa } from '../support/test-ca.js';
import { type Delivery, writeMail } from './persistent-sender.js';

/** A municipality's case, as far as its letters show it. */
export interface Case {
  readonly reference: string;
  readonly caseToken: string;
  readonly email: string;
}

export interface PreparedDeliveries {
  readonly deliveries: readonly Delivery[];
  /** One for each case. */
  readonly documents: number;
  readonly messages: number;
  readonly questions: number;
}

const WAYS = ['SMTP', 'REST_MESSAGE', 'REST_RETURN'] as const;

/** A signed form of each municipality, by one of the three ways in; of some also a question or an automatic answer. */
export async function prepareDeliveries(
  cases: readonly Case[],
  mailbox: string,
  readForm: (reference: string) => Promise<Uint8Array>,
): Promise<PreparedDeliveries> {
  const identity = await (await createTestCa()).issue();
  const deliveries: Delivery[] = [];
  let questions = 0;
  for (const [index, { reference, caseToken, email }] of cases.entries()) {
    const form = await readForm(reference);
    const pdf = Buffer.from(await signPdf(form, identity, { fieldName: 'signature', signingTime: new Date() }));
    const to = mailbox.replace('@', `+${caseToken}@`);
    const messageId = (kind: string): string => `<${kind}.${reference.toLowerCase()}@kommune.example>`;
    const way = WAYS[index % WAYS.length]!;
    if (way === 'REST_RETURN') {
      deliveries.push({ way, reference, pdf });
    } else {
      const raw = await writeMail({
        from: email,
        to,
        messageId: messageId('svar'),
        subject: `Signert erklæring ${reference}`,
        text: 'Vedlagt følger signert erklæring.',
        pdf: { fileName: 'erklæring.pdf', bytes: pdf },
      });
      deliveries.push({ way, raw, from: email, to });
    }
    if (index % 6 === 0) {
      const subject = `Spørsmål om ${reference}`;
      const raw = await writeMail({
        from: email,
        to,
        messageId: messageId('sporsmal'),
        subject,
        text: 'Hvem kan signere?',
      });
      deliveries.push({ way: 'SMTP', raw, from: email, to });
      questions += 1;
    }
    if (index % 10 === 5) {
      const raw = await writeMail({
        from: email,
        to: mailbox,
        messageId: messageId('borte'),
        subject: 'Automatisk svar: Borte',
        text: 'Kontoret er stengt.',
        headers: { 'Auto-Submitted': 'auto-replied' },
      });
      deliveries.push({ way: 'REST_MESSAGE', raw, from: email, to: mailbox });
    }
  }
  const messages = deliveries.filter(({ way }) => way !== 'REST_RETURN').length;
  return { deliveries, documents: cases.length, messages, questions };
}
