import { createHash } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { IssuedForms } from '../declarations/index.js';
import { localDate } from '../platform/calendar/index.js';
import { nameUuid } from '../platform/ids/index.js';
import type { ArchivedKind } from './archive-mark.entity.js';
import { ArchiveReadModel, type ArchiveItem, type CaseFacts } from './archive.read-model.js';
import { arkivmelding, type ArchivedCase, type ArchivedDocument, type JournalEntry } from './arkivmelding.js';
import { safeFileName } from './safe-file-name.js';
import type { ZipFile } from './write-zip.js';

type Item = ArchiveItem & CaseFacts;

interface Content {
  readonly entry: Omit<JournalEntry, 'id' | 'journalOn' | 'documents'>;
  readonly files: readonly { readonly name: string; readonly bytes: Buffer; readonly about: Described }[];
}

type Described = Pick<ArchivedDocument, 'title' | 'type' | 'remark'>;

/** Makes the journal entry of a message, a letter or a return, with its files: the same bytes every time. */
@Injectable()
export class ExportToArchive {
  constructor(
    private readonly dataSource: DataSource,
    private readonly archive: ArchiveReadModel,
    private readonly forms: IssuedForms,
  ) {}

  /** arkivmelding.xml first, then what it refers to. Throws ARCHIVE_ITEM_UNKNOWN. */
  async execute(kind: ArchivedKind, id: string): Promise<ZipFile[]> {
    const item = await this.archive.item(kind, id);
    const content = await this.#content(item);
    const files = content.files.map(({ name, bytes, about }, index) => {
      const path = `dokumenter/${index + 1}-${safeFileName(name)}`;
      const sha256 = createHash('sha256').update(bytes).digest('hex');
      return { file: { name: path, bytes }, document: { ...about, path, sha256, byteLength: bytes.length } };
    });
    const entry: JournalEntry = {
      ...content.entry,
      id: item.id,
      journalOn: localDate(item.at, item.definition.timeZone),
      documents: files.map(({ document }) => document),
    };
    const xml = Buffer.from(arkivmelding(caseOf(item), entry));
    return [{ name: 'arkivmelding.xml', bytes: xml }, ...files.map(({ file }) => file)];
  }

