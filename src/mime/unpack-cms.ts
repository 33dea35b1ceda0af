import { Constructed, fromBER, ObjectIdentifier, OctetString, Sequence } from 'asn1js';
import type { Unpacked } from './unpacked.js';

const SIGNED_DATA = '1.2.840.113549.1.7.2';
const ENCRYPTED = new Set([
  '1.2.840.113549.1.7.3', // envelopedData (RFC 5652, 6)
  '1.2.840.113549.1.7.6', // encryptedData (8)
  '1.2.840.113549.1.9.16.1.23', // authEnvelopedData (RFC 5083)
]);
const BASE64_ONLY = /^[A-Za-z0-9+/=\s]+$/;
/** How a MIME entity begins (RFC 8551, 3.1): its first header. */
const MIME_HEAD = /^(?:[\r\n]*)(?:content-|mime-version|from|to|subject|date|received)[\w-]*:/i;

/** Takes the content out of signed data: a whole message part (RFC 8551, 3.5.2), or a file (CAdES). */
export function unpackCms(given: Buffer, fileName: string): Unpacked {
  const { result, offset } = fromBER(new Uint8Array(binary(given)));
  if (offset === -1) throw new Error('it is no CMS (RFC 5652)');
  const [type, content] = sequence(result);
  if (!(type instanceof ObjectIdentifier)) throw new Error('it is no CMS (RFC 5652)');
  const identifier = type.valueBlock.toString();
  if (ENCRYPTED.has(identifier)) return { is: 'ENCRYPTED' };
  if (identifier !== SIGNED_DATA) return { is: 'UNKNOWN' };
  // SignedData: version, digestAlgorithms, encapContentInfo { eContentType, [0] eContent }.
  const [, explicit] = sequence(sequence(within(content))[2]);
  if (explicit === undefined) return { is: 'NOTHING' };
  const octets = within(explicit);
  if (!(octets instanceof OctetString)) return { is: 'UNKNOWN' };
  const bytes = Buffer.from(octets.getValue());
  if (MIME_HEAD.test(bytes.toString('latin1', 0, 200))) return { is: 'MESSAGE', bytes };
  // The signature of a mail is on the mail; that of a file belongs to the file.
  const file = { fileName: fileName.replace(/\.p7m$/i, ''), type: '', bytes };
  return { is: 'OPEN', files: [file], signedOutside: true };
}

function binary(given: Buffer): Buffer {
  const text = given.toString('latin1').replaceAll(/-----(?:BEGIN|END) [A-Z0-9 ]+-----/g, '');
  return given[0] !== 0x30 && BASE64_ONLY.test(text) ? Buffer.from(text, 'base64') : given;
}

function sequence(block: unknown): readonly unknown[] {
  if (!(block instanceof Sequence)) throw new Error('it is no CMS (RFC 5652)');
  return block.valueBlock.value;
}

function within(block: unknown): unknown {
  if (!(block instanceof Constructed)) throw new Error('it is no CMS (RFC 5652)');
  return block.valueBlock.value[0];
}
