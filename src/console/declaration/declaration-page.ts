import { Injectable } from '@nestjs/common';
import { AuditChainReadModel } from '../../audit/index.js';
import { CampaignReadModel } from '../../campaigns/index.js';
import { DeclarationReadModel, deadlineState, type DeclarationView } from '../../declarations/index.js';
import { versionToRestore } from '../../extensions/index.js';
import { permits, type Role } from '../../identity/index.js';
import { LetterReadModel, type LetterView } from '../../letters/index.js';
import { MailboxReadModel } from '../../mailbox/index.js';
import { Clock } from '../../platform/clock/index.js';
import { pageFormats, type PageLanguage } from '../../platform/pages/index.js';
import { ReminderReadModel } from '../../reminders/index.js';
import { ReturnReadModel } from '../../returns/index.js';
import { declarationLinkTexts } from '../declaration-link/declaration-link-texts.js';
import { lettersTexts } from '../letters/texts/letters-texts-of-language.js';
import { actorWords, type CaseEvent, slotWords, writtenDay, writtenEvent } from './case-words.js';
import { caseTexts } from './texts/case-texts-of-language.js';
import { CASE_ACTIONS, type CaseActionName, type CaseTexts } from './texts/case-texts.js';

interface Reader {
  readonly language: PageLanguage;
  readonly roles: readonly Role[];
}

const NEEDS: Readonly<Record<CaseActionName, Role>> = {
  extension: 'case-handler',
  undo: 'case-handler',
  resolution: 'case-handler',
  contact: 'case-handler',
  withdrawal: 'approver',
  return: 'case-handler',
};

/** Puts together what the page of one declaration shows, from the features' own look-ups. */
@Injectable()
export class DeclarationPage {
  constructor(
    private readonly campaigns: CampaignReadModel,
    private readonly declarations: DeclarationReadModel,
    private readonly reminders: ReminderReadModel,
    private readonly letters: LetterReadModel,
    private readonly returns: ReturnReadModel,
    private readonly mailbox: MailboxReadModel,
    private readonly audit: AuditChainReadModel,
    private readonly clock: Clock,
  ) {}

  /** Throws DECLARATION_UNKNOWN. */
  async values(
    reference: string,
    { language, roles }: Reader,
  ): Promise<{
    readonly title: string;
    readonly campaign: { readonly slug: string; readonly name: string };
    readonly values: Readonly<Record<string, unknown>>;
  }> {
    const view = await this.declarations.byReference(reference);
    const [campaign, deadlines, reminders, letters, returns, resolutions, messages, tasks, events] = await Promise.all([
      this.campaigns.byId(view.campaignId),
      this.declarations.deadlines(view.id),
      this.reminders.ofDeclaration(view.id),
      this.letters.ofDeclaration(reference),
      this.returns.ofDeclaration(reference),
      this.declarations.resolutions(view.id),
      this.mailbox.messagesOf(view.id),
      this.mailbox.tasksOf(view.id),
      this.audit.eventsOf(`declaration:${reference}`),
    ]);
    const text = caseTexts[language];
    const words = lettersTexts[language];
    const { timeZone } = campaign.definition;
    const { instant } = pageFormats(language, timeZone);
    const dueOnOf = new Map(deadlines.map((row) => [row.version, writtenDay(row.dueOn, language)]));
    const who = (actor: string): string => actorWords(actor, text);
    const deadline = text.deadlineStates[deadlineState(this.clock.now(), view, timeZone)];
    return {
      title: view.recipientName,
      campaign: { slug: campaign.slug, name: campaign.definition.title[language === 'nn' ? 'nn' : 'nb'] },
      values: {
        text,
        reference,
        withdrawn: view.withdrawnAt === null ? null : text.withdrawn(instant(view.withdrawnAt)),
        axes: [
          [text.axes.return, text.returnStates[view.returnState]],
          [text.axes.deadline, `${deadline}: ${writtenDay(view.dueOn, language)}`],
          [text.axes.delivery, deliveryWords(letters, language)],
          [text.axes.campaign, text.campaignStates[campaign.state]],
        ],
        facts: factsOf(view, events, language),
        link: permits(roles, ['case-handler']) && view.withdrawnAt === null ? declarationLinkTexts[language] : null,
        actions: actionsOf(view, versionToRestore(deadlines) !== null, roles, text),
        deadlines: deadlines.toReversed().map((row) => ({
          version: row.version,
          dueOn: writtenDay(row.dueOn, language),
          kind: text.deadlineKinds[row.kind],
          inForce: row.version === view.deadlineVersion,
          from: instant(row.startsAt),
          by: who(row.grantedBy),
          reason: row.reason ?? '–',
        })),
        reminders: reminders.toReversed().map((row) => ({
          slot: slotWords(row.slot, text),
          dueOn: dueOnOf.get(row.deadlineVersion) ?? '–',
          planned: instant(row.plannedAt),
          state: text.reminderStates[row.state],
          why: row.reason === null ? null : (text.reminderReasons[row.reason] ?? row.reason),
        })),
        letters: letters.toReversed().map((letter) => ({
          href: `/letters/${letter.id}`,
          kind: words.kinds[letter.kind],
          to: letter.recipientEmail,
          delivery: words.deliveries[letter.delivery],
          why: letter.explanation,
          at: instant(letter.sentAt ?? letter.dueAt),
        })),
        returns: returns.toReversed().map((returned) => ({
          href: `/returns/${returned.id}`,
          fileName: returned.fileName,
          arrived: instant(returned.arrivedAt),
          late: returned.onTime === false,
          state: text.documentStates[returned.state],
        })),
        resolutions: resolutions.toReversed().map((row) => ({
          outcome: text.outcomes[row.outcome],
          decidedOn: writtenDay(row.decidedOn, language),
          caseNumber: row.caseNumber ?? '–',
          by: who(row.recordedBy),
          at: instant(row.recordedAt),
        })),
        messages: messages.toReversed().map((message) => ({
          href: `/messages/${message.id}`,
          subject: message.subject ?? '–',
          from: message.fromAddress ?? '–',
          at: instant(message.arrivedAt),
        })),
        tasks: tasks.toReversed().map((task) => ({
          href: `/tasks/${task.id}`,
          kind: text.taskKinds[task.kind] ?? task.kind,
          at: instant(task.openedAt),
          state: task.closedAt === null ? text.taskOpen : text.taskClosed(instant(task.closedAt)),
        })),
        events: events.toReversed().map((event) => writtenEvent(event, language)),
      },
    };
  }
}

