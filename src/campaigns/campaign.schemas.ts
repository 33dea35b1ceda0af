import { DateTime, IANAZone } from 'luxon';
import { LineCounter, parseDocument, type Document } from 'yaml';
import { z } from 'zod';

import { ServiceError, type Fault } from '../platform/errors/index.js';

/** The two written forms of Norwegian that a municipality is written to in. */
export const WRITTEN_LANGUAGES = ['nb', 'nn'] as const;
export type WrittenLanguage = (typeof WRITTEN_LANGUAGES)[number];

/** One thing said in both forms; neither may be missing. */
export type Localised<T> = Readonly<Record<WrittenLanguage, T>>;

const localised = <T extends z.ZodType>(text: T) => z.strictObject({ nb: text, nn: text });

/**
 * One line or one paragraph. Line breaks and control characters are refused: they come from a block scalar (`|`)
 * where a folded one (`>-`) was meant, and a line break in a title or a name could end up in a mail header.
 */
const line = z
  .string()
  .min(1, 'is empty: write the text')
  .refine((text) => text === text.trim(), 'starts or ends with white space: remove it')
  .refine((text) => !/\p{Cc}/u.test(text), 'holds a line break or control character: write it as one line (">-")');

const day = z.iso.date('is not a date: write a day that exists as YYYY-MM-DD');
const instant = z.iso.datetime({
  offset: true,
  error: 'is not an instant: write it with its offset, as 2020-05-05T14:00:00+02:00',
});
const timeOfDay = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'is not a time of day: write it as HH:MM');
const emailAddress = z.email('is not a well-formed e-mail address');
const webAddress = z.url({ protocol: /^https$/, error: 'is not a web address: it must start with https://' });
const key = z.string().regex(/^[a-z][a-z0-9-]*$/, 'is not a key: use a–z, 0–9 and hyphens, starting with a letter');
const positive = z.int().positive();
const municipalityNumber = z.string().regex(/^\d{4}$/, 'is not a municipality number: four digits, in quotation marks');
const timeZone = z
  .string()
  .refine((zone) => IANAZone.isValidZone(zone), 'is not a time zone: use an IANA name such as Europe/Oslo');
