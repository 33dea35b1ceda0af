import { createTransport } from 'nodemailer';
import type { LocalDate } from '../platform/calendar/index.js';
import type { LabelledBytes } from './documents/labelled-bytes.js';
import { DocumentWorkshop } from './documents/document-workshop.js';
import { readLetter } from './mails/read-letter.js';
import { type LetterInBox, MunicipalityOffice, type OfficeSurroundings } from './municipality-office.js';
import { drawMayor } from './names.js';
import type { ReplayTarget } from './replay-target.js';
import type { Scenario } from './scenario.js';
import { SeededRandom } from './seeded-random.js';
import type { ReplayedDeclaration, ServiceClient } from './service-client.js';

export interface OpenOfficesInput {
  readonly target: ReplayTarget;
  readonly client: ServiceClient;
  readonly declarations: readonly ReplayedDeclaration[];
  readonly scenario: Scenario;
  /** The scenario CA's key, PKCS#8 PEM. */
  readonly caKey: string;
  /** Seed of the replay's secrets. */
  readonly secretSeed: string;
  readonly bytes: LabelledBytes;
  readonly deadlineOn: LocalDate;
  readonly maxReturnBytes: number;
}

export interface OpenOffices {
  readonly offices: readonly MunicipalityOffice[];
  close(): Promise<void>;
}

/** Opens an office for each municipality: it takes its invitation out of its mailbox and knows what it will do. */
export async function openOffices(input: OpenOfficesInput): Promise<OpenOffices> {
  const { target, client, declarations, scenario } = input;
  const mail = createTransport({
    host: target.smtp.host,
    port: target.smtp.port,
    secure: false,
    ignoreTLS: true,
    pool: true,
    maxConnections: 1,
    maxMessages: Infinity,
    disableFileAccess: true,
    disableUrlAccess: true,
  });
  const chance = `${scenario.seed}/offices`;
  const random = new SeededRandom(chance);
  const workshop = new DocumentWorkshop({ caKey: input.caKey, seed: input.secretSeed });
  const invitations = await readInvitations(target, client, declarations);
  const plans = new Map(scenario.plans.map((plan) => [plan.number, plan]));
  const offices = new Map<string, MunicipalityOffice>();
  const around: OfficeSurroundings = {
    client,
    mail,
    mailTaken: async () => await target.mailTaken?.(),
    workshop,
    chance,
    bytes: input.bytes,
    deadlineOn: input.deadlineOn,
    maxReturnBytes: input.maxReturnBytes,
    reminders: await plannedReminders(client, declarations),
    now: () => target.now(),
    officeOf: (number) => {
      const office = offices.get(number);
      if (office === undefined) throw new Error(`No office of municipality ${number}.`);
      return office;
    },
  };
  for (const declaration of declarations) {
    const plan = plans.get(declaration.municipalityNumber);
    const invitation = invitations.get(declaration.reference);
    if (plan === undefined || invitation === undefined) {
      throw new Error(`${declaration.recipientName} has no plan or got no invitation.`);
    }
    const own = random.fork(declaration.municipalityNumber);
    const office = new MunicipalityOffice(plan, declaration, invitation, drawMayor(own.fork('mayor')), own, around);
    offices.set(declaration.municipalityNumber, office);
  }
  prepareDocuments([...offices.values()]);
  return {
    offices: [...offices.values()],
    close: async () => {
      mail.close();
      await workshop.close();
    },
  };
}

/** In the order in which they are wanted, so that each is ready when its time comes. */
function prepareDocuments(offices: readonly MunicipalityOffice[]): void {
  const signing = offices.flatMap((office) => (office.signsAt === null ? [] : [{ office, at: office.signsAt }]));
  for (const { office } of signing.toSorted((a, b) => a.at.getTime() - b.at.getTime())) office.prepare();
}

/** Every municipality's invitation, by reference: the letter that brings a form names it in its subject. */
async function readInvitations(
  target: ReplayTarget,
  client: ServiceClient,
  declarations: readonly ReplayedDeclaration[],
): Promise<Map<string, LetterInBox>> {
  const references = new Set(declarations.map((declaration) => declaration.reference));
  const invitations = new Map<string, LetterInBox>();
  const letters = target.lettersTo === undefined ? capturedLetters(client) : lettersInBoxes(target, declarations);
  for await (const raw of letters) {
    const letter = await readLetter(await raw());
    const reference = /\[([^\]]+)\]$/.exec(letter.subject)?.[1] ?? '';
    if (letter.form !== null && references.has(reference)) invitations.set(reference, { ...letter, raw });
  }
  return invitations;
}

async function* capturedLetters(client: ServiceClient): AsyncGenerator<() => Promise<Buffer>> {
  for (const { id } of await client.capturedMessages()) yield () => client.capturedRaw(id);
}

async function* lettersInBoxes(
  target: ReplayTarget,
  declarations: readonly ReplayedDeclaration[],
): AsyncGenerator<() => Promise<Buffer>> {
  for (const address of new Set(declarations.map(({ recipientEmail }) => recipientEmail))) {
    for (const raw of (await target.lettersTo?.(address)) ?? []) yield () => Promise.resolve(raw);
  }
}

/** All recipients have the same original plan, so one of them shows it. */
async function plannedReminders(
  client: ServiceClient,
  declarations: readonly ReplayedDeclaration[],
): Promise<Map<string, Date>> {
  const [any] = declarations;
  return any === undefined ? new Map() : await client.remindersOf(any.reference);
}
