import type { Transporter } from 'nodemailer';
import { localDate, type LocalDate } from '../platform/calendar/index.js';
import type { Agenda } from './agenda.js';
import type { FilledFields } from './documents/filled-fields.js';
import type { LabelledBytes } from './documents/labelled-bytes.js';
import {
  damagedFile,
  emptyFile,
  encryptedFile,
  malwareLookingFile,
  type ReturnedFile,
  tooLargeFile,
  unsignedFile,
  wordFile,
} from './documents/mishap-documents.js';
import { returnFileName, scanFileName } from './documents/return-file-name.js';
import type { DocumentWorkshop } from './documents/document-workshop.js';
import { bounceMail } from './mails/bounce-mail.js';
import type { ComposedMail, MailFrame } from './mails/mail-frame.js';
import {
  extensionRequestMail,
  outOfOfficeMail,
  questionMail,
  resolutionMail,
  returnMail,
} from './mails/municipality-mails.js';
import type { ReceivedLetter } from './mails/read-letter.js';
import type { Channel, MunicipalityPlan, PlannedMishap } from './scenario.js';
import type { SeededRandom } from './seeded-random.js';
import type { ReplayedDeclaration, ServiceClient } from './service-client.js';

/** A letter as it lies in the municipality's mailbox. */
export interface LetterInBox extends ReceivedLetter {
  /** Its bytes; only a bounce wants them again. */
  readonly raw: () => Promise<Buffer>;
}

export interface OfficeSurroundings {
  readonly client: ServiceClient;
  /** The municipality's own mail server: it hands mail to the ministry's by SMTP. */
  readonly mail: Transporter;
  /** Resolves when what was handed over has reached the service. */
  readonly mailTaken: () => Promise<void>;
  readonly workshop: DocumentWorkshop;
  /** Seed of the chance of all offices; each forks it by its own number. */
  readonly chance: string;
  readonly bytes: LabelledBytes;
  readonly deadlineOn: LocalDate;
  /** One byte more than this is too large a document. */
  readonly maxReturnBytes: number;
  /** When each reminder of the original plan goes out, by slot. */
  readonly reminders: ReadonlyMap<string, Date>;
  readonly now: () => Date;
  /** The office of another municipality, whose form is sent by mistake. */
  readonly officeOf: (number: string) => MunicipalityOffice;
}

const SECOND = 1000;

/** One municipality of the scenario: the letter it got, and everything it does, through the service's own doors. */
export class MunicipalityOffice {
  readonly refusals: string[] = [];
  /** Made once: a document that is sent twice is the same document. */
  #signed: Promise<ReturnedFile> | null = null;

  constructor(
    readonly plan: MunicipalityPlan,
    readonly declaration: ReplayedDeclaration,
    private readonly invitation: LetterInBox,
    private readonly mayor: string,
    private readonly random: SeededRandom,
    private readonly around: OfficeSurroundings,
  ) {}

