import { buildCms, replaceSignature } from './build-cms.js';
import type { CmsVariant } from './build-cms.js';
import type { TestIdentity } from './test-ca.js';

const unknown = '*'.repeat(10);

/** A signature dictionary as text, with room for its value; `signByHand` fills it in. */
export const emptySignature = (
  entries = '',
  { subFilter = 'ETSI.CAdES.detached', digits = 5000 }: { subFilter?: string; digits?: number } = {},
): string =>
  `<< /Type /Sig /Filter /Adobe.PPKLite /SubFilter /${subFilter} ${entries} ` +
  `/ByteRange [0 ${unknown} ${unknown} ${unknown}] /Contents <${'0'.repeat(digits)}> >>`;

/** Fills in the last empty signature of a file, over all of the file but its own value. */
export function signByHand(
  pdf: Uint8Array,
  identity: TestIdentity,
  build: (signedBytes: Uint8Array) => Uint8Array = (bytes) => buildCms(identity, bytes),
): Uint8Array {
  const text = Buffer.from(pdf).toString('latin1');
  const at = text.lastIndexOf(`/ByteRange [0 ${unknown}`);
  const start = text.indexOf('<', text.indexOf('/Contents', at));
  const end = text.indexOf('>', start) + 1;
  let filled = text;
  for (const number of [start, end, text.length - end])
    filled = filled.slice(0, at) + filled.slice(at).replace(unknown, String(number).padEnd(unknown.length));
  return replaceSignature(Buffer.from(filled, 'latin1'), build);
}

export const signByHandWith = (pdf: Uint8Array, identity: TestIdentity, variant: CmsVariant): Uint8Array =>
  signByHand(pdf, identity, (bytes) => buildCms(identity, bytes, variant));
