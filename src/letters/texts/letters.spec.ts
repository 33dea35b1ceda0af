import { readFileSync } from 'node:fs';
import { parse } from 'yaml';
import {
  answerLetter,
  copyLetter,
  decisionLetter,
  extensionNoticeLetter,
  extensionUndoneLetter,
  invitationLetter,
  MISSING_REASONS,
  newLinkLetter,
  operatorsDigestLetter,
  questionReceivedLetter,
  receiptLetter,
  RECEIPT_CHECKS,
  REJECTION_CODES,
  rejectionLetter,
  reminderLetter,
  UNANSWERED_NOTES,
  withdrawalLetter,
  type CaseLetterBasis,
  type LetterText,
  type RejectionReason,
} from './index.js';

const LANGUAGES = ['nb', 'nn'] as const;
type Language = (typeof LANGUAGES)[number];

const campaign = parse(readFileSync(new URL('../../../data/campaigns/akson-2020.yaml', import.meta.url), 'utf8'));

const basis = (language: Language): CaseLetterBasis => ({
  language,
  senderName: 'Helse- og omsorgsdepartementet',
  campaignTitle: 'Intensjonserklæring om Akson',
  replyAddress: 'akson+k7m2q4x5z3b6n2p4@hod.example',
  municipalityName: language === 'nb' ? 'Unjárga-Nesseby kommune' : 'Voss herad',
  reference: 'AKSON-2020-7K3M-Q2',
  deadlineOn: '2020-07-01',
  portalUrl: 'https://tilslutning.example/k/7K3MQ2',
});

const arrival = {
  files: [{ fileName: 'Erklæring «signert» & klar.pdf', sha256: '4f'.repeat(32) }],
  arrivedAt: '2020-06-26T08:15:00Z',
} as const;

const invitation = (language: Language) => ({
  subject: campaign.texts.invitation.subject[language],
  paragraphs: campaign.texts.invitation.paragraphs[language],
});

const reasonOf = (code: (typeof REJECTION_CODES)[number]): RejectionReason => {
  switch (code) {
    case 'TOO_LARGE':
      return { code, largestMegabytes: 25 };
    case 'OTHER':
      return { code, explanation: 'Side 2 er tom.' };
    default:
      return { code };
  }
};

