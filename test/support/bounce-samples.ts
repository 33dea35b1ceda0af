/** The Message-ID of the letter that the samples return. */
export const OURS = 'k7m2q4x5z3b6n2p4.invitation.v1.0a1b2c3d4e5f6071@ministry.example';
/** Its header. */
export const LETTER = [
  'From: Ministry <akson@ministry.example>',
  'To: post@kommune.example',
  'Subject: Invitasjon',
  `Message-ID: <${OURS}>`,
  'Date: Fri, 24 Apr 2020 09:00:00 +0200',
];

/** Lines as a message. */
export const message = (...lines: readonly string[]): Buffer => Buffer.from([...lines, ''].join('\r\n'));

/** A report of RFC 3464 with the header of the letter. */
export function report(about: {
  readonly text: string;
  readonly status: readonly string[];
  readonly returned?: string;
}): Buffer {
  return message(
    'From: Mail Delivery System <MAILER-DAEMON@mx.example>',
    'To: akson+b-k7m2q4x5z3b6n2p4@ministry.example',
    'Subject: Undelivered Mail Returned to Sender',
    'MIME-Version: 1.0',
    'Content-Type: multipart/report; report-type=delivery-status; boundary="r"',
    '',
    '--r',
    'Content-Type: text/plain; charset=utf-8',
    '',
    about.text,
    '--r',
    'Content-Type: message/delivery-status',
    '',
    ...about.status,
    '',
    '--r',
    `Content-Type: ${about.returned ?? 'text/rfc822-headers'}`,
    '',
    ...LETTER,
    '',
    '--r--',
  );
}

/** A notice without a report. */
export const notice = (headers: readonly string[], ...text: readonly string[]): Buffer =>
  message('From: MAILER-DAEMON@mx.example', 'To: akson@ministry.example', ...headers, '', ...text);
