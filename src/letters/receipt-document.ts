import type { DocumentText, ReceiptSpec } from '../declarations/index.js';
import { isoWithOffset } from '../platform/calendar/index.js';
import type { LetterContext } from './letter-context.js';
import type { LetterDataByKind } from './letter-data.js';
import {
  type CaseLetterBasis,
  decisionContent,
  type LetterContent,
  receiptContent,
  sectionsOf,
} from './texts/index.js';

/** Version of the attached JSON, see docs/receipt.schema.json; a field is only ever added. */
const FORMAT = 'tilslutning/receipt/1';
const DATA_FILE = 'kvittering.json';

interface ReceiptWords {
  readonly municipality: string;
  readonly reference: string;
  readonly case: string;
  readonly delivered: string;
  readonly data: string;
  readonly about: (sender: string) => string;
  readonly fileName: Record<'RECEIPT' | 'DECISION', (reference: string) => string>;
}

const words: Record<'nb' | 'nn', ReceiptWords> = {
  nb: {
    municipality: 'Kommune',
    reference: 'Referanse',
    case: 'Sak',
    delivered: 'Levert til',
    data: 'Opplysningene i kvitteringen, for maskiner',
    about: (sender) =>
      `${sender} har forseglet dokumentet elektronisk. Seglet viser at ingenting i det er endret. De samme opplysningene ligger i PDF-en som filen ${DATA_FILE}.`,
    fileName: {
      RECEIPT: (reference) => `Kvittering ${reference}.pdf`,
      DECISION: (reference) => `Godkjenning ${reference}.pdf`,
    },
  },
  nn: {
    municipality: 'Kommune',
    reference: 'Referanse',
    case: 'Sak',
    delivered: 'Levert til',
    data: 'Opplysningane i kvitteringa, for maskiner',
    about: (sender) =>
      `${sender} har forsegla dokumentet elektronisk. Seglet viser at ingenting i det er endra. Dei same opplysningane ligg i PDF-en som fila ${DATA_FILE}.`,
    fileName: {
      RECEIPT: (reference) => `Kvittering ${reference}.pdf`,
      DECISION: (reference) => `Godkjenning ${reference}.pdf`,
    },
  },
};

/** A receipt or decision as a document of its own, still without seal. */
export interface ReceiptDocument {
  readonly fileName: string;
  readonly spec: ReceiptSpec;
}

/**
 * What a municipality can keep as proof of what it delivered and when: the words of the receipt or decision, and the same
 * as JSON. Null for other letters.
 */
export function receiptDocument(context: LetterContext, about: CaseLetterBasis): ReceiptDocument | null {
  const { letter, campaign, declaration } = context;
  if (declaration === null || (letter.kind !== 'RECEIPT' && letter.kind !== 'DECISION')) return null;
  const content =
    letter.kind === 'RECEIPT'
      ? receiptContent({ ...about, ...letter.data })
      : decisionContent({ ...about, ...letter.data });
  const text = words[letter.language];
  const mailbox = campaign.definition.mailbox.address;
  const facts = {
    format: FORMAT,
    kind: letter.kind,
    messageId: letter.messageId,
    sealedAt: isoWithOffset(letter.dueAt, campaign.definition.timeZone),
    issuer: about.senderName,
    mailbox,
    campaign: { slug: campaign.slug, title: about.campaignTitle },
    municipality: {
      name: declaration.recipientName,
      number: declaration.municipalityNumber,
      organizationNumber: declaration.organizationNumber,
    },
    reference: declaration.reference,
    arrivedAt: letter.data.arrivedAt,
    deadlineOn: letter.data.deadlineOn,
    timeliness: letter.data.timeliness,
    inReplyTo: letter.data.inReplyTo,
    files: letter.data.files,
    ...outcomeOf(letter),
  };
  return {
    fileName: text.fileName[letter.kind](declaration.reference),
    spec: {
      language: letter.language,
      owner: about.senderName,
      campaignTitle: about.campaignTitle,
      text: documentText(content, about, text, mailbox),
      data: { fileName: DATA_FILE, description: text.data, json: `${JSON.stringify(facts, null, 2)}\n` },
      sealedAt: letter.dueAt,
    },
  };
}

function outcomeOf(
  letter:
    | { readonly kind: 'RECEIPT'; readonly data: LetterDataByKind['RECEIPT'] }
    | { readonly kind: 'DECISION'; readonly data: LetterDataByKind['DECISION'] },
): object {
  if (letter.kind === 'RECEIPT') return { outcome: letter.data.outcome, checks: letter.data.checks };
  return { outcome: 'ACCEPTED', method: letter.data.method, decidedAt: letter.data.decidedAt, note: letter.data.note };
}

function documentText(
  content: LetterContent,
  about: CaseLetterBasis,
  text: ReceiptWords,
  mailbox: string,
): DocumentText {
  return {
    title: content.subject,
    sections: [
      {
        paragraphs: [],
        facts: [
          [text.municipality, about.municipalityName],
          [text.reference, about.reference],
          [text.case, about.campaignTitle],
          [text.delivered, mailbox],
        ],
      },
      ...sectionsOf(content.blocks),
      { paragraphs: [text.about(about.senderName)] },
    ],
  };
}
