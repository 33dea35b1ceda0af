/** A part of a message: its header lines and its content, sent as base64. */
export type MimePartText = readonly [headers: readonly string[], content: string | Uint8Array];

/** A message from a municipality, with the headers and the parts that are asked for. */
export function buildMime(parts: readonly MimePartText[], headers: readonly string[] = []): Buffer {
  return Buffer.concat([
    lines('From: Kari <kari@kommune.example>', ...headers, 'Content-Type: multipart/mixed; boundary="-b"', ''),
    ...parts.map(([partHeaders, content]) =>
      lines('---b', ...partHeaders, 'Content-Transfer-Encoding: base64', '', base64Lines(content)),
    ),
    lines('---b--'),
  ]);
}

/** Header lines of an attachment. */
export function attached(name: string, type = 'application/octet-stream'): string[] {
  return [`Content-Type: ${type}`, `Content-Disposition: attachment; filename="${name}"`];
}

export function base64Lines(content: string | Uint8Array): string {
  return Buffer.from(content as string)
    .toString('base64')
    .replaceAll(/.{76}/g, '$&\r\n');
}

function lines(...all: readonly string[]): Buffer {
  return Buffer.from(`${all.join('\r\n')}\r\n`);
}
