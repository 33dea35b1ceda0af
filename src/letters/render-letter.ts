import { daysBetween, isoWithOffset, localDate } from '../platform/calendar/index.js';
import type { LetterContext } from './letter-context.js';
import { replyAddress } from './letter-identity.js';
import {
  answerLetter,
  type CaseLetterBasis,
  copyLetter,
  decisionLetter,
  extensionNoticeLetter,
  extensionUndoneLetter,
  invitationLetter,
  type LetterBasis,
  type LetterText,
  type MissingReason,
  newLinkLetter,
  operatorsDigestLetter,
  questionReceivedLetter,
  receiptLetter,
  rejectionLetter,
  reminderLetter,
  type UnansweredNote,
  withdrawalLetter,
} from './texts/index.js';

export interface Addresses {
  /** The municipality's own page; absent for letters about no declaration. */
  readonly portalUrl: string | null;
  readonly consoleUrl: string;
}

/** File name of the municipality's form, as it goes out. */
export function formFileName(reference: string): string {
  return `Intensjonserklæring ${reference}.pdf`;
}

/** The words of a letter, from what is known at `now`. */
export function renderLetter(context: LetterContext, addresses: Addresses, now: Date): LetterText {
  const { letter, campaign, declaration } = context;
  const definition = campaign.definition;
  const language = letter.language;
  const basis = letterBasis(context);
  const enclosureFileNames = definition.enclosures.map((enclosure) => enclosure.fileName[language]);
  const invitation = {
    subject: definition.texts.invitation.subject[language],
    paragraphs: definition.texts.invitation.paragraphs[language],
  };
  const signatory = definition.owner.signatory[language];

  if (letter.kind === 'COPY') {
    if (campaign.issuedCount === null) throw new Error('The issued declarations were not counted for a copy.');
    return copyLetter({
      ...basis,
      recipientName: letter.recipientName,
      recipientKind: letter.data.recipientKind,
      signatory,
      invitation,
      municipalitiesInvited: campaign.issuedCount,
      deadlineOn: definition.deadlineOn,
      enclosureFileNames,
    });
  }
  if (letter.kind === 'OPERATORS_DIGEST') {
    const figures = context.digest;
    if (figures === null) throw new Error('The operators’ list was not counted.');
    return operatorsDigestLetter({
      ...basis,
      deadlineOn: letter.data.deadlineOn,
      countedAt: isoWithOffset(now, definition.timeZone),
      base: figures.base,
      unanswered: figures.unanswered.map((row) => ({
        municipalityName: row.recipientName,
        municipalityNumber: row.municipalityNumber,
        reference: row.reference,
        population: row.population,
        notes: unansweredNotes(row),
      })),
      consoleUrl: addresses.consoleUrl,
    });
  }
  if (declaration === null || addresses.portalUrl === null) {
    throw new Error(`A letter of the kind ${letter.kind} belongs to a declaration.`);
  }
  const about = caseLetterBasis(context, declaration, addresses.portalUrl);
  switch (letter.kind) {
    case 'INVITATION':
      return invitationLetter({
        ...about,
        signatory,
        invitation,
        events: definition.events.map((event) => ({
          title: event.title[language],
          description: event.description[language],
          startsAt: event.startsAt,
          endsAt: event.endsAt,
          registrationUntil: event.registrationUntil,
          url: event.url,
        })),
        formFileName: formFileName(declaration.reference),
        enclosureFileNames,
      });
    case 'REMINDER':
      return reminderLetter({
        ...about,
        daysLeft: daysBetween(localDate(now, definition.timeZone), declaration.dueOn),
        missing: missingReason(declaration),
      });
    case 'EXTENSION_NOTICE':
      return extensionNoticeLetter({ ...about, ...letter.data });
    case 'EXTENSION_UNDONE':
      return extensionUndoneLetter({ ...about, ...letter.data });
    case 'RECEIPT':
      return receiptLetter({ ...about, ...letter.data });
    case 'DECISION':
      return decisionLetter({ ...about, ...letter.data });
    case 'REJECTION':
      return rejectionLetter({
        ...about,
        ...letter.data,
        deadlinePassed: localDate(now, definition.timeZone) > declaration.dueOn,
      });
    case 'QUESTION_RECEIVED':
      return questionReceivedLetter({ ...about, ...letter.data });
    case 'ANSWER':
      return answerLetter({ ...about, ...letter.data });
    case 'WITHDRAWAL':
      return withdrawalLetter({ ...about, ...letter.data });
    case 'NEW_LINK':
      return newLinkLetter({ ...about, endsOthers: letter.data.endsOthers ?? 'AT_ONCE' });
  }
}

function letterBasis({ letter, campaign, declaration }: LetterContext): LetterBasis {
  const { owner, title, mailbox } = campaign.definition;
  return {
    language: letter.language,
    senderName: owner.name[letter.language],
    campaignTitle: title[letter.language],
    replyAddress: declaration === null ? mailbox.address : replyAddress(mailbox.address, declaration.caseToken),
  };
}

/** What every text about a declaration says of it. */
export function caseLetterBasis(
  context: LetterContext,
  declaration: NonNullable<LetterContext['declaration']>,
  portalUrl: string,
): CaseLetterBasis {
  return {
    ...letterBasis(context),
    municipalityName: declaration.recipientName,
    reference: declaration.reference,
    deadlineOn: declaration.dueOn,
    portalUrl,
  };
}

function missingReason(declaration: {
  readonly returnState: string;
  readonly resolution: { readonly outcome: string } | null;
}): MissingReason {
  if (declaration.returnState === 'REJECTED') return 'RETURN_REJECTED';
  return declaration.resolution?.outcome === 'ADOPTED' ? 'RESOLUTION_ADOPTED' : 'NOTHING_RECEIVED';
}

function unansweredNotes(row: {
  readonly returnState: string;
  readonly resolution: 'ADOPTED' | 'DECLINED' | 'POSTPONED' | null;
  readonly bounced: boolean;
}): UnansweredNote[] {
  const notes: UnansweredNote[] = [];
  if (row.returnState === 'REJECTED') notes.push('RETURN_REJECTED');
  if (row.resolution !== null) notes.push(`RESOLUTION_${row.resolution}`);
  if (row.bounced) notes.push('MAIL_BOUNCED');
  return notes;
}
