import ICAL from 'ical.js';
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

const PRODUCT = '-//Tilslutning//Tilslutning//NO';

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
  const day = ICAL.Time.fromDateString(input.deadlineOn);
  // RFC 5545, 3.6.1: DTEND is the first day after.
  const dayAfter = day.clone();
  dayAfter.adjust(1, 0, 0, 0);
  const event = new ICAL.Component('vevent');
  event.addPropertyWithValue('uid', uid(`frist-${input.reference}`, input.domain));
  event.addPropertyWithValue('sequence', input.deadlineVersion);
  event.addPropertyWithValue('dtstamp', utc(input.stampedAt));
  event.addPropertyWithValue('dtstart', day);
  event.addPropertyWithValue('dtend', dayAfter);
  event.addPropertyWithValue('x-microsoft-cdo-alldayevent', 'TRUE');
  event.addPropertyWithValue('summary', oneLine(text.deadline(input.campaignTitle)));
  event.addPropertyWithValue('transp', 'TRANSPARENT');
  event.addPropertyWithValue('description', oneLine(text.explanation(input.municipalityName, input.reference)));
  event.addPropertyWithValue('url', address(input.portalUrl));
  return { method: 'PUBLISH', fileName: text.deadlineFile, content: calendar('PUBLISH', event) };
}

/**
 * The meeting as an invitation. No answer is asked for (RSVP=FALSE): the registration is elsewhere, and answers
 * would only fill the mailbox.
 */
export function meetingEntry(input: MeetingEntryInput): CalendarEntry {
  const text = words[input.language];
  const event = new ICAL.Component('vevent');
  // One meeting, one UID: two colleagues who got it from two letters have the same entry.
  event.addPropertyWithValue('uid', uid(`${input.eventKey}-${input.campaignCode}`, input.domain));
  event.addPropertyWithValue('sequence', 0);
  event.addPropertyWithValue('dtstamp', utc(input.stampedAt));
  event.addPropertyWithValue('dtstart', utc(new Date(input.startsAt)));
  event.addPropertyWithValue('dtend', utc(new Date(input.endsAt)));
  event.addPropertyWithValue('summary', oneLine(input.title));
  event.addPropertyWithValue(
    'description',
    `${oneLine(input.description)}\n${text.registration}: ${address(input.registrationUrl)}`,
  );
  const organizer = event.addPropertyWithValue('organizer', `mailto:${mailAddress(input.organizer.address)}`);
  organizer.setParameter('cn', commonName(input.organizer.name));
  const attendee = event.addPropertyWithValue('attendee', `mailto:${mailAddress(input.attendee.address)}`);
  attendee.setParameter('role', 'REQ-PARTICIPANT');
  attendee.setParameter('rsvp', 'FALSE');
  attendee.setParameter('cn', commonName(input.attendee.name));
  event.addPropertyWithValue('url', address(input.registrationUrl));
  return { method: 'REQUEST', fileName: `${input.eventKey}.ics`, content: calendar('REQUEST', event) };
}

function calendar(method: CalendarEntry['method'], event: ICAL.Component): string {
  const whole = new ICAL.Component('vcalendar');
  whole.addPropertyWithValue('version', '2.0');
  whole.addPropertyWithValue('prodid', PRODUCT);
  whole.addPropertyWithValue('method', method);
  whole.addSubcomponent(event);
  return `${whole.toString()}\r\n`;
}

function utc(instant: Date): ICAL.Time {
  return ICAL.Time.fromJSDate(instant, true);
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
