import MimeNode, { type MimeNodeHeaderMap } from 'nodemailer/lib/mime-node';
import { encode, wrap } from 'nodemailer/lib/qp';

export interface MessageContent {
  /** In the order in which they are written. */
  readonly headers: MimeNodeHeaderMap;
  /** With CRLF. */
  readonly text: string;
  readonly html: string;
  /** Finished MIME parts, each ended by CRLF, that go beside the text. */
  readonly parts: readonly Uint8Array[];
  /** Makes the boundaries of this message other than those of any other. */
  readonly boundary: string;
}

const LINE = 76;
const BREAK = Buffer.from('\r\n');

/**
 * A message of text and HTML (multipart/alternative) and of further parts beside them (multipart/mixed; RFC 2046, 5.1).
 * Headers and quoted-printable are nodemailer's. Only the joining is done here, because a letter is in memory whole:
 * nodemailer's own `build()` takes every part through streams, which costs as much as everything else of a letter.
 */
export function messageBytes({ headers, text, html, parts, boundary }: MessageContent): Buffer {
  // "=_" can stand in neither quoted-printable nor base64, so no part can hold its own boundary (RFC 2045, 6.7).
  const options = { boundaryPrefix: '=_', baseBoundary: boundary };
  const root = new MimeNode(parts.length > 0 ? 'multipart/mixed' : 'multipart/alternative', options);
  root.addHeader(headers);
  const words = parts.length > 0 ? root.createChild('multipart/alternative') : root;
  const alternatives = [textPart(words, 'text/plain', text), textPart(words, 'text/html', html)];
  if (words === root) return multipart(root, alternatives);
  return multipart(root, [multipart(words, alternatives), ...parts]);
}

function textPart(parent: MimeNode, contentType: string, text: string): Buffer {
  const node = parent.createChild(`${contentType}; charset=utf-8`);
  node.setHeader('Content-Transfer-Encoding', 'quoted-printable');
  return Buffer.from(`${node.buildHeaders()}\r\n\r\n${wrap(encode(text), LINE)}`, 'latin1');
}

/** The line break before a boundary belongs to the boundary (RFC 2046, 5.1.1), so each part gets one more. */
function multipart(node: MimeNode, children: readonly Uint8Array[]): Buffer {
  // The headers first: writing them makes the boundary.
  const headers = Buffer.from(`${node.buildHeaders()}\r\n\r\n`, 'latin1');
  const boundary = boundaryOf(node);
  const before = Buffer.from(`--${boundary}\r\n`, 'latin1');
  const after = Buffer.from(`--${boundary}--\r\n`, 'latin1');
  return Buffer.concat([headers, ...children.flatMap((child) => [before, child, BREAK]), after]);
}

function boundaryOf(node: MimeNode): string {
  if (typeof node.boundary !== 'string') throw new TypeError('A multipart node has no boundary.');
  return node.boundary;
}
