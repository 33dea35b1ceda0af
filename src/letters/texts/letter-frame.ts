import type { WrittenLanguage } from '../../campaigns/index.js';
import { facts, link, paragraph, type LetterBlock } from './letter-blocks.js';
import { escapeHtml, renderBlockAsHtml } from './letter-html.js';
import { renderBlockAsText } from './letter-plain-text.js';

/** What every letter needs. All of it is JSON: a letter's data is stored, and its text made when it is sent. */
export interface LetterBasis {
  readonly language: WrittenLanguage;
  /** The ministry's name in the letter's language. */
  readonly senderName: string;
  readonly campaignTitle: string;
  /** Where an answer to the letter goes. */
  readonly replyAddress: string;
}

/** What every letter about one municipality's case needs. */
export interface CaseLetterBasis extends LetterBasis {
  /** As the municipality calls itself: "Unjárga-Nesseby kommune", "Voss herad". */
  readonly municipalityName: string;
  readonly reference: string;
  /** The deadline in force, YYYY-MM-DD; it ends when that day ends in Oslo. */
  readonly deadlineOn: string;
  /** The municipality's own page. */
  readonly portalUrl: string;
}

/** A finished text: what `composeLetter` makes a message of. */
export interface LetterText {
  readonly subject: string;
  readonly text: string;
  readonly html: string;
}

export interface LetterContent {
  readonly subject: string;
  readonly greeting?: string;
  readonly blocks: readonly LetterBlock[];
  /** Above the sender's name, when a person signs: "statsråden". */
  readonly signatory?: string;
  /** A person wrote it and it is sent at once: the footer must not call it automatic. */
  readonly writtenByPerson?: boolean;
}

interface FrameWords {
  readonly regards: string;
  readonly reference: string;
  readonly case: string;
  readonly yourPage: string;
  readonly automatic: (sender: string) => string;
  readonly personal: (sender: string) => string;
  readonly replies: (address: string) => string;
}

const words: Record<WrittenLanguage, FrameWords> = {
  nb: {
    regards: 'Med hilsen',
    reference: 'Referanse',
    case: 'Sak',
    yourPage: 'Kommunens side',
    automatic: (sender) => `Brevet er sendt automatisk fra ${sender}.`,
    personal: (sender) => `Brevet er skrevet av en saksbehandler i ${sender}.`,
    replies: (address) => `Svar på denne e-posten blir lest av mennesker. Svaradresse: ${address}`,
  },
  nn: {
    regards: 'Med helsing',
    reference: 'Referanse',
    case: 'Sak',
    yourPage: 'Sida til kommunen',
    automatic: (sender) => `Brevet er sendt automatisk frå ${sender}.`,
    personal: (sender) => `Brevet er skrive av ein saksbehandlar i ${sender}.`,
    replies: (address) => `Svar på denne e-posten blir lesne av menneske. Svaradresse: ${address}`,
  },
};

/** A letter about a municipality's case: subject and footer carry the reference, by which an answer is recognised. */
export function frameCaseLetter(basis: CaseLetterBasis, content: LetterContent): LetterText {
  const text = words[basis.language];
  return frame(basis, { ...content, subject: `${content.subject} [${basis.reference}]` }, [
    link(text.yourPage, basis.portalUrl),
    facts([
      [text.case, `${basis.campaignTitle}, ${basis.municipalityName}`],
      [text.reference, basis.reference],
    ]),
  ]);
}

/** A letter that belongs to no municipality's case. */
export function frameLetter(basis: LetterBasis, content: LetterContent): LetterText {
  return frame(basis, content, [facts([[words[basis.language].case, basis.campaignTitle]])]);
}

function frame(basis: LetterBasis, content: LetterContent, footerBlocks: readonly LetterBlock[]): LetterText {
  const text = words[basis.language];
  const body = [...(content.greeting === undefined ? [] : [paragraph(content.greeting)]), ...content.blocks];
  const signature = [text.regards, ...(content.signatory === undefined ? [] : [content.signatory]), basis.senderName];
  const origin = content.writtenByPerson ? text.personal(basis.senderName) : text.automatic(basis.senderName);
  const footer = [...footerBlocks, paragraph(`${origin} ${text.replies(basis.replyAddress)}`)];
  return {
    subject: content.subject,
    text: `${[
      basis.senderName,
      ...body.map(renderBlockAsText),
      signature.join('\n'),
      '-'.repeat(72),
      ...footer.map(renderBlockAsText),
    ].join('\n\n')}\n`,
    html: htmlPage(basis, content, {
      body: body.map(renderBlockAsHtml).join('\n'),
      signature: signature.map(escapeHtml).join('<br>'),
      footer: footer.map(renderBlockAsHtml).join('\n'),
    }),
  };
}

/** Inline styles only: mail programs drop the rest. Colours: 14:1 for text, 7:1 for the footer, on white. */
function htmlPage(
  basis: LetterBasis,
  content: LetterContent,
  parts: { body: string; signature: string; footer: string },
): string {
  return `<!doctype html>
<html lang="${basis.language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escapeHtml(content.subject)}</title>
</head>
<body style="margin:0;padding:0;background:#ffffff;color:#1e2b3c;font-family:Arial,Helvetica,sans-serif;font-size:16px;line-height:1.5">
<div style="max-width:640px;margin:0 auto;padding:24px">
<header style="border-bottom:3px solid #1e2b3c;padding-bottom:8px;margin-bottom:24px;font-weight:bold">${escapeHtml(basis.senderName)}</header>
<main>
${parts.body}
<p style="margin:24px 0 0">${parts.signature}</p>
</main>
<footer style="border-top:1px solid #5a6472;margin-top:32px;padding-top:8px;color:#4a5362;font-size:14px">
${parts.footer}
</footer>
</div>
</body>
</html>
`;
}