  /** Enters everything that it will do. */
  enterInto(agenda: Agenda): void {
    const { plan } = this;
    for (const mishap of plan.mishaps) agenda.add(mishap.sentAt, mishap.kind, () => this.#sendMishap(mishap));
    if (plan.return !== null) {
      const { sentAt, channel } = plan.return;
      agenda.add(sentAt, 'return', async () => this.#send(await this.#signedForm(), channel, this.#occasion()));
    }
    if (plan.question !== null) {
      const { topic } = plan.question;
      agenda.add(plan.question.askedAt, 'question', async () => {
        await this.#post(await questionMail(this.#frame('question'), topic));
      });
    }
    const report = plan.resolution?.report ?? null;
    if (report?.way === 'MAIL') agenda.add(report.at, 'resolution', () => this.#reportResolution());
    if (plan.extension !== null) {
      const { until } = plan.extension;
      agenda.add(plan.extension.askedAt, 'extension', async () => {
        const facts = { deadlineOn: this.around.deadlineOn, until };
        await this.#post(await extensionRequestMail(this.#frame('extension'), facts));
      });
    }
    this.#enterAutomatic(agenda);
  }

  /** What its mail server does by itself. */
  #enterAutomatic(agenda: Agenda): void {
    const { bounce, outOfOffice } = this.plan;
    if (bounce !== null) {
      agenda.add(after(this.invitation.date, bounce.afterSeconds), 'bounce', () => this.#bounce(bounce.kind));
    }
    if (outOfOffice === null) return;
    if (outOfOffice.slot === null) {
      const at = after(this.invitation.date, outOfOffice.afterSeconds);
      agenda.add(at, 'out of office', () => this.#answerAutomatically(this.invitation.messageId, 'INVITATION'));
      return;
    }
    const { slot } = outOfOffice;
    const planned = this.around.reminders.get(slot);
    if (planned === undefined) return;
    agenda.add(after(planned, outOfOffice.afterSeconds), 'out of office', async () => {
      const letters = await this.around.client.lettersOf(this.declaration.reference);
      const reminder = letters.find(
        (letter) => letter.kind === 'REMINDER' && letter.slot === slot && letter.delivery === 'SENT',
      );
      // Whoever has answered gets no reminder, and so has nothing to answer automatically.
      if (reminder !== undefined) await this.#answerAutomatically(reminder.messageId, slot);
    });
  }

  async #sendMishap(mishap: PlannedMishap): Promise<void> {
    const occasion = this.plan.mishaps[0] === mishap ? 'FIRST' : 'CORRECTED';
    await this.#send(await this.#mishapFile(mishap), mishap.channel, occasion);
  }

  async #mishapFile(mishap: PlannedMishap): Promise<ReturnedFile> {
    const form = this.form;
    const fields = this.#fields(mishap.sentAt);
    const random = this.random.fork(`mishap ${mishap.sentAt.toISOString()}`);
    switch (mishap.kind) {
      case 'UNSIGNED':
        return await unsignedFile(form, fields);
      case 'WRONG_MUNICIPALITY':
        return this.#foreignForm(mishap);
      case 'ENCRYPTED':
        return await encryptedFile(form, fields, random, (label, length) =>
          this.around.bytes(`${this.declaration.reference}/${label}`, length),
        );
      case 'DAMAGED':
        return damagedFile(form);
      case 'EMPTY_FILE':
        return emptyFile(form);
      case 'NOT_A_PDF':
        return wordFile(this.declaration.recipientName, fields, this.declaration.language);
      case 'TOO_LARGE':
        return tooLargeFile(form, this.around.maxReturnBytes);
      case 'MALWARE_LOOKING':
        return malwareLookingFile(form);
      case 'DUPLICATE_SENT_TWICE':
        return await this.#signedForm();
    }
  }

  #foreignForm(mishap: PlannedMishap): ReturnedFile {
    if (mishap.formOf === null) throw new Error(`The scenario does not say whose form ${this.plan.number} sends.`);
    const { form } = this.around.officeOf(mishap.formOf);
    return { fileName: form.fileName, bytes: Buffer.from(form.bytes), contentType: 'application/pdf' };
  }

  /** The form that came with the letter. */
  get form(): { readonly fileName: string; readonly bytes: Uint8Array } {
    if (this.invitation.form === null) throw new Error(`The letter to ${this.declaration.recipientName} has no form.`);
    return this.invitation.form;
  }

  /** When the signed document goes out for the first time; null: never. */
  get signsAt(): Date | null {
    const first = this.plan.mishaps.find((mishap) => mishap.kind === 'DUPLICATE_SENT_TWICE');
    return first?.sentAt ?? this.plan.return?.sentAt ?? null;
  }

  /** Has the signed document made ahead of time; what goes wrong shows when it is sent. */
  prepare(): void {
    this.#signed ??= this.#sign();
    this.#signed.catch(() => undefined);
  }

  async #signedForm(): Promise<ReturnedFile> {
    this.#signed ??= this.#sign();
    return await this.#signed;
  }