const pdfFileName = line.regex(
  /^[^/\\:*?"<>|]+\.pdf$/u,
  'is not a file name: it must end in .pdf and hold none of / \\ : * ? " < > |',
);

const documentTextSchema = z.strictObject({
  title: line,
  subtitle: line.optional(),
  sections: z
    .array(
      z
        .strictObject({ heading: line.optional(), paragraphs: z.array(line), items: z.array(line).min(1).optional() })
        .refine(({ paragraphs, items }) => paragraphs.length > 0 || items !== undefined, 'is a section without text'),
    )
    .min(1),
});

const reminderPlanRowSchema = z.strictObject({
  periodOfAtLeastDays: z.int().min(0),
  remind: z.union([z.literal('at-once'), z.array(positive).min(1)], {
    error: 'must be a list of days before the deadline, as [14, 7, 2, 1], or the words at-once',
  }),
});

const eventSchema = z.strictObject({
  key,
  title: localised(line),
  description: localised(line),
  startsAt: instant,
  endsAt: instant,
  registrationUntil: day,
  url: webAddress,
});

const fieldsSchema = z.strictObject({
  slug: key,
  code: z.string().regex(/^[A-Z0-9]+(-[A-Z0-9]+)*$/, 'is not a code: use A–Z, 0–9 and hyphens, as AKSON-2020'),
  title: localised(line),
  owner: z.strictObject({ name: localised(line), short: line, signatory: localised(line) }),
  sender: z.strictObject({ name: line, address: emailAddress }),
  mailbox: z.strictObject({ address: emailAddress }),
  operators: z.array(emailAddress).min(1),
  timeZone,
  issueOn: day,
  deadlineOn: day,
  extendedDeadlineOn: day,
  threshold: z.strictObject({ numerator: positive, denominator: positive }),
  recipients: z.strictObject({
    outsideHealthRegions: z.array(line).min(1),
    exceptions: z.array(z.strictObject({ municipality: municipalityNumber, reason: line })),
    expect: z.strictObject({ municipalities: positive, population: positive }),
  }),
  copies: z.array(
    z.discriminatedUnion('kind', [
      z.strictObject({
        kind: z.literal('organisation'),
        name: line,
        address: emailAddress,
        language: z.enum(WRITTEN_LANGUAGES),
      }),
      z.strictObject({
        kind: z.literal('municipalities-in-health-regions'),
        healthRegions: z.array(line).min(1),
      }),
    ]),
  ),
  reminderPlan: z.array(reminderPlanRowSchema).min(1),
  sendingWindow: z.strictObject({ from: timeOfDay, to: timeOfDay, workingDaysOnly: z.boolean(), timeZone }),
  events: z.array(eventSchema),
  texts: z.strictObject({
    invitation: z.strictObject({ subject: localised(line), paragraphs: localised(z.array(line).min(1)) }),
  }),
  form: localised(documentTextSchema),
  enclosures: z.array(z.strictObject({ key, fileName: localised(pdfFileName), text: localised(documentTextSchema) })),
});

type Fields = z.output<typeof fieldsSchema>;
type Path = (string | number)[];

/** A campaign as data: everything a round of declarations needs to know before it is imported. */
export const campaignDefinitionSchema = fieldsSchema.superRefine(
  (campaign, context) => {
    for (const { path, message } of contradictions(campaign)) {
      context.addIssue({ code: 'custom', path, message });
    }
  },
  // Between fields that are wrong in themselves a contradiction would only be noise.
  { when: ({ issues }) => issues.length === 0 },
);

export type CampaignDefinition = z.output<typeof campaignDefinitionSchema>;
export type DocumentText = z.output<typeof documentTextSchema>;
export type CampaignEvent = z.output<typeof eventSchema>;
export type ReminderPlanRow = z.output<typeof reminderPlanRowSchema>;
export type SendingWindow = CampaignDefinition['sendingWindow'];

/** What each field alone cannot show: fields that contradict one another. Plain ISO days compare as strings. */
function* contradictions(campaign: Fields): Generator<{ path: Path; message: string }> {
  if (campaign.deadlineOn <= campaign.issueOn) {
    yield { path: ['deadlineOn'], message: `must be after issueOn (${campaign.issueOn})` };
  }
  if (campaign.extendedDeadlineOn <= campaign.deadlineOn) {
    yield { path: ['extendedDeadlineOn'], message: `must be after deadlineOn (${campaign.deadlineOn})` };
  }
  if (campaign.threshold.numerator > campaign.threshold.denominator) {
    yield { path: ['threshold'], message: 'is more than the whole: the numerator may not exceed the denominator' };
  }
  if (campaign.sendingWindow.to <= campaign.sendingWindow.from) {
    yield { path: ['sendingWindow', 'to'], message: `must be after from (${campaign.sendingWindow.from})` };
  }
  yield* planContradictions(campaign.reminderPlan);
  yield* eventContradictions(campaign.events, campaign.timeZone);
  yield* repeated(campaign.recipients.exceptions, (exception) => exception.municipality, ['recipients', 'exceptions']);
  yield* repeated(campaign.events, (event) => event.key, ['events']);
  yield* repeated(campaign.enclosures, (enclosure) => enclosure.key, ['enclosures']);
  yield* repeated(
    campaign.copies.filter((copy) => copy.kind === 'organisation'),
    (copy) => copy.address.toLowerCase(),
    ['copies'],
  );
}

function* planContradictions(plan: readonly ReminderPlanRow[]): Generator<{ path: Path; message: string }> {
  for (const [index, row] of plan.entries()) {
    const previous = plan[index - 1];
    if (previous && row.periodOfAtLeastDays >= previous.periodOfAtLeastDays) {
      yield {
        path: ['reminderPlan', index, 'periodOfAtLeastDays'],
        message: `must be less than the row before (${previous.periodOfAtLeastDays}): the first row that fits is used`,
      };
    }
    if (row.remind !== 'at-once' && row.remind.some((days, slot, all) => slot > 0 && days >= (all[slot - 1] ?? 0))) {
      yield { path: ['reminderPlan', index, 'remind'], message: 'must count down, as [14, 7, 2, 1], each day once' };
    }
  }
  if (plan.at(-1)?.periodOfAtLeastDays !== 0) {
    yield {
      path: ['reminderPlan', plan.length - 1, 'periodOfAtLeastDays'],
      message: 'must be 0 in the last row, so that every period has a plan',
    };
  }
}

function* eventContradictions(
  events: readonly CampaignEvent[],
  zone: string,
): Generator<{ path: Path; message: string }> {
  for (const [index, event] of events.entries()) {
    const start = DateTime.fromISO(event.startsAt, { zone });
    if (DateTime.fromISO(event.endsAt, { zone }) <= start) {
      yield { path: ['events', index, 'endsAt'], message: `must be after startsAt (${event.startsAt})` };
    }
    for (const field of ['startsAt', 'endsAt'] as const) {
      const written = DateTime.fromISO(event[field], { setZone: true }).offset;
      if (written !== DateTime.fromISO(event[field], { zone }).offset) {
        yield {
          path: ['events', index, field],
          message: `has another offset than ${zone} has on that day (${DateTime.fromISO(event[field], { zone }).toFormat('ZZ')})`,
        };
      }
    }
    if (event.registrationUntil > (start.toISODate() ?? '')) {
      yield { path: ['events', index, 'registrationUntil'], message: 'must not be after the day of the event' };
    }
  }
}

function* repeated<T>(
  entries: readonly T[],
  keyOf: (entry: T) => string,
  path: Path,
): Generator<{ path: Path; message: string }> {
  const seen = new Set<string>();
  for (const entry of entries) {
    const name = keyOf(entry);
    if (seen.has(name)) {
      yield { path, message: `names "${name}" twice: keep one of them` };
    }
    seen.add(name);
  }
}

/**
 * Reads a campaign from YAML 1.2. `fileName` is only for the messages.
 * Throws ServiceError `CAMPAIGN_DEFINITION_INVALID` with every fault at once, each with its path and line.
 */
export function parseCampaignDefinition(yamlText: string, fileName: string): CampaignDefinition {
  const lines = new LineCounter();
  const document = parseDocument(yamlText, { lineCounter: lines, uniqueKeys: true, prettyErrors: false });
  // A warning (an unknown tag, say) means that the value is not what its author meant: it is a fault here.
  const syntaxFaults = [...document.errors, ...document.warnings].map((error) => ({
    where: `line ${lines.linePos(error.pos[0]).line}`,
    message: `${error.message} (${error.code})`,
  }));
  if (syntaxFaults.length > 0) {
    throw invalid(fileName, syntaxFaults);
  }
  const result = campaignDefinitionSchema.safeParse(toPlainData(document, fileName));
  if (!result.success) {
    throw invalid(
      fileName,
      flatten(result.error.issues).map(({ path, message }) => ({ where: place(path, document, lines), message })),
    );
  }
  return result.data;
}

function toPlainData(document: Document.Parsed, fileName: string): unknown {
  try {
    return document.toJS({ maxAliasCount: 0 });
  } catch (cause) {
    throw invalid(
      fileName,
      [{ where: '(whole file)', message: 'uses YAML aliases (*name): write the value out' }],
      cause,
    );
  }
}

interface Issue {
  readonly path: readonly PropertyKey[];
  readonly message: string;
}

/** Unknown keys come as one issue for all of them: one fault each, at the key itself, can be found and mended. */
function flatten(issues: readonly z.core.$ZodIssue[]): Issue[] {
  return issues.flatMap((issue): Issue[] => {
    if (issue.code === 'unrecognized_keys') {
      return issue.keys.map((unknown) => ({
        path: [...issue.path, unknown],
        message: 'is not a known key: remove it or correct its spelling',
      }));
    }
    if (issue.code === 'invalid_type' && issue.input === undefined && issue.message.endsWith('received undefined')) {
      return [{ path: issue.path, message: 'is missing: add it' }];
    }
    return [{ path: issue.path, message: issue.message }];
  });
}

/** `events[0].title.nn (line 42)`; for what is missing, the line of the nearest parent that is there. */
function place(path: readonly PropertyKey[], document: Document.Parsed, lines: LineCounter): string {
  const name = path
    .map((part, index) => (typeof part === 'number' ? `[${part}]` : `${index > 0 ? '.' : ''}${String(part)}`))
    .join('');
  for (let length = path.length; length > 0; length -= 1) {
    const node: unknown = document.getIn(path.slice(0, length), true);
    if (typeof node === 'object' && node !== null && 'range' in node && Array.isArray(node.range)) {
      return `${name} (line ${lines.linePos(Number(node.range[0])).line})`;
    }
  }
  return name === '' ? '(whole file)' : name;
}

function invalid(
  fileName: string,
  faults: readonly Fault[],
  cause?: unknown,
): ServiceError<'CAMPAIGN_DEFINITION_INVALID'> {
  const list = faults.map((fault) => `  - ${fault.where}: ${fault.message}`).join('\n');
  return new ServiceError(
    'CAMPAIGN_DEFINITION_INVALID',
    `${fileName} is not a usable campaign; mend ${faults.length === 1 ? 'this fault' : `these ${faults.length} faults`} and import it again:\n${list}`,
    { category: 'invalid', faults, cause },
  );
}
