import { randomUUID } from 'node:crypto';
import { createTransport } from 'nodemailer';
import { DeclarationReadModel, IssuedForms, type DeclarationView } from '../../src/declarations/index.js';
import { LetterReadModel, replyAddress, type LetterView } from '../../src/letters/index.js';
import { ReturnReadModel, type ReturnView } from '../../src/returns/index.js';
import type { TestApp } from './app.js';
import { capturedMail, type CapturedMail } from './captured-mail.js';
import { signPdf } from './sign-pdf.js';
import type { LeafOptions, TestCa, TestIdentity } from './test-ca.js';

export const MAILBOX = 'akson@hod.dep.no';

export interface SentFile {
  readonly fileName: string;
  readonly bytes: Uint8Array;
  readonly contentType?: string;
}

export interface SentMail {
  /** Default: the municipality's registered address. */
  readonly from?: string;
  /** Default: the sender; '' is the empty one of bounces. */
  readonly envelopeFrom?: string;
  /** Default: the reply address of the case. */
  readonly to?: string;
  readonly subject?: string;
  readonly text?: string;
  readonly files?: readonly SentFile[];
  readonly headers?: Readonly<Record<string, string>>;
  readonly messageId?: string;
  readonly inReplyTo?: string;
}

/** One municipality that answers: what it has got, how it signs, what it sends, and what it hears. */
export class ReturningMunicipality {
  private constructor(
    private readonly app: TestApp,
    readonly number: string,
    readonly reference: string,
    readonly email: string,
    readonly organizationNumber: string,
    readonly caseToken: string,
  ) {}

  /** Of an issued campaign; `index` counts in the order of the numbers. */
  static async at(app: TestApp, index: number): Promise<ReturningMunicipality> {
    const rows: { number: string; reference: string; email: string; organization: string; token: string }[] =
      await app.dataSource.query(
        `SELECT municipality_number AS number, reference, recipient_email AS email, organization_number AS organization,
           case_token AS token FROM declaration ORDER BY municipality_number OFFSET $1 LIMIT 1`,
        [index],
      );
    const row = rows[0]!;
    return new ReturningMunicipality(app, row.number, row.reference, row.email, row.organization, row.token);
  }

  get replyAddress(): string {
    return replyAddress(MAILBOX, this.caseToken);
  }

  async declaration(): Promise<DeclarationView> {
    return await this.app.get(DeclarationReadModel).byReference(this.reference);
  }

  async invitation(): Promise<CapturedMail> {
    const mails = await capturedMail(this.app, `message_id LIKE $1`, [`${this.caseToken}.invitation.%`]);
    return mails[0]!;
  }

  /** The form as it lies in the captured invitation. */
  async form(): Promise<Buffer> {
    const { email } = await this.invitation();
    const attachment = email.attachments.find((part) => part.filename?.includes(this.reference));
    return Buffer.from(attachment!.content as ArrayBuffer);
  }

  /** The bytes that were issued, from the service's own store. */
  async issued(): Promise<Buffer> {
    const { id } = await this.declaration();
    return (await this.app.get(IssuedForms).read(id))!.bytes;
  }

  /** A short-term certificate that names the municipality, unless told otherwise. */
  async identity(ca: TestCa, options: LeafOptions = {}): Promise<TestIdentity> {
    return await ca.issue({
      keyType: 'EC',
      shortTerm: true,
      organizationIdentifier: `NTRNO-${this.organizationNumber}`,
      notBefore: new Date('2020-04-01T00:00:00Z'),
      notAfter: new Date('2020-12-31T00:00:00Z'),
      ...options,
    });
  }

  async signed(ca: TestCa, options: LeafOptions = {}): Promise<Uint8Array> {
    const identity = await this.identity(ca, options);
    return await signPdf(await this.form(), identity, {
      fieldName: 'signature',
      signingTime: new Date('2020-05-04T10:00:00Z'),
      keepsFieldInPlace: true,
    });
  }

  /** Over real SMTP to the service's own sink; resolves when the sink has said 250. Does not wait for the work. */
  async send(mail: SentMail = {}): Promise<{ messageId: string }> {
    const from = mail.from ?? this.email;
    const transport = createTransport({ ...this.app.smtp, secure: false, ignoreTLS: true });
    const messageId = mail.messageId ?? `${randomUUID()}@kommune.example`;
    try {
      await transport.sendMail({
        envelope: { from: mail.envelopeFrom ?? from, to: [mail.to ?? this.replyAddress] },
        from,
        to: mail.to ?? this.replyAddress,
        subject: mail.subject ?? 'Svar',
        text: mail.text ?? 'Vedlagt.',
        messageId: `<${messageId}>`,
        ...(mail.inReplyTo === undefined ? {} : { inReplyTo: `<${mail.inReplyTo}>` }),
        headers: { ...mail.headers },
        attachments: (mail.files ?? []).map(({ fileName, bytes, contentType }) => ({
          filename: fileName,
          content: Buffer.from(bytes),
          contentType: contentType ?? 'application/pdf',
        })),
      });
    } finally {
      transport.close();
    }
    return { messageId };
  }

  async returns(): Promise<ReturnView[]> {
    return await this.app.get(ReturnReadModel).ofDeclaration(this.reference);
  }

  /** The only return there is. */
  async theReturn(): Promise<ReturnView> {
    const returns = await this.returns();
    if (returns.length !== 1) throw new Error(`There are ${returns.length} returns of ${this.reference}.`);
    return returns[0]!;
  }

  /** Letters of some kinds, in the order of their making. */
  async letters(...kinds: readonly string[]): Promise<LetterView[]> {
    const letters = await this.app.get(LetterReadModel).ofDeclaration(this.reference);
    return letters.filter((letter) => kinds.includes(letter.kind));
  }

  /** Letters that answer a return. */
  async answers(): Promise<LetterView[]> {
    return await this.letters('RECEIPT', 'REJECTION', 'DECISION');
  }

  /** The words of a letter that was sent. */
  async words(letter: LetterView): Promise<string> {
    const mails = await capturedMail(this.app, `message_id = $1`, [letter.messageId]);
    return `${mails[0]!.email.subject}\n${mails[0]!.email.text}`.replaceAll(/\s+/g, ' ');
  }
}
