import { Inject, Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { type MessageFile, MessageUnreadable, type ReadMessage } from '../mime/index.js';
import { VirusScanner, VirusScannerDown } from '../platform/virus/index.js';
import { whyHeaderOnly } from './header-only.policy.js';
import { MAILBOX_OPTIONS, type MailboxOptions } from './mailbox-options.js';
import { messageUnknown, partUnknown } from './mailbox.errors.js';
import { mediaTypeOf } from './media-type.policy.js';
import { MessageReader } from './reading/message-reader.js';

export interface MessagePart {
  readonly index: number;
  readonly fileName: string;
  readonly path: string;
  readonly byteLength: number;
  /** By its name. */
  readonly mediaType: string;
}

/** What a person reads of a message. */
export interface MessageContent {
  /** Why it was not opened; null: it was. */
  readonly trouble: string | null;
  readonly headers: readonly { readonly name: string; readonly value: string }[];
  readonly text: string;
  readonly parts: readonly MessagePart[];
}

/** Those that say who wrote, when and whither, and whether a machine did. */
const SHOWN_HEADERS = [
  'from',
  'sender',
  'to',
  'cc',
  'reply-to',
  'date',
  'subject',
  'message-id',
  'in-reply-to',
  'references',
  'auto-submitted',
  'return-path',
];

/** Opens a stored message for a person to read, as carefully as when it came: scanned, and in a process of its own. */
@Injectable()
export class ReadMessageContent {
  constructor(
    private readonly dataSource: DataSource,
    private readonly reader: MessageReader,
    private readonly virusScanner: VirusScanner,
    @Inject(MAILBOX_OPTIONS) private readonly options: Pick<MailboxOptions, 'maxMessageBytes'>,
  ) {}

  /** Throws MESSAGE_UNKNOWN. */
  async execute(id: string): Promise<MessageContent> {
    const read = await this.#read(id);
    if ('trouble' in read) return { trouble: read.trouble, headers: [], text: '', parts: [] };
    const { message } = read;
    return {
      trouble: null,
      headers: SHOWN_HEADERS.flatMap((name) => {
        const value = message.headers.get(name);
        return value === undefined ? [] : [{ name, value }];
      }),
      text: message.text,
      parts: filesOf(message).map(({ fileName, path, bytes }, index) => ({
        index,
        fileName,
        path,
        byteLength: bytes.length,
        mediaType: mediaTypeOf(fileName),
      })),
    };
  }

  /** Throws MESSAGE_UNKNOWN or MESSAGE_PART_UNKNOWN. */
  async part(id: string, index: number): Promise<{ fileName: string; mediaType: string; bytes: Buffer }> {
    const read = await this.#read(id);
    const file = 'trouble' in read ? undefined : filesOf(read.message)[index];
    if (file === undefined) throw partUnknown(id);
    return { fileName: file.fileName, mediaType: mediaTypeOf(file.fileName), bytes: Buffer.from(file.bytes) };
  }

  async #read(id: string): Promise<{ message: ReadMessage } | { trouble: string }> {
    const rows: { raw: Buffer; wholeLength: string | null }[] = await this.dataSource.query(
      'SELECT raw, whole_length AS "wholeLength" FROM inbound_message WHERE id = $1',
      [id],
    );
    const [row] = rows;
    if (row === undefined) throw messageUnknown(id);
    if (row.wholeLength !== null) {
      return { trouble: whyHeaderOnly(Number(row.wholeLength), this.options.maxMessageBytes) };
    }
    try {
      const virus = await this.virusScanner.scan(row.raw);
      if (!virus.clean) return { trouble: `It was not opened, for the virus scan says: ${virus.words}.` };
      return { message: await this.reader.read(row.raw) };
    } catch (error) {
      if (error instanceof VirusScannerDown) return { trouble: 'It was not opened, for the virus scanner is down.' };
      if (error instanceof MessageUnreadable) return { trouble: `It could not be read: ${error.message}` };
      throw error;
    }
  }
}

function filesOf({ documents, otherAttachments }: ReadMessage): readonly MessageFile[] {
  return [...documents, ...otherAttachments];
}