  #content(item: Item): Promise<Content> {
    switch (item.kind) {
      case 'MESSAGE':
        return this.#message(item);
      case 'LETTER':
        return this.#letter(item);
      case 'RETURN':
        return this.#returned(item);
    }
  }

  async #message(item: Item): Promise<Content> {
    const [row] = await this.#rows<{
      raw: Buffer;
      from: string;
      subject: string | null;
      classification: string | null;
    }>(
      `SELECT raw, coalesce(nullif(from_address, ''), envelope_from) AS "from", subject, classification
       FROM inbound_message WHERE id = $1`,
      item.id,
    );
    if (row === undefined) throw new Error(`The message ${item.id} is gone.`);
    const title = row.subject === null || row.subject.trim() === '' ? 'E-post uten emne' : row.subject;
    return {
      entry: {
        direction: 'INCOMING',
        title,
        madeAt: item.at,
        madeBy: 'Tilslutning',
        receivedAt: item.at,
        sentAt: null,
        dueOn: null,
        party: {
          name: item.recipientName ?? (row.from === '' ? 'Ukjent avsender' : row.from),
          email: row.from || null,
        },
        facts: { klassifisering: row.classification },
      },
      files: [{ name: 'melding.eml', bytes: row.raw, about: { title, type: 'E-post', remark: null } }],
    };
  }

  /** The message as it was sent, where the service holds it; the form that an invitation brought. */
  async #letter(item: Item): Promise<Content> {
    const [row] = await this.#rows<{
      kind: string;
      messageId: string;
      name: string;
      email: string;
      raw: Buffer | null;
      dueOn: string | null;
    }>(
      `SELECT letter.kind, letter.message_id AS "messageId", letter.recipient_name AS name,
         letter.recipient_email AS email,
         (SELECT raw FROM captured_message WHERE captured_message.message_id = letter.message_id
          ORDER BY captured_at, id LIMIT 1) AS raw,
         (SELECT due_on::text FROM deadline
          WHERE deadline.declaration_id = letter.declaration_id AND version = letter.deadline_version) AS "dueOn"
       FROM letter WHERE letter.id = $1`,
      item.id,
    );
    if (row === undefined) throw new Error(`The letter ${item.id} is gone.`);
    const title = `${row.kind} ${item.reference ?? item.definition.code}`;
    const form =
      row.kind === 'INVITATION' && item.declarationId !== null ? await this.forms.read(item.declarationId) : null;
    return {
      entry: {
        direction: 'OUTGOING',
        title,
        madeAt: item.at,
        madeBy: 'Tilslutning',
        receivedAt: null,
        sentAt: item.at,
        dueOn: row.dueOn,
        party: { name: row.name, email: row.email },
        facts: { brevtype: row.kind, messageId: row.messageId },
      },
      files: [
        ...(row.raw === null
          ? []
          : [{ name: 'brev.eml', bytes: row.raw, about: { title, type: 'E-post', remark: null } }]),
        ...(form === null
          ? []
          : [
              {
                name: `${form.reference}.pdf`,
                bytes: form.bytes,
                about: { title: `Erklæring til signering ${form.reference}`, type: 'Erklæring', remark: null },
              },
            ]),
      ],
    };
  }

  async #returned(item: Item): Promise<Content> {
    const [row] = await this.#rows<{
      fileName: string;
      bytes: Buffer;
      arrivedAt: Date;
      handedInBy: string;
      email: string | null;
      state: string;
      method: string | null;
      bindingTier: string | null;
      onTime: boolean | null;
      verification: { report?: { summary?: { indication?: string } } | null } | null;
    }>(
      `SELECT return.file_name AS "fileName", return.bytes, return.arrived_at AS "arrivedAt",
         return.handed_in_by AS "handedInBy", nullif(inbound_message.from_address, '') AS email, return.state,
         return.method, return.binding_tier AS "bindingTier", return.on_time AS "onTime", return.verification
       FROM return LEFT JOIN inbound_message ON inbound_message.id = return.inbound_message_id
       WHERE return.id = $1`,
      item.id,
    );
    if (row === undefined) throw new Error(`The return ${item.id} is gone.`);
    const indication = row.verification?.report?.summary?.indication ?? null;
    const title = `Signert erklæring ${item.reference ?? '(uten kjent sak)'}`;
    const remark = `Kontroll av signaturer (ETSI EN 319 102-1): ${indication ?? 'ingen kontroll mulig'}. Tilstand: ${row.state}.`;
    return {
      entry: {
        direction: 'INCOMING',
        title,
        madeAt: item.at,
        madeBy: row.handedInBy,
        receivedAt: row.arrivedAt,
        sentAt: null,
        dueOn: null,
        party: { name: item.recipientName ?? row.email ?? 'Ukjent avsender', email: row.email },
        facts: {
          tilstand: row.state,
          godkjentVed: row.method,
          bindingsgrad: row.bindingTier,
          kontrollresultat: indication,
          kontrollertDato: item.at.toISOString(),
          iRettTid: row.onTime === null ? null : String(row.onTime),
        },
      },
      files: [
        { name: row.fileName, bytes: row.bytes, about: { title, type: 'Erklæring', remark } },
        {
          name: 'kontrollrapport.json',
          bytes: Buffer.from(`${JSON.stringify(row.verification, null, 2)}\n`),
          about: { title: 'Kontrollrapport', type: 'Rapport', remark: null },
        },
      ],
    };
  }

  async #rows<Row>(sql: string, id: string): Promise<Row[]> {
    return await this.dataSource.query(sql, [id]);
  }
}

function caseOf(item: Item): ArchivedCase {
  const { definition } = item;
  const title = definition.title.nb;
  return {
    id: nameUuid('noark-sak', item.declarationId ?? item.campaignId),
    number: item.reference ?? definition.code,
    title: item.recipientName === null ? `${title}: uten kjent sak` : `${title}: ${item.recipientName}`,
    openedAt: item.openedAt,
    openedOn: localDate(item.openedAt, definition.timeZone),
    unit: definition.owner.name.nb,
    party:
      item.recipientName === null || item.organizationNumber === null
        ? null
        : { name: item.recipientName, organizationNumber: item.organizationNumber },
  };
}
