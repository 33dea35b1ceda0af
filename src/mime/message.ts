/** Why a file is for a person, whatever is in it. */
export type FileRemark =
  /** It holds other files and was not opened. */
  | 'UNOPENED'
  /** A signature stands around it (CAdES, ASiC), not in it: by itself it looks unsigned. */
  | 'SIGNED_OUTSIDE'
  /** A picture in a form that cannot be shown here. */
  | 'NOT_SHOWABLE';

/** A file that a message brought, or that lay in one that it brought. */
export interface MessageFile {
  readonly fileName: string;
  /** Where it lay: `mail › scan.zip › side1.pdf`. */
  readonly path: string;
  readonly bytes: Buffer;
  readonly remark: FileRemark | null;
}

/** Something about a message that a person has to know. */
export interface MessageFinding {
  readonly code:
    | 'ENCRYPTED_CONTAINER'
    | 'UNKNOWN_CONTAINER'
    | 'DAMAGED_CONTAINER'
    | 'CONTAINER_PAST_LIMIT'
    | 'SIGNED_OUTSIDE'
    | 'PICTURE_NOT_SHOWABLE'
    | 'SHARE_LINK';
  /** What it is about, as in `MessageFile.path`; of a link, its address. */
  readonly about: string;
  readonly sentence: string;
}

/** What of a message the service works with. Every text in it can be stored. */
export interface ReadMessage {
  readonly subject: string;
  readonly fromAddress: string | null;
  /** Where answers to the sender go: Reply-To when it is of the domain of From, else From. */
  readonly answerTo: string | null;
  /** Addresses in To, Cc and Delivered-To. */
  readonly recipients: readonly string[];
  readonly headers: ReadonlyMap<string, string>;
  /** Of a multipart/report. */
  readonly reportType: string | null;
  /** Message-IDs without brackets, from In-Reply-To and References. */
  readonly thread: readonly string[];
  readonly text: string;
  /** PDFs, pictures, and what has to be opened or judged by a person. */
  readonly documents: readonly MessageFile[];
  readonly otherAttachments: readonly MessageFile[];
  /** All of them one below the other (RFC 3464, RFC 6533). */
  readonly deliveryStatus: string | null;
  /** Message-IDs, without brackets, of messages that it holds whole or by their headers (RFC 6522, 3). */
  readonly heldMessageIds: readonly string[];
  /** Answers an invitation (RFC 5546): `ACCEPTED`, `DECLINED`, `TENTATIVE`, or '' when it does not say. */
  readonly calendarReply: string | null;
  readonly findings: readonly MessageFinding[];
}
