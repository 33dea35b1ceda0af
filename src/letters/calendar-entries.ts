import ical, { ICalCalendarMethod, ICalEventTransparency } from 'ical-generator';
import type { WrittenLanguage } from '../campaigns/index.js';

/** An iCalendar object (RFC 5545) as it goes with a letter. Same input, same bytes. */
export interface CalendarEntry {
  readonly method: 'PUBLISH' | 'REQUEST';
  readonly fileName: string;
  readonly content: string;
}

export interface DeadlineEntryInput {
  readonly language: WrittenLanguage;
  readonly reference: string;
  readonly campaignTitle: string;
  readonly municipalityName: string;
  /** YYYY-MM-DD */
  readonly deadlineOn: string;
  /** The deadline's version: a later version replaces the entry that is already in the calendar. */
  readonly deadlineVersion: number;
  readonly portalUrl: string;
  /** The right-hand side of the UID, as in the Message-IDs. */
  readonly domain: string;
  /** DTSTAMP */
  readonly stampedAt: Date;
}

export interface MeetingEntryInput {
  readonly language: WrittenLanguage;
  readonly campaignCode: string;
  readonly eventKey: string;
  readonly title: string;
  readonly description: string;
  /** ISO 8601 with offset. */
  readonly startsAt: string;
  readonly endsAt: string;
  readonly registrationUrl: string;
  readonly organizer: { readonly name: string; readonly address: string };
  readonly attendee: { readonly name: string; readonly address: string };
  readonly domain: string;
  readonly stampedAt: Date;
}

const PRODUCT = '//Tilslutning//Tilslutning//NO';

const words: Record<
  WrittenLanguage,
  {
    deadline: (title: string) => string;
    explanation: (municipality: string, reference: string) => string;
    deadlineFile: string;
    registration: string;
  }
> = {
  nb: {
    deadline: (title) => `Frist: ${title}`,
    explanation: (municipality, reference) =>
      `Siste dag for å sende inn den signerte erklæringen fra ${municipality}. Fristen går ut når dagen er slutt. Referanse: ${reference}`,
    deadlineFile: 'frist.ics',
    registration: 'Påmelding',
  },
  nn: {
    deadline: (title) => `Frist: ${title}`,
    explanation: (municipality, reference) =>
      `Siste dag for å sende inn den signerte erklæringa frå ${municipality}. Fristen går ut når dagen er slutt. Referanse: ${reference}`,
    deadlineFile: 'frist.ics',
    registration: 'Påmelding',
  },
};

/** The deadline as an all-day entry that blocks no time. METHOD:PUBLISH: nobody is asked to accept it. */
export function deadlineEntry(input: DeadlineEntryInput): CalendarEntry {
  const text = words[input.language];
  const day = new Date(`${input.deadlineOn}T00:00:00Z`);
  // RFC 5545, 3.6.1: DTEND is the first day after.
  const dayAfter = new Date(day.getTime() + 86_400_000);
  const calendar = ical({ prodId: PRODUCT, method: ICalCalendarMethod.PUBLISH });
  calendar.createEvent({
    id: uid(`frist-${input.reference}`, input.domain),
    sequence: input.deadlineVersion,
    stamp: input.stampedAt,
    start: day,
    end: dayAfter,
    allDay: true,
    summary: oneLine(text.deadline(input.campaignTitle)),
    description: oneLine(text.explanation(input.municipalityName, input.reference)),
    url: address(input.portalUrl),
    transparency: ICalEventTransparency.TRANSPARENT,
  });
  return { method: 'PUBLISH', fileName: text.deadlineFile, content: `${calendar.toString()}\r\n` };
}

/**
 * The meeting as an invitation. No answer is asked for (RSVP=FALSE): the registration is elsewhere, and answers
 * would only fill the mailbox.
 */
export function meetingEntry(input: MeetingEntryInput): CalendarEntry {
  const text = words[input.language];
  const calendar = ical({ prodId: PRODUCT, method: ICalCalendarMethod.REQUEST });
  const event = calendar.createEvent({
    // One meeting, one UID: two colleagues who got it from two letters have the same entry.
    id: uid(`${input.eventKey}-${input.campaignCode}`, input.domain),
    sequence: 0,
    stamp: input.stampedAt,
    start: new Date(input.startsAt),
    end: new Date(input.endsAt),
    summary: oneLine(input.title),
    description: `${oneLine(input.description)}\n${text.registration}: ${address(input.registrationUrl)}`,
    url: address(input.registrationUrl),
    organizer: { name: commonName(input.organizer.name), email: mailAddress(input.organizer.address) },
  });
  event.createAttendee({
    name: commonName(input.attendee.name),
    email: mailAddress(input.attendee.address),
    rsvp: false,
  });
  return { method: 'REQUEST', fileName: `${input.eventKey}.ics`, content: `${calendar.toString()}\r\n` };
}

/** Written unescaped: what could break the line or the file's structure is refused. Throws RangeError. */
function uid(local: string, domain: string): string {
  const value = `${local}@${domain}`;
  if (!/^[A-Za-z0-9.-]+@[A-Za-z0-9.-]+$/.test(value)) {
    throw new RangeError(`"${value}" cannot be a calendar UID: use letters, digits, dots and hyphens.`);
  }
  return value;
}

/** Written unescaped as well. Throws RangeError. */
function address(url: string): string {
  if (!/^https?:\/\/[!-~]+$/.test(url)) {
    throw new RangeError(`"${url}" cannot be a calendar entry's address: it must be http or https, in ASCII.`);
  }
  return url;
}

function mailAddress(value: string): string {
  if (!/^[^\s@<>",;:\p{Cc}]+@[^\s@<>",;:\p{Cc}]+$/u.test(value)) {
    throw new RangeError(`"${value}" cannot be a calendar entry's participant: it is not an e-mail address.`);
  }
  return value;
}

function oneLine(text: string): string {
  return text.replace(/[\p{Cc}\u2028\u2029]+/gu, ' ').trim();
}

/** A parameter value in quotation marks can hold none itself (RFC 5545, 3.2). */
function commonName(name: string): string {
  return oneLine(name).replace(/["\\]/g, "'");
}
