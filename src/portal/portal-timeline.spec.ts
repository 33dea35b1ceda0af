import type { JsonObject } from '../platform/json/index.js';
import { municipalityTimeline, type Municipality, type TimelineSources } from './portal-timeline.js';

const VOSS: Municipality = { language: 'nb', recipientName: 'Voss herad', reference: 'AKSON-1', mostMegabytes: 25 };
const at = (hour: number): Date => new Date(Date.UTC(2020, 4, 4, hour));
const event = (
  hour: number,
  action: string,
  data: JsonObject = {},
  actor = 'person:kari@example.org',
): TimelineSources['events'][number] => ({ at: at(hour), actor, action, data });
const scan: TimelineSources['returns'][number] = {
  id: 'R1',
  fileName: 'skann.pdf',
  channel: 'MAIL',
  arrivedAt: at(1),
  onTime: true,
  state: 'NEEDS_REVIEW',
  reasons: [],
  method: null,
};
const told = (sources: Partial<TimelineSources>, municipality = VOSS): string[] =>
  municipalityTimeline({ events: [], letters: [], returns: [], messages: [], ...sources }, municipality).map(
    ({ what, detail }) => (detail === null ? what : `${what} / ${detail}`),
  );

describe('what a municipality is told has happened', () => {
  it.each<[string, JsonObject, string]>([
    ['DECLARATION_ISSUED', { sha256: 'X' }, 'Saken ble opprettet, og skjemaet ble laget'],
    ['FORM_DOWNLOADED', { firstOfDay: '2020-05-04' }, 'Skjemaet ble lastet ned fra denne siden'],
    ['DEADLINE_EXTENDED', { to: '2020-07-07', reason: 'X' }, 'Fristen ble utsatt til 7. juli 2020'],
    ['EXTENSION_UNDONE', { to: '2020-07-01', reason: 'X' }, 'Utsettelsen ble trukket tilbake. Fristen er 1. juli 2020'],
    [
      'RESOLUTION_RECORDED',
      { outcome: 'ADOPTED', decidedOn: '2020-05-03', caseNumber: '20/17' },
      'Departementet registrerte vedtaket: Slutte seg til, 3. mai 2020 / Saksnummer 20/17.',
    ],
    ['CONTACT_CHANGED', { reason: 'X' }, 'E-postadressen som brevene går til, ble endret'],
    ['PORTAL_LINK_RENEWED', { linkVersion: 2 }, 'En ny lenke til denne siden gjelder; de før den virker ikke lenger'],
    ['PORTAL_LINK_REVOKED', { reason: 'X' }, 'Lenken til denne siden ble stengt'],
    ['DECLARATION_WITHDRAWN', { reason: 'X' }, 'Saken ble trukket tilbake'],
  ])('%s, without why and by whom', (action, data, expected) => {
    expect(told({ events: [event(1, action, data)] })).toEqual([expected]);
  });

  it('is nothing of what is not meant for it', () => {
    const events = ['REMINDER_CANCELLED', 'PORTAL_OPENED', 'ARCHIVED', 'LETTER_HELD'].map((action) => event(1, action));
    expect(told({ events, messages: [{ arrivedAt: at(1), classification: 'BOUNCE', subject: 'X' }] })).toEqual([]);
  });

  it('comes the last first, and a verdict after the arrival', () => {
    const letters = [{ id: 'L', kind: 'REMINDER' as const, messageId: 'm' }];
    const events = [
      event(1, 'RETURN_NEEDS_REVIEW', { return: 'R1' }),
      event(0, 'LETTER_SENT', { messageId: 'm' }),
      event(2, 'LETTER_SENT', { messageId: 'of somebody else' }),
    ];
    expect(told({ events, letters, returns: [scan] })).toEqual([
      'Kontrollert: skann.pdf / En saksbehandler må se på det før det kan avgjøres.',
      'Mottatt på e-post: skann.pdf',
      'Brev fra departementet: Påminnelse',
    ]);
  });

  it.each<[string, Partial<typeof scan>, string[], string | null]>([
    [
      'accepted by the machine, once',
      { state: 'ACCEPTED', method: 'PADES' },
      ['RETURN_ACCEPTED', 'DECLARATION_ACCEPTED'],
      'Godkjent: skann.pdf / Den digitale signaturen er kontrollert.',
    ],
    [
      'accepted by a person',
      { state: 'ACCEPTED', method: 'REVIEWED_SCAN' },
      ['DECLARATION_ACCEPTED'],
      'Godkjent: skann.pdf / En saksbehandler har sett på det skannede skjemaet.',
    ],
    [
      'rejected, and why',
      { state: 'REJECTED', reasons: ['UNSIGNED', 'TOO_LARGE'] },
      ['RETURN_REJECTED'],
      'Kan ikke godkjennes: skann.pdf / Filen er større enn 25 MB, som er det meste vi kan ta imot. Vi finner ingen signatur i skjemaet.',
    ],
    [
      'rejected in an operator’s own words',
      { state: 'REJECTED', reasons: ['OTHER'] },
      ['DECLARATION_REJECTED'],
      'Kan ikke godkjennes: skann.pdf / Brevet om det sier hvorfor.',
    ],
    [
      'a copy',
      { state: 'SUPERSEDED', reasons: ['DUPLICATE'] },
      ['RETURN_SUPERSEDED'],
      'Levert før, og behandles ikke to ganger: skann.pdf',
    ],
    ['set aside: of it nothing', { state: 'SUPERSEDED', reasons: ['SET_ASIDE'] }, ['DECLARATION_ACCEPTED'], null],
    ['another’s by now: of it nothing', { id: 'R2' }, ['RETURN_NEEDS_REVIEW'], null],
  ])('of a return that is %s', (_what, changes, actions, expected) => {
    const returned = { ...scan, ...changes };
    const events = actions.map((action) => event(2, action, { return: 'R1', cause: 'R1', reasons: ['LATE'] }));
    expect(told({ events, returns: [returned] })).toEqual([
      ...(expected === null ? [] : [expected]),
      'Mottatt på e-post: skann.pdf',
    ]);
  });

  it('names what somebody asked for, in nynorsk too', () => {
    const messages = ['Ønske om utsett frist [AKSON-1]', 'Når er fristen?', null].map((subject, index) => ({
      arrivedAt: at(index),
      classification: 'QUESTION' as const,
      subject,
    }));
    expect(told({ messages }, { ...VOSS, language: 'nn' })).toEqual([
      'Vi fekk eit spørsmål',
      'Vi fekk eit spørsmål',
      'Vi fekk eit ønske om utsett frist',
    ]);
  });
});
