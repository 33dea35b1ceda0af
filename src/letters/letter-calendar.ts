import { deadlineEntry, meetingEntry, type CalendarEntry } from './calendar-entries.js';
import type { LetterContext } from './letter-context.js';
import type { LetterKind } from './letter-data.js';

const WITH_DEADLINE: ReadonlySet<LetterKind> = new Set(['INVITATION', 'EXTENSION_NOTICE', 'EXTENSION_UNDONE']);

/** The deadline and the meetings, for the calendars of those who get the letter. */
export function calendarEntries(context: LetterContext, portalUrl: string | null): CalendarEntry[] {
  const { letter, campaign, declaration } = context;
  const definition = campaign.definition;
  const language = letter.language;
  const mailbox = definition.mailbox.address;
  const domain = mailbox.slice(mailbox.lastIndexOf('@') + 1);
  const entries: CalendarEntry[] = [];
  if (declaration !== null && portalUrl !== null && WITH_DEADLINE.has(letter.kind)) {
    entries.push(
      deadlineEntry({
        language,
        reference: declaration.reference,
        campaignTitle: definition.title[language],
        municipalityName: declaration.recipientName,
        deadlineOn: declaration.dueOn,
        deadlineVersion: declaration.deadlineVersion,
        portalUrl,
        domain,
        stampedAt: letter.dueAt,
      }),
    );
  }
  if (letter.kind === 'INVITATION') {
    for (const event of definition.events) {
      entries.push(
        meetingEntry({
          language,
          campaignCode: definition.code,
          eventKey: event.key,
          title: event.title[language],
          description: event.description[language],
          startsAt: event.startsAt,
          endsAt: event.endsAt,
          registrationUrl: event.url,
          organizer: definition.sender,
          attendee: { name: letter.recipientName, address: letter.recipientEmail },
          domain,
          stampedAt: letter.dueAt,
        }),
      );
    }
  }
  return entries;
}