/** Every letter, in every variant that has words of its own. */
const samples: Record<string, (language: Language) => LetterText> = {
  invitation: (language) =>
    invitationLetter({
      ...basis(language),
      signatory: 'statsråden',
      invitation: invitation(language),
      events: [
        {
          title: campaign.events[0].title[language],
          description: campaign.events[0].description[language],
          startsAt: '2020-05-05T14:00:00+02:00',
          endsAt: '2020-05-05T15:30:00+02:00',
          registrationUntil: '2020-05-04',
          url: campaign.events[0].url,
        },
      ],
      formFileName: 'Intensjonserklæring AKSON-2020-7K3M-Q2.pdf',
      enclosureFileNames: [campaign.enclosures[0].fileName[language]],
    }),
  ...Object.fromEntries(
    [14, 2, 1, 0].map((daysLeft) => [
      `reminder, ${daysLeft} days left`,
      (language: Language) => reminderLetter({ ...basis(language), daysLeft, missing: 'NOTHING_RECEIVED' }),
    ]),
  ),
  ...Object.fromEntries(
    MISSING_REASONS.map((missing) => [
      `reminder, ${missing}`,
      (language: Language) => reminderLetter({ ...basis(language), daysLeft: 7, missing }),
    ]),
  ),
  'extension notice': (language) =>
    extensionNoticeLetter({
      ...basis(language),
      deadlineOn: '2020-07-07',
      previousDeadlineOn: '2020-07-01',
      reason: 'Møte 6. juli.',
    }),
  'extension notice without reason': (language) =>
    extensionNoticeLetter({
      ...basis(language),
      deadlineOn: '2020-07-07',
      previousDeadlineOn: '2020-07-01',
      reason: null,
    }),
  'extension undone': (language) =>
    extensionUndoneLetter({ ...basis(language), withdrawnDeadlineOn: '2020-07-07', reason: null }),
  ...Object.fromEntries(
    (['ACCEPTED', 'IN_REVIEW', 'ALREADY_ACCEPTED', 'ALREADY_RECEIVED'] as const).flatMap((outcome) =>
      (['ON_TIME', 'LATE'] as const).map((timeliness) => [
        `receipt, ${outcome}, ${timeliness}`,
        (language: Language) =>
          receiptLetter({
            ...basis(language),
            ...arrival,
            timeliness,
            outcome,
            checks: outcome.startsWith('ALREADY_') ? [] : [{ check: 'FILE_READABLE', result: 'PASSED' }],
          }),
      ]),
    ),
  ),
  'receipt, every check': (language) =>
    receiptLetter({
      ...basis(language),
      ...arrival,
      timeliness: 'ON_TIME',
      outcome: 'IN_REVIEW',
      checks: RECEIPT_CHECKS.map((check, index) => ({
        check,
        result: (['PASSED', 'OPEN', 'FAILED'] as const)[index % 3] ?? 'PASSED',
      })),
    }),
  ...Object.fromEntries(
    (['PADES', 'REVIEWED_SCAN', 'REVIEWED'] as const).map((method) => [
      `decision, ${method}`,
      (language: Language) =>
        decisionLetter({
          ...basis(language),
          ...arrival,
          timeliness: 'ON_TIME',
          method,
          decidedAt: '2020-06-29T07:00:00Z',
          note: method === 'REVIEWED' ? 'Takk for hjelpen.\n\nRolla til signataren er notert.' : null,
        }),
    ]),
  ),
  'rejection, every reason': (language) =>
    rejectionLetter({
      ...basis(language),
      ...arrival,
      timeliness: 'ON_TIME',
      reasons: REJECTION_CODES.map(reasonOf),
      deadlinePassed: false,
    }),
  'rejection after the deadline': (language) =>
    rejectionLetter({
      ...basis(language),
      ...arrival,
      timeliness: 'LATE',
      reasons: [{ code: 'UNSIGNED' }],
      deadlinePassed: true,
    }),
  'question received': (language) =>
    questionReceivedLetter({
      ...basis(language),
      receivedAt: '2020-05-12T10:00:00Z',
      questionSubject: 'Spørsmål om signering',
    }),
  answer: (language) =>
    answerLetter({
      ...basis(language),
      questionSubject: 'Spørsmål om signering',
      questionReceivedAt: '2020-05-12T10:00:00Z',
      question: 'Kan varaordfører signere?\n> Hilsen postmottaket',
      answer: 'Ja, med fullmakt.\n\nSkriv rolla i skjemaet.',
    }),
  'copy to an organisation': (language) =>
    copyLetter({
      ...basis(language),
      recipientName: 'KS',
      recipientKind: 'organisation',
      signatory: 'statsråden',
      invitation: invitation(language),
      municipalitiesInvited: 291,
      enclosureFileNames: [campaign.enclosures[0].fileName[language]],
    }),
  'copy to a municipality': (language) =>
    copyLetter({
      ...basis(language),
      recipientName: 'Orkland kommune',
      recipientKind: 'municipality',
      signatory: 'statsråden',
      invitation: invitation(language),
      municipalitiesInvited: 291,
      enclosureFileNames: [],
    }),
  'new link': (language) => newLinkLetter({ ...basis(language), endsOthers: 'AT_ONCE' }),
  'new link that was asked for': (language) => newLinkLetter({ ...basis(language), endsOthers: 'WHEN_OPENED' }),
  'withdrawal by the municipality': (language) =>
    withdrawalLetter({ ...basis(language), by: 'municipality', reason: null }),
  'withdrawal by the ministry': (language) =>
    withdrawalLetter({ ...basis(language), by: 'ministry', reason: 'Skjemaet er sendt to gonger.' }),
};

const digest = (names: readonly string[]): LetterText =>
  operatorsDigestLetter({
    ...basis('nb'),
    countedAt: '2020-06-30T21:59:59Z',
    base: { municipalities: 291, population: 4_632_214 },
    unanswered: names.map((municipalityName, index) => ({
      municipalityName,
      municipalityNumber: String(1000 + index),
      reference: `AKSON-2020-${index}`,
      population: 1234 * (index + 1),
      notes: index === 0 ? [] : [...UNANSWERED_NOTES],
    })),
    consoleUrl: 'https://tilslutning.example/saker',
  });