/** How many letters have which delivery, most first. */
function deliveryWords(letters: readonly LetterView[], language: PageLanguage): string {
  const text = caseTexts[language];
  const counts = new Map<LetterView['delivery'], number>();
  for (const { delivery } of letters) counts.set(delivery, (counts.get(delivery) ?? 0) + 1);
  if (counts.size === 0) return text.noLetters;
  const { integer } = pageFormats(language);
  return [...counts]
    .toSorted(([, one], [, other]) => other - one)
    .map(([delivery, count]) => text.lettersWith(integer(count), lettersTexts[language].deliveries[delivery]))
    .join(', ');
}

function factsOf(view: DeclarationView, events: readonly CaseEvent[], language: PageLanguage): [string, string][] {
  const { facts, languages, ...text } = caseTexts[language];
  const { integer, instant } = pageFormats(language);
  const opened = events.findLast(({ action }) => action === 'PORTAL_OPENED');
  const link = text.portalVersion(integer(view.portalLinkVersion));
  return [
    [facts.reference, view.reference],
    [facts.number, view.municipalityNumber],
    [facts.organizationNumber, view.organizationNumber],
    [facts.population, integer(view.population)],
    [facts.language, languages[view.language]],
    [facts.issued, instant(view.issuedAt)],
    [facts.contact, view.recipientEmail],
    [
      facts.portalLink,
      `${link}, ${opened === undefined ? text.portalNeverOpened : text.portalOpened(instant(opened.at))}`,
    ],
  ];
}

/** What the reader may do; with the reason where the case does not allow it. */
function actionsOf(view: DeclarationView, isExtended: boolean, roles: readonly Role[], text: CaseTexts): object[] {
  return CASE_ACTIONS.filter((name) => permits(roles, [NEEDS[name]])).map((name) => ({
    href: `/declarations/${view.reference}/${name}`,
    title: text.actions[name].title,
    explanation: text.actions[name].explanation,
    impossible: whyNot(name, view, isExtended, text),
  }));
}

function whyNot(
  name: CaseActionName,
  view: DeclarationView,
  isExtended: boolean,
  { obstacles, impossible }: CaseTexts,
): string | null {
  if (name === 'withdrawal') return view.withdrawnAt === null ? null : impossible.withdrawal;
  if (name === 'undo' && !isExtended) return impossible.undo;
  if (name !== 'extension' && name !== 'undo') return null;
  if (view.withdrawnAt !== null) return obstacles.WITHDRAWN;
  return view.returnState === 'ACCEPTED' ? obstacles.ACCEPTED : null;
}
