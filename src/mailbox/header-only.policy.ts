/**
 * Why only the header of a message is stored: it is longer than is taken, or fetching or storing it failed again and
 * again. A sentence for the operator.
 */
export function whyHeaderOnly(wholeLength: number, maxMessageBytes: number): string {
  const why =
    wholeLength > maxMessageBytes
      ? `the whole message has ${wholeLength} bytes, and at most ${maxMessageBytes} are taken (MAX_MESSAGE_BYTES)`
      : `the whole message, of ${wholeLength} bytes, could not be fetched or stored in several attempts; the log says what went wrong`;
  return `Only its header is stored, because ${why}. It lies whole in the mailbox.`;
}
