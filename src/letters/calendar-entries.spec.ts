import { deadlineEntry, meetingEntry, type DeadlineEntryInput, type MeetingEntryInput } from './calendar-entries.js';

const stampedAt = new Date('2020-04-24T06:00:00Z');

const deadline = (change: Partial<DeadlineEntryInput> = {}) =>
  deadlineEntry({
    language: 'nn',
    reference: 'AKSON-2020-7K3M-Q2',
    campaignTitle: 'Intensjonserklæring om Akson',
    municipalityName: 'Voss herad',
    deadlineOn: '2020-07-01',
    deadlineVersion: 1,
    portalUrl: 'https://tilslutning.example/k/7K3MQ2',
    domain: 'hod.example',
    stampedAt,
    ...change,
  });

const meeting = (change: Partial<MeetingEntryInput> = {}) =>
  meetingEntry({
    language: 'nb',
    campaignCode: 'AKSON-2020',
    eventKey: 'meeting',
    title: 'Nasjonalt stormøte på nett om Akson',
    description: 'Nettmøte for ordførere, kommunedirektører; spørsmål kan stilles.',
    startsAt: '2020-05-05T14:00:00+02:00',
    endsAt: '2020-05-05T15:30:00+02:00',
    registrationUrl: 'https://ks.example/p?bookingRef=0',
    organizer: { name: 'Helse- og omsorgsdepartementet', address: 'akson@hod.example' },
    attendee: { name: 'Bokn kommune', address: 'post@bokn.example' },
    domain: 'hod.example',
    stampedAt,
    ...change,
  });

/** RFC 5545, 3.1: a line break followed by a space is a fold. */
const linesOf = (content: string): string[] => content.replace(/\r\n /g, '').split('\r\n');

describe('the deadline', () => {
  it('is an all-day entry that ends the day after, blocks no time, and asks for no answer', () => {
    const { method, fileName, content } = deadline();
    expect([method, fileName]).toEqual(['PUBLISH', 'frist.ics']);
    expect(linesOf(content)).toEqual([
      'BEGIN:VCALENDAR',
      'VERSION:2.0',
      'PRODID:-//Tilslutning//Tilslutning//NO',
      'METHOD:PUBLISH',
      'BEGIN:VEVENT',
      'UID:frist-AKSON-2020-7K3M-Q2@hod.example',
      'SEQUENCE:1',
      'DTSTAMP:20200424T060000Z',
      'DTSTART;VALUE=DATE:20200701',
      'DTEND;VALUE=DATE:20200702',
      'X-MICROSOFT-CDO-ALLDAYEVENT:TRUE',
      'SUMMARY:Frist: Intensjonserklæring om Akson',
      'TRANSP:TRANSPARENT',
      'DESCRIPTION:Siste dag for å sende inn den signerte erklæringa frå Voss herad. Fristen går ut når dagen er slutt. Referanse: AKSON-2020-7K3M-Q2',
      'URL:https://tilslutning.example/k/7K3MQ2',
      'END:VEVENT',
      'END:VCALENDAR',
      '',
    ]);
  });

  it('that is extended keeps its UID and has a higher SEQUENCE', () => {
    const lines = linesOf(deadline({ deadlineOn: '2020-07-07', deadlineVersion: 2 }).content);
    expect(lines).toContain('UID:frist-AKSON-2020-7K3M-Q2@hod.example');
    expect(lines).toContain('SEQUENCE:2');
    expect(lines).toContain('DTSTART;VALUE=DATE:20200707');
  });
});

describe('the meeting', () => {
  it('is an invitation in UTC, of one UID for all, that wants no answer', () => {
    const { method, fileName, content } = meeting();
    expect([method, fileName]).toEqual(['REQUEST', 'meeting.ics']);
    expect(linesOf(content)).toEqual(
      expect.arrayContaining([
        'METHOD:REQUEST',
        'UID:meeting-AKSON-2020@hod.example',
        'DTSTART:20200505T120000Z',
        'DTEND:20200505T133000Z',
        'ORGANIZER;CN=Helse- og omsorgsdepartementet:mailto:akson@hod.example',
        'ATTENDEE;ROLE=REQ-PARTICIPANT;RSVP=FALSE;CN=Bokn kommune:mailto:post@bokn.example',
        'DESCRIPTION:Nettmøte for ordførere\\, kommunedirektører\\; spørsmål kan stilles.\\nPåmelding: https://ks.example/p?bookingRef=0',
      ]),
    );
  });
});

describe('every entry', () => {
  it.each([
    ['deadline', deadline],
    ['meeting', meeting],
  ])('(%s) is the same bytes for the same input, in lines of at most 75 octets', (_name, make) => {
    const { content } = make();
    expect(make().content).toBe(content);
    expect(content.split('\r\n').filter((line) => Buffer.byteLength(line) > 75)).toEqual([]);
    expect(content.replace(/\r\n/g, '')).not.toMatch(/[\r\n]/);
  });

  it('lets no text begin a line of its own', () => {
    const hostile = 'Voss"\r\nATTENDEE:mailto:x@y.example';
    for (const content of [
      deadline({ municipalityName: hostile, campaignTitle: hostile }).content,
      meeting({ title: hostile, description: hostile, attendee: { name: hostile, address: 'a@b.example' } }).content,
    ]) {
      expect(linesOf(content).filter((line) => line.startsWith('ATTENDEE:'))).toEqual([]);
    }
  });

  it.each([
    ['a reference with a line break', () => deadline({ reference: 'A\r\nB' })],
    ['a link with a line break', () => deadline({ portalUrl: 'https://x.example/\r\nX:1' })],
    ['a link that is none', () => meeting({ registrationUrl: 'javascript:alert(1)' })],
    ['an attendee that is no address', () => meeting({ attendee: { name: 'x', address: 'a@b.example\r\nX:1' } })],
  ])('refuses %s', (_name, make) => {
    expect(make).toThrow(RangeError);
  });
});