  async #sign(): Promise<ReturnedFile> {
    const signedAt = this.signsAt;
    if (signedAt === null) throw new Error(`${this.declaration.recipientName} does not sign.`);
    const { recipientName, municipalityNumber, organizationNumber } = this.declaration;
    const method = this.plan.return?.method ?? 'PEN';
    const bytes = await this.around.workshop.make({
      form: this.form.bytes,
      fields: this.#fields(signedAt),
      signedAt,
      how:
        method === 'PEN'
          ? { kind: 'PEN', seed: this.around.chance, labels: [municipalityNumber, 'scan'] }
          : {
              kind: 'CERTIFICATE',
              certificate: method === 'DIGITAL_SHORT_TERM' ? 'SHORT_TERM' : 'ORDINARY',
              organizationName: recipientName,
              organizationNumber,
              commonName: this.mayor,
            },
    });
    const naming = this.random.fork('file name');
    const fileName =
      method === 'PEN'
        ? scanFileName(recipientName, localDate(signedAt), naming)
        : returnFileName(this.form.fileName, recipientName, naming);
    return { fileName, bytes: Buffer.from(bytes), contentType: 'application/pdf' };
  }

  #fields(at: Date): FilledFields {
    const { resolution } = this.plan;
    return {
      name: this.mayor,
      role: this.declaration.language === 'nn' ? 'Ordførar' : 'Ordfører',
      place: this.declaration.recipientName.replace(/ (kommune|herad)$/, ''),
      date: onPaper(localDate(at)),
      resolutionDate: resolution === null ? '' : onPaper(localDate(resolution.decidedAt)),
      resolutionCase: resolution?.caseNumber ?? '',
    };
  }

  #occasion(): 'FIRST' | 'CORRECTED' | 'SENT_TWICE' {
    if (this.plan.mishaps.some((mishap) => mishap.kind === 'DUPLICATE_SENT_TWICE')) return 'SENT_TWICE';
    return this.plan.mishaps.length > 0 ? 'CORRECTED' : 'FIRST';
  }

  async #send(file: ReturnedFile, channel: Channel, occasion: 'FIRST' | 'CORRECTED' | 'SENT_TWICE'): Promise<void> {
    const { client } = this.around;
    if (channel === 'REST_RETURN') {
      this.#note(await client.postReturn(this.declaration.reference, file.fileName, file.bytes));
      return;
    }
    const { resolution } = this.plan;
    const mail = await returnMail(
      this.#frame(`return ${this.around.now().toISOString()}`),
      {
        occasion,
        resolution:
          resolution === null
            ? null
            : { decidedOn: localDate(resolution.decidedAt), caseNumber: resolution.caseNumber },
      },
      [file],
    );
    if (channel === 'REST_MESSAGE') this.#note(await client.postMessage(mail.raw, mail.recipient, mail.envelopeFrom));
    else await this.#post(mail);
  }

  #note(refused: { readonly code: string } | null): void {
    if (refused !== null) this.refusals.push(refused.code);
  }

  async #reportResolution(): Promise<void> {
    const { resolution } = this.plan;
    if (resolution === null) return;
    const facts = {
      outcome: resolution.outcome,
      decidedOn: localDate(resolution.decidedAt),
      caseNumber: resolution.caseNumber,
    };
    await this.#post(await resolutionMail(this.#frame('resolution'), facts));
  }

  async #answerAutomatically(messageId: string, about: string): Promise<void> {
    const frame = this.#frame(`out of office ${about}`);
    const facts = { backOn: localDate(after(frame.date, 7 * 86_400)), envelopeSender: this.#envelopeSender() };
    await this.#post(await outOfOfficeMail({ ...frame, letter: { ...frame.letter, messageId } }, facts));
  }

  async #bounce(kind: 'SOFT' | 'HARD'): Promise<void> {
    await this.#post(
      await bounceMail({
        kind,
        letter: await this.invitation.raw(),
        letterMessageId: this.invitation.messageId,
        envelopeSender: this.#envelopeSender(),
        recipient: this.declaration.recipientEmail,
        sentAt: this.invitation.date,
        date: this.around.now(),
        random: this.random.fork('bounce'),
      }),
    );
  }

  /** Where the letter came from according to its envelope: the reply address with the mark of bounces. */
  #envelopeSender(): string {
    return this.invitation.replyTo.replace('+', '+b-');
  }

  #frame(what: string): MailFrame {
    return {
      from: { name: this.declaration.recipientName, address: this.declaration.recipientEmail },
      writer: {
        name: this.mayor,
        role: this.declaration.language === 'nn' ? 'Ordførar' : 'Ordfører',
        municipality: this.declaration.recipientName,
      },
      letter: this.invitation,
      date: this.around.now(),
      language: this.declaration.language,
      random: this.random.fork(what),
    };
  }

  async #post(mail: ComposedMail): Promise<void> {
    await this.around.mail.sendMail({ envelope: { from: mail.envelopeFrom, to: [mail.recipient] }, raw: mail.raw });
    await this.around.mailTaken();
  }
}

function after(instant: Date, seconds: number): Date {
  return new Date(instant.getTime() + seconds * SECOND);
}

/** 2020-06-24 as 24.06.2020. */
function onPaper(day: LocalDate): string {
  return day.split('-').toReversed().join('.');
}
