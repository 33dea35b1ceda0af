import { Inject, Injectable } from '@nestjs/common';
import { AuditChainReadModel } from '../audit/index.js';
import { CampaignReadModel } from '../campaigns/index.js';
import { type DeclarationView, RESOLUTION_OUTCOMES } from '../declarations/index.js';
import { type LetterKind, LetterReadModel, type LetterView, ReadLetter, replyAddress } from '../letters/index.js';
import { formatDate, formatDateWithWeekday } from '../platform/calendar/index.js';
import { uploadLimits } from '../platform/http/index.js';
import { pageFormats, PageRenderer } from '../platform/pages/index.js';
import { MAX_RETURN_BYTES, ReturnReadModel, type ReturnView } from '../returns/index.js';
import { CONCERNS, MailboxReadModel, MOST_CHARACTERS } from '../mailbox/index.js';
import { portalTexts } from './portal-texts.js';
import { municipalityTimeline, type TimelineEntry, TOLD_TO_MUNICIPALITY } from './portal-timeline.js';
import { portalTimelineTexts } from './portal-timeline-texts.js';

/** What somebody did before the page is shown, and what was wrong with it. */
export interface PortalNotice {
  readonly csrfToken: string;
  /** Beside which field, and what. */
  readonly faults?: Readonly<
    Partial<Record<'files' | 'outcome' | 'decidedOn' | 'caseNumber' | 'concern' | 'message', string>>
  >;
  /** What was filled in, to be mended. */
  readonly filledIn?: Readonly<Record<string, string>>;
  readonly saved?: 'resolution' | 'message' | undefined;
}

/** The letters that say what was found in what was handed in. */
const ANSWERS: ReadonlySet<LetterKind> = new Set<LetterKind>(['RECEIPT', 'REJECTION', 'DECISION']);
const WITH_RECEIPT: ReadonlySet<LetterKind> = new Set<LetterKind>(['RECEIPT', 'DECISION']);
const UNSENT = new Set(['CANCELLED', 'HELD', 'FAILED']);

/** The municipality's page: what is asked, by when, where it stands, and everything it can do. */
@Injectable()
export class PortalCasePage {
  readonly #pages = new PageRenderer('portal');

  constructor(
    private readonly campaigns: CampaignReadModel,
    private readonly returns: ReturnReadModel,
    private readonly letters: LetterReadModel,
    private readonly readLetter: ReadLetter,
    private readonly mailbox: MailboxReadModel,
    private readonly audit: AuditChainReadModel,
    @Inject(MAX_RETURN_BYTES) private readonly maxReturnBytes: number,
  ) {}

  async render(declaration: DeclarationView, notice: PortalNotice): Promise<string> {
    const { language } = declaration;
    const text = portalTexts[language];
    const [{ definition }, returns, letters, messages, events] = await Promise.all([
      this.campaigns.byId(declaration.campaignId),
      this.returns.ofDeclaration(declaration.reference),
      this.letters.ofDeclaration(declaration.reference),
      this.mailbox.messagesOf(declaration.id),
      this.audit.eventsNamed(`declaration:${declaration.reference}`, TOLD_TO_MUNICIPALITY),
    ]);
    const formats = pageFormats(language, definition.timeZone);
    const answer = letters.findLast(({ kind, delivery }) => ANSWERS.has(kind) && !UNSENT.has(delivery));
    const mostMegabytes = Math.floor(this.maxReturnBytes / (1024 * 1024));
    const timeline = municipalityTimeline({ events, letters, returns, messages }, { ...declaration, mostMegabytes });
    const extended = declaration.deadlineKind === 'EXTENDED' ? ` (${text.extended})` : '';
    const { resolution } = declaration;
    return this.#pages.render('case', {
      title: declaration.recipientName,
      language,
      home: null,
      subtitle: definition.title[language],
      scripts: ['portal/choose-files.js'],
      styles: ['portal/portal.css'],
      text,
      notice: { faults: {}, filledIn: {}, ...notice },
      heading: declaration.recipientName,
      asked: text.asked(definition.title[language]),
      withdrawn: declaration.withdrawnAt !== null,
      facts: [
        [text.deadline, `${formatDateWithWeekday(declaration.dueOn, language)}${extended}`],
        [text.status, text.states[declaration.returnState]],
        [text.reference, declaration.reference],
      ],
      mostMegabytes,
      limits: uploadLimits(this.maxReturnBytes),
      byMail: text.handIn.byMail(replyAddress(definition.mailbox.address, declaration.caseToken)),
      returns: returns.map((returned) => this.#returned(returned, text, formats.instant)),
      waiting: returns.some(({ state }) => state === 'RECEIVED'),
      answer: answer === undefined ? null : await this.#letter(answer, declaration),
      resolution:
        resolution === null
          ? null
          : text.resolution.known(text.resolution.outcomes[resolution.outcome], formatDate(resolution.decidedOn)),
      outcomes: RESOLUTION_OUTCOMES.map((outcome) => ({ outcome, label: text.resolution.outcomes[outcome] })),
      concerns: CONCERNS.map((concern) => ({ concern, label: text.write.concerns[concern] })),
      mostCharacters: MOST_CHARACTERS,
      timeline: {
        ...portalTimelineTexts[language],
        entries: timeline.map((entry) => ({ ...entry, ...lettersOf(entry), at: formats.instant(entry.at) })),
      },
    });
  }

  /** The words of a letter, on a page of its own. */
  async renderLetter(declaration: DeclarationView, id: string): Promise<string> {
    const words = await this.readLetter.words(id, declaration.id);
    return this.#pages.render('letter', {
      title: words.subject,
      language: declaration.language,
      home: '/portal',
      words,
      back: declaration.recipientName,
    });
  }

  async #letter(letter: LetterView, declaration: DeclarationView): Promise<object> {
    return {
      ...(await this.readLetter.words(letter.id, declaration.id)),
      receiptHref: WITH_RECEIPT.has(letter.kind) ? `/portal/letters/${letter.id}/receipt` : null,
    };
  }

  #returned(
    { fileName, arrivedAt, state, onTime }: ReturnView,
    text: (typeof portalTexts)['nb'],
    instant: (at: Date) => string,
  ): object {
    const late = onTime === false ? ` (${text.returns.late})` : '';
    return { fileName, arrived: `${instant(arrivedAt)}${late}`, result: text.returns.states[state] };
  }
}

/** Where the letter of an entry is, and what came with it. */
function lettersOf({ letter }: TimelineEntry): { readonly href: string | null; readonly receiptHref: string | null } {
  if (letter === null) return { href: null, receiptHref: null };
  const href = `/portal/letters/${letter.id}`;
  return { href, receiptHref: WITH_RECEIPT.has(letter.kind) ? `${href}/receipt` : null };
}
