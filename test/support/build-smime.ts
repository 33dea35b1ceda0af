const SIGNED_DATA = '2a864886f70d010702';
const ENVELOPED_DATA = '2a864886f70d010703';
const DATA = '2a864886f70d010701';

/** Signed data with its content inside (RFC 8551, 3.5.2), in DER; the signature itself is left out. */
export function opaqueSigned(content: Buffer): Buffer {
  return contentInfo(SIGNED_DATA, signedData(tlv(0xa0, tlv(0x04, content))));
}

/** The same as mail programs stream it: indefinite lengths, the content in pieces (BER). */
export function opaqueSignedInPieces(content: Buffer, pieceBytes = 1000): Buffer {
  const pieces: Buffer[] = [];
  for (let at = 0; at < content.length; at += pieceBytes) pieces.push(tlv(0x04, content.subarray(at, at + pieceBytes)));
  const octets = open(0x24, ...pieces);
  const encapsulated = open(0x30, tlv(0x06, Buffer.from(DATA, 'hex')), open(0xa0, octets));
  const signed = open(0x30, tlv(0x02, Buffer.from([1])), tlv(0x31), encapsulated, tlv(0x31));
  return open(0x30, tlv(0x06, Buffer.from(SIGNED_DATA, 'hex')), open(0xa0, signed));
}

/** Certificates and nothing else: what some programs attach to every mail. */
export function certificatesOnly(): Buffer {
  return contentInfo(SIGNED_DATA, signedData());
}

export function encryptedData(): Buffer {
  return contentInfo(ENVELOPED_DATA, tlv(0x30, tlv(0x02, Buffer.from([0])), Buffer.alloc(40, 0x05).fill(0)));
}

function contentInfo(type: string, content: Buffer): Buffer {
  return tlv(0x30, tlv(0x06, Buffer.from(type, 'hex')), tlv(0xa0, content));
}

function signedData(...content: readonly Buffer[]): Buffer {
  const encapsulated = tlv(0x30, tlv(0x06, Buffer.from(DATA, 'hex')), ...content);
  return tlv(0x30, tlv(0x02, Buffer.from([1])), tlv(0x31), encapsulated, tlv(0x31));
}

function tlv(tag: number, ...contents: readonly Buffer[]): Buffer {
  const content = Buffer.concat(contents);
  const { length } = content;
  if (length < 0x80) return Buffer.concat([Buffer.from([tag, length]), content]);
  const bytes = Buffer.from(length.toString(16).padStart(length > 0xffff ? 8 : 4, '0'), 'hex');
  return Buffer.concat([Buffer.from([tag, 0x80 + bytes.length]), bytes, content]);
}

function open(tag: number, ...contents: readonly Buffer[]): Buffer {
  return Buffer.concat([Buffer.from([tag, 0x80]), ...contents, Buffer.from([0, 0])]);
}