const every: [string, Language, LetterText][] = Object.entries(samples).flatMap(([name, make]) =>
  LANGUAGES.map((language): [string, Language, LetterText] => [name, language, make(language)]),
);
every.push(['operators digest', 'nb', digest(['Bokn kommune', 'Voss herad'])]);

const bodyOf = (html: string): string =>
  html
    .replace(/[^]*<body[^>]*>/, '')
    .replace(/<[^>]+>/g, ' ')
    .replace(/&lt;/g, '<')
    .replace(/&gt;/g, '>')
    .replace(/&quot;/g, '"')
    .replace(/&#39;/g, "'")
    .replace(/&amp;/g, '&');

/** Words without marks, so that "Frist:" is "Frist", and a heading in capitals is the heading. */
const wordsOf = (text: string): string[] =>
  text
    .toLowerCase()
    .split(/[\s|>]+/)
    .map((word) => word.replace(/:$/, ''))
    .filter((word) => !/^[-:]*$/.test(word));

describe('every letter', () => {
  it.each(every)('%s (%s) reads as it was proofread', (_name, _language, letter) => {
    expect(letter.subject).toMatchSnapshot('subject');
    expect(letter.text).toMatchSnapshot('text');
    expect(letter.html).toMatchSnapshot('html');
  });

  it.each(every)('%s (%s) says in the text all that the HTML says, in that order', (_name, _language, letter) => {
    expect(wordsOf(letter.text)).toEqual(wordsOf(bodyOf(letter.html)));
  });

  it.each(every)('%s (%s) is wrapped at 72, longer words apart', (_name, _language, letter) => {
    const tooLong = letter.text
      .split('\n')
      .filter((line) => line.length > 72 && line.replace(/^(> |- | {2})?/, '').includes(' '));
    expect(tooLong).toEqual([]);
  });

  it.each(every)('%s (%s) is marked with its language and loads nothing', (_name, language, letter) => {
    expect(letter.html).toMatch(new RegExp(`^<!doctype html>\n<html lang="${language}">`));
    expect(letter.html).not.toMatch(/<(img|script|link|style|iframe|form)\b/i);
    expect(letter.html).not.toMatch(/undefined|null|\[object|NaN/);
  });

  const caseLetters = every.filter(([name]) => !/copy|digest/.test(name));
  it.each(caseLetters)('%s (%s) carries the reference in subject and footer', (_name, _language, letter) => {
    expect(letter.subject).toContain('[AKSON-2020-7K3M-Q2]');
    expect(letter.text.split('-'.repeat(72))[1]).toContain('Referanse: AKSON-2020-7K3M-Q2');
    expect(letter.text).toContain('https://tilslutning.example/k/7K3MQ2');
  });
});

describe('the two forms of Norwegian', () => {
  // Words that belong to one form only; free text written by operators in the samples uses none of them.
  const onlyBokmål =
    /(?<!\p{L})(ikke|dere|deres|hva|hvordan|hvorfor|hvis|fra|jeg|kommunene|erklæringen|innbyggerne|påminnelse|mottatt|godkjent|være|saksbehandler|forbehold|noen|noe|mer|løsninger?)(?!\p{L})/giu;
  const onlyNynorsk =
    /(?<!\p{L})(ikkje|dykk|dykkar|kva|korleis|kvifor|dersom|frå|eg|òg|kommunane|erklæringa|innbyggjarane|påminning|motteke|godkjend|vere|saksbehandlar|atterhald|nokre|noko|meir|løysingar?)(?!\p{L})/giu;

  it.each(every)('are not mixed in %s (%s)', (_name, language, letter) => {
    expect(`${letter.subject}\n${letter.text}`.match(language === 'nb' ? onlyNynorsk : onlyBokmål)).toBeNull();
  });

  it.each(LANGUAGES)('are not mixed in the campaign’s own texts (%s)', (language) => {
    const collect = (value: unknown): unknown[] =>
      typeof value !== 'object' || value === null
        ? []
        : Object.entries(value).flatMap(([key, member]) => (key === language ? [member] : collect(member)));
    const texts = collect(campaign);
    expect(texts.length).toBeGreaterThan(8);
    expect(JSON.stringify(texts).match(language === 'nb' ? onlyNynorsk : onlyBokmål)).toBeNull();
  });
});

describe('a reminder', () => {
  it.each([
    [14, /om 14 dager/, /om 14 dagar/],
    [2, /om to dager/, /om to dagar/],
    [1, /er i morgen, onsdag 1\. juli 2020/, /er i morgon, onsdag 1\. juli 2020/],
    [0, /I dag, onsdag 1\. juli 2020, er siste dag/, /I dag, onsdag 1\. juli 2020, er siste dag/],
  ])('with %i days left says so', (daysLeft, nb, nn) => {
    const flat = (language: Language): string =>
      reminderLetter({ ...basis(language), daysLeft, missing: 'NOTHING_RECEIVED' }).text.replace(/\s+/g, ' ');
    expect(flat('nb')).toMatch(nb);
    expect(flat('nn')).toMatch(nn);
  });
});

describe('a rejection', () => {
  it.each(REJECTION_CODES)('for %s says why and how to mend it, in both forms', (code) => {
    for (const language of LANGUAGES) {
      const { html } = rejectionLetter({
        ...basis(language),
        ...arrival,
        timeliness: 'ON_TIME',
        reasons: [reasonOf(code)],
        deadlinePassed: false,
      });
      const [why = '', mend = ''] = [...html.matchAll(/<li[^>]*>([^<]+)<\/li>/g)].map((match) => match[1]);
      expect(why.length).toBeGreaterThan(10);
      expect(mend.length).toBeGreaterThan(20);
    }
  });

  it('without a reason cannot be written', () => {
    expect(() =>
      rejectionLetter({ ...basis('nb'), ...arrival, timeliness: 'ON_TIME', reasons: [], deadlinePassed: false }),
    ).toThrow(RangeError);
  });
});

describe('the operators’ digest', () => {
  it('counts one municipality as one, and says when there is none', () => {
    expect(digest(['Bokn kommune']).subject).toMatch(/^én kommune har ikke svart/);
    expect(digest([]).text).toContain('Alle med denne fristen har svart.');
  });

  it('states base and time beside its figures', () => {
    const text = digest(['Bokn kommune', 'Voss herad']).text.replaceAll('\u00a0', ' ');
    expect(text).toContain('Har ikke svart: 2 kommuner, 3 702 innbyggere');
    expect(text).toContain('Alle med denne fristen: 291 kommuner, 4 632 214 innbyggere');
    expect(text).toContain('Telt: 30. juni 2020 kl. 23.59');
  });
});

describe('text from outside', () => {
  const hostile = '<script>alert("x")</script>\'&\r\nBcc: x@y.example';

  it.each(LANGUAGES)('never becomes markup (%s)', (language) => {
    const letter = answerLetter({
      ...basis(language),
      municipalityName: hostile,
      reference: hostile,
      questionSubject: hostile,
      questionReceivedAt: '2020-05-12T10:00:00Z',
      question: hostile,
      answer: hostile,
    });
    expect(letter.html).not.toContain('<script');
    expect(letter.html).not.toContain('"x"');
    expect(letter.html.match(/&lt;script&gt;alert\(&quot;x&quot;\)&lt;\/script&gt;&#39;&amp;/g)).not.toHaveLength(0);
  });

  it('is quoted line by line in the text', () => {
    const { text } = samples.answer?.('nb') ?? { text: '' };
    expect(text).toContain('> Kan varaordfører signere?\n> > Hilsen postmottaket');
  });

  it.each(['javascript:alert(1)', 'data:text/html,x', 'ftp://x.example', ' https://x.example'])(
    'is not linked to when it is %s',
    (portalUrl) => {
      expect(() => withdrawalLetter({ ...basis('nb'), portalUrl, by: 'ministry', reason: null })).toThrow(RangeError);
    },
  );

  it('cannot leave the attribute of a link', () => {
    const { html } = withdrawalLetter({
      ...basis('nb'),
      portalUrl: 'https://x.example/" onmouseover="alert(1)',
      by: 'ministry',
      reason: null,
    });
    expect(html).toContain('href="https://x.example/&quot; onmouseover=&quot;alert(1)"');
  });
});
