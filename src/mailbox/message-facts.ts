/** What decides of which kind a message is; header names in lower case. */
export interface MessageFacts {
  /** Empty: a bounce or another message that must not be answered (RFC 5321, 4.5.5). */
  readonly envelopeFrom: string;
  /** It came to the address that only envelopes of our letters name as their sender. */
  readonly toBounceAddress: boolean;
  readonly fromAddress: string | null;
  readonly subject: string;
  readonly headers: ReadonlyMap<string, string>;
  /** `report-type` of a multipart/report (RFC 6522); null when it is none. */
  readonly reportType: string | null;
  /** A part of the type message/delivery-status. */
  readonly deliveryStatus: boolean;
  /** What a part of the type text/calendar answers to an invitation, '' when it does not say; null: there is none. */
  readonly calendarReply: string | null;
  /** Documents that may be returns: PDFs and pictures, and what may hold some. */
  readonly documents: number;
  /** Attachments of any other kind. */
  readonly otherAttachments: number;
  readonly ownMailbox: string;
  /** Its Message-ID is that of a letter of ours. */
  readonly ownLetter: boolean;
  /** Its address, its thread or its subject names a case. */
  readonly pointsToCase: boolean;
}
